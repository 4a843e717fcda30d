"""Tests of tui.profiles, and the strategies and fixtures that they share."""
