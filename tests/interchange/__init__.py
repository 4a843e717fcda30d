"""Tests of the formats for text that enters or leaves the program."""
