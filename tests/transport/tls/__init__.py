"""Tests of tui/transport/tls."""
