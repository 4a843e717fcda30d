"""Tests of the practice authorization server."""
