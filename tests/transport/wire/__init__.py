"""Tests of tui/transport/wire."""
