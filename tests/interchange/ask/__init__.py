"""Tests of the script for the customer's side, and of the reader of what it prints."""
