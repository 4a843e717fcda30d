"""Tests of what two sides tell together."""
