"""Tests of tui/transport/chains."""
