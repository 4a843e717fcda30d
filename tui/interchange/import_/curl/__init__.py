"""Reads curl commands as a shell and curl itself read them; nothing is run."""
