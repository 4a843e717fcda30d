"""What is written to a terminal: text measured in cells, wrapped, colored by its meaning, and taken back."""
