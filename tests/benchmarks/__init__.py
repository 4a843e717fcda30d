"""Measures of the product, as commands: they print figures, and assert nothing."""
