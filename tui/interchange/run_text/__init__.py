"""A run as text for people: the verdict, what to change, what was checked, what was sent."""
