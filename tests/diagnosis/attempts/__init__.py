"""Tests of tui/diagnosis/attempts."""
