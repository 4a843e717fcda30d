"""What the verdict card of the Result screen says."""
