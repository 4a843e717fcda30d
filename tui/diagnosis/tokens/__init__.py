"""A token came: whether it is what the request asked for, how long it lives, and for whom it is."""
