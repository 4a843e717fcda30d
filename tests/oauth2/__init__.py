"""Tests of the OAuth 2.0 core."""
