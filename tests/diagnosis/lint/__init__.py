"""Tests of tui/diagnosis/lint."""
