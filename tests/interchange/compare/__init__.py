"""Comparing a connector with a request that works, and proving which difference matters."""
