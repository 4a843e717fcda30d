"""Tests of the reports; every name and secret in them is made up."""
