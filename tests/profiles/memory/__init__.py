"""Tests of what is remembered of a profile's runs."""
