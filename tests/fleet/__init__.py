"""Tests of many profiles in one run."""
