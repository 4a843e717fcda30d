"""Tests of tui/wizard/content."""
