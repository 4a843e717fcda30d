"""What a regular expression can cost: an expression of a user's must never hold the program."""
