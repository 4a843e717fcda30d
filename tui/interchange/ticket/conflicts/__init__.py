"""Finds where the parts of a ticket contradict each other. `findings` is the door."""
