"""Reads requests out of source code by its patterns; nothing is run."""
