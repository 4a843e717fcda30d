"""Masking: known secrets and tokens found in foreign text, however it is written."""
