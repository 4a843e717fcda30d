"""The call after the token: what the API answered, and whether a new token helps."""
