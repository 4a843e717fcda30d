"""Tests of tui/diagnosis/tokens."""
