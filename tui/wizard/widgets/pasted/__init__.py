"""The paste box, and what it says."""
