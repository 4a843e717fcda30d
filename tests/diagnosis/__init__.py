"""Tests of the reading of connectors and runs."""
