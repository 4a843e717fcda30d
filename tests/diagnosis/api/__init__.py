"""Tests of tui/diagnosis/api."""
