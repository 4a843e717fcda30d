"""Reads what stands in quotes, as each language writes it."""
