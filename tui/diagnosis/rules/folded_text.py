"""A text as rules compare it: in lower case, with blanks and quotes folded, and quick to search."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field
from functools import cached_property
from typing import Final

from ...oauth2.lean.frozen import frozen
from ..evidence.folded_letters import fold_letters

WORDS: Final = 6_000
"""Characters of folded text that rules search."""
_FOLDED: Final = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "`": "'", "´": "'", "\xa0": " ", "–": "-"}
)
_DIGITS: Final = re.compile(r"\d{1,12}")
_BLANKS: Final = re.compile(r"\s+")


@frozen
class FoldedText:
    """A text as rules compare it, and what makes a search for many phrases cheap."""

    words: str = field(repr=False)

    @cached_property
    def _numbers(self) -> dict[str, tuple[tuple[int, int], ...]]:
        return {}

    def numbers_after(self, prefix: str) -> tuple[tuple[int, int], ...]:
        """Return where a vendor's prefix and a number stand. A hundred rules ask for the same one."""
        if prefix not in self._numbers:
            self._numbers[prefix] = tuple(self._find_numbers(prefix)) if prefix in self.words else ()
        return self._numbers[prefix]

    def _find_numbers(self, prefix: str) -> Iterator[tuple[int, int]]:
        start = self.words.find(prefix)
        while start >= 0:
            digits = _DIGITS.match(self.words, start + len(prefix))
            is_whole = not (start and prefix[:1].isalnum() and self.words[start - 1].isalnum())
            if digits and is_whole:
                yield start, digits.end()
            start = self.words.find(prefix, start + 1)


def fold(text: str) -> str:
    """Return text as rules compare it: letters folded, one blank between words, straight quotes."""
    return fold_letters(_BLANKS.sub(" ", text[:WORDS].translate(_FOLDED)).strip())
