"""A token came: whether it is what was asked for, how long it lives, and for whom it is."""
