"""Reads a whole ticket: several requests, responses and labels, in any order and of any time."""
