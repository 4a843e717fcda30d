"""Tests of tui/oauth2/masking."""
