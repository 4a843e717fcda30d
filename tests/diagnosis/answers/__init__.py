"""Tests of tui/diagnosis/answers."""
