"""Tests of tui/interchange/blackbox."""
