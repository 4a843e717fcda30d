"""Tests of tui/diagnosis/failures."""
