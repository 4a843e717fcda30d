"""Tests of tui/diagnosis/rules."""
