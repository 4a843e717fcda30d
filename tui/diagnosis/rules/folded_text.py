"""A text as rules compare it: in lower case, with blanks and quotes folded, and quick to search."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from .needles import trigrams

WORDS: Final = 6_000
"""Characters of folded text that rules search."""
_LONG: Final = 800
_FOLDED: Final = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "`": "'", "´": "'", "\xa0": " ", "–": "-"}
)
_BLANKS: Final = re.compile(r"\s+")


@dataclass(frozen=True)
class FoldedText:
    """A text as rules compare it, and what makes a search for many phrases cheap."""

    words: str

    @cached_property
    def is_long(self) -> bool:
        """Whether it takes longer to search for all phrases than to rule out most of them first."""
        return len(self.words) > _LONG

    @cached_property
    def _held(self) -> dict[str, bool]:
        return {}

    def holds(self, prefix: str) -> bool:
        """Tell whether a vendor's prefix is in the text. A hundred rules ask for the same one."""
        if prefix not in self._held:
            self._held[prefix] = prefix in self.words
        return self._held[prefix]

    @cached_property
    def trigrams(self) -> frozenset[str]:
        """Every three characters in a row."""
        return trigrams(self.words)


def fold(text: str) -> str:
    """Return text as rules compare it: lower case, one blank between words, straight quotes."""
    return _BLANKS.sub(" ", text[:WORDS].translate(_FOLDED)).strip().lower()
