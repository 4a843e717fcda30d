"""Measures text in the cells of a terminal: a wide character takes two, a combining one none."""

from __future__ import annotations

from typing import Final

_WIDE: Final = frozenset({"W", "F"})
_COMBINING: Final = frozenset({"Mn", "Me"})
_EMOJI_STYLE: Final = "\ufe0f"
"""After it, a terminal may show the character before it as an emoji, two cells wide (UTS #51)."""


def cells(text: str) -> int:
    """Return how many cells a text takes; where terminals differ, the larger number.

    The text holds no control characters: `plain_line` has made them visible.
    """
    return len(text) if text.isascii() else sum(map(_cells_of, text))


def cut(text: str, most: int) -> str:
    """Return as much of a text as fits into so many cells; an ellipsis in the last one shows the cut."""
    if cells(text) <= most:
        return text
    return text[: fitting(text, most - 1)] + "…" if most > 0 else ""


def fitting(text: str, most: int) -> int:
    """Return how many characters at the start of a text fit into so many cells."""
    if text.isascii():
        return min(len(text), max(most, 0))
    used = 0
    for index, character in enumerate(text):
        used += _cells_of(character)
        if used > most:
            return index
    return len(text)


def _cells_of(character: str) -> int:
    if character.isascii():
        return 1
    from unicodedata import category, east_asian_width  # few texts need it

    if east_asian_width(character) in _WIDE:
        return 2
    if character == _EMOJI_STYLE:
        return 1
    return 0 if category(character) in _COMBINING else 1
