"""Which line of a list is meant: by its number, or by words of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_SHORTEST_NAME: Final = 3
"""Letters: fewer were hardly meant to be the beginning of a line."""
_WORD: Final = re.compile(r"\w+")


def number_in(typed: str, count: int) -> int | None:
    """Return the index that a typed number from 1 to `count` stands for; None if it is none."""
    typed = typed.strip()
    is_number = typed.isascii() and typed.isdigit() and len(typed) < 6
    return int(typed) - 1 if is_number and 1 <= int(typed) <= count else None


def named_in(typed: str, options: Sequence[str]) -> int | None:
    """Return the index of the one option that begins as was typed, or has words that begin as those typed.

    None without one, and of several.
    """
    start, words = typed.strip().casefold(), _words_of(typed)
    if len(start) < _SHORTEST_NAME or not words:
        return None
    found = [index for index, option in enumerate(options) if option.casefold().startswith(start)]
    found = found or [
        index
        for index, option in enumerate(options)
        if all(any(one.startswith(word) for one in _words_of(option)) for word in words)
    ]
    return found[0] if len(found) == 1 else None


def _words_of(text: str) -> Sequence[str]:
    return _WORD.findall(text.casefold())
