"""Whole journeys of a user, in a real terminal or by the mouse alone."""
