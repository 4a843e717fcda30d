"""Tests of the import, with texts of our own; every name and secret in them is made up."""
