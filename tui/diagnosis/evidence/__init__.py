"""What a response claims, read from its own sentences: of which thing it says what."""
