"""Tests of tui/oauth2/responses."""
