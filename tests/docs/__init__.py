"""Tests of what is written for people: the reference, the README, and the pages for contributors."""
