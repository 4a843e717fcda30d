"""Tests of the wizard, and what drives it in them."""
