"""Searches whatever the program shows or writes for any form of the secrets that were given to it."""
