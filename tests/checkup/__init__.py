"""Tests of the checks of this machine: on machines that are made up, and on the one that runs the tests."""
