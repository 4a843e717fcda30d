"""Finds the names in a text that mean a secret, in one pass: values are looked for beside them alone."""

from __future__ import annotations

from typing import Final

from ..lean.lazy_pattern import LazyPattern
from .secret_names import is_secret_parameter

_NAME: Final = LazyPattern(r"[\w.\-]+")
_LONGEST: Final = 80
"""Characters of a name that are looked at: no shape of a value has a longer one."""


def secret_names_in(text: str) -> list[tuple[int, int]]:
    """Return where the names stand that mean a secret alone, or with the word before them: `API key`."""
    places: list[tuple[int, int]] = []
    known: dict[str, bool] = {}
    before, before_end = "", -1
    for match in _NAME.finditer(text):
        start, end = match.span()
        word = match[0][:_LONGEST]
        is_secret = known.get(word)
        if is_secret is None:
            is_secret = known[word] = is_secret_parameter(word)
        if not is_secret and start == before_end + 1 and text[before_end] == " ":
            pair = f"{before} {word}"
            is_secret = known.get(pair)
            if is_secret is None:
                is_secret = known[pair] = is_secret_parameter(pair)
        if is_secret:
            places.append((start, end))
        before, before_end = word, end
    return places
