"""Marks the widgets in which one begins to type a name at any time."""

from __future__ import annotations


class FoundByLetters:
    """A widget in which a letter opens the search for a name: what is typed right behind it is its text."""
