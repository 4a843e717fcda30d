"""Tests of the JSON Schemas: of their form, and that they and the code say the same."""
