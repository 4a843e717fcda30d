"""Tests of profiles, with the strategies and fixtures that they share."""
