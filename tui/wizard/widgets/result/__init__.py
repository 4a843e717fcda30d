"""What the Result screen is made of."""
