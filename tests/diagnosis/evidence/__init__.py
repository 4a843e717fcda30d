"""Tests of the reading of sentences."""
