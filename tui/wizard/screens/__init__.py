"""A file for each screen: the ten steps, the start screen, and the dialogs."""
