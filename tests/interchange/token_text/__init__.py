"""A token in words."""
