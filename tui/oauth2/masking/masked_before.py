"""Texts that were masked before: many stand in a run more than once, and a body in each report of it."""

from __future__ import annotations

from typing import Final

_MOST_SHORT: Final = 2_000
_SHORT: Final = 400
"""Characters."""
_MOST_LONG: Final = 6
_LONG: Final = 131_072
"""Characters: what is longer is not kept."""


class MaskedBefore:
    """Texts with their masked form: the short ones that came first, and a few long ones that came last."""

    def __init__(self) -> None:
        self._short = dict[str, str]()
        self._long = dict[str, str]()

    def get(self, text: str) -> str | None:
        """Return the masked form of a text; None where it is not known."""
        return (self._short if len(text) <= _SHORT else self._long).get(text)

    def note(self, text: str, masked: str) -> None:
        """Take a text and its masked form."""
        if len(text) <= _SHORT:
            if len(self._short) < _MOST_SHORT:
                self._short[text] = masked
        elif len(text) <= _LONG:
            if len(self._long) >= _MOST_LONG:
                self._long = {}
            self._long[text] = masked
