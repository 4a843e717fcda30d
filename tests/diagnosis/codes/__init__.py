"""Tests of tui/diagnosis/codes."""
