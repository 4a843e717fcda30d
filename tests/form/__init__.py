"""The form while it is filled in."""
