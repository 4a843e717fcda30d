"""What the customer's side sees: a script that looks from there, and the reader of what it prints."""
