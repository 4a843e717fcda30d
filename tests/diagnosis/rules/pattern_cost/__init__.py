"""Tests of what a regular expression may cost."""
