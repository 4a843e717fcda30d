"""What the Token screen is made of."""
