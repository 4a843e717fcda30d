"""Sockets and bytes: the network that httpcore sends over, its pool, and the body that comes back."""
