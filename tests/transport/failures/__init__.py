"""Tests of tui/transport/failures."""
