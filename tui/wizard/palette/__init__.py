"""The command palette: every action of every screen, every profile, by the words that people use."""
