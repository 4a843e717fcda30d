"""Tests of the report on a run, as people read it."""
