"""Finds which of many spellings stand in a text, without looking for each in turn.

A spelling can only be there if its first few characters are: of a short text, all runs of that many
characters are looked up instead. A long text is searched for each spelling, which is faster there.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import Final, Generic, TypeVar

from .decoded_text import with_single_backslashes
from .secret_spellings import Spellings, spellings_of

_RUN: Final = 4
"""Characters that are looked up: no spelling that is not a whole word is shorter."""
_LONG: Final = 2_000
"""Characters from which a text is long."""
_MOST_KEPT: Final = 1_000
"""Characters of a secret whose search is kept: that of a mebibyte takes 70."""
_SHORTEST_ONCE: Final = 3
"""Characters of a secret with each run of backslashes as one: of backslashes alone, that would mask each."""
Spelling = TypeVar("Spelling")

Runs = set[str] | None
"""The runs of characters in a text; None where it is too long for that."""


class SpellingSearch:
    """The spellings of a secret, by how they are looked for and how they begin."""

    def __init__(self, spellings: Spellings) -> None:
        self.spellings = spellings
        self.texts = SpellingIndex[str](spellings.texts, str)
        """Looked for to the letter."""
        self.folded = SpellingIndex[str](spellings.folded, str)
        """Looked for in folded text."""
        once = (with_single_backslashes(text) for text in spellings.texts if "\\" in text)
        self.once = frozenset(text for text in once if len(text) >= _SHORTEST_ONCE)
        """Those with backslashes, each run of them as one."""
        self.shortest = min(map(len, _all_texts(spellings)), default=sys.maxsize)
        """How many characters a text has at least in which one of them stands."""


def search_of(secret: str) -> SpellingSearch:
    """Return the search for a secret. Those made last are kept: many profiles share one, and runs a token."""
    return _kept_search(secret) if len(secret) <= _MOST_KEPT else _search(secret)


def _search(secret: str) -> SpellingSearch:
    return SpellingSearch(spellings_of(secret))


_kept_search: Final = lru_cache(maxsize=64)(_search)


def runs_in(text: str) -> Runs:
    """Return the runs of characters in a text; None for a long one."""
    return None if len(text) > _LONG else {text[at : at + _RUN] for at in range(len(text) - _RUN + 1)}


def _all_texts(spellings: Spellings) -> Iterator[str]:
    yield from spellings.words
    yield from spellings.texts
    yield from spellings.folded
    yield from (part for part, _ in spellings.cuts)
    # Of a start at the end of a text that was cut, four characters are enough.
    yield from (start[:_RUN] for start in spellings.starts)


class SpellingIndex(Generic[Spelling]):
    """Spellings by their first characters. Those that are shorter are looked for in every text."""

    def __init__(self, spellings: Iterable[Spelling], key: Callable[[Spelling], str]) -> None:
        self._key = key
        self._by_start: dict[str, list[Spelling]] = {}
        self._short: list[Spelling] = []
        for spelling in spellings:
            start = key(spelling)[:_RUN]
            if len(start) == _RUN:
                self._by_start.setdefault(start, []).append(spelling)
            else:
                self._short.append(spelling)
        self.starts = frozenset(self._by_start)
        self.has_short = bool(self._short)

    def found_in(self, text: str, runs: Runs) -> Sequence[Spelling]:
        """Return the spellings that stand in a text, which has these runs."""
        starts = self.starts if runs is None else self.starts & runs
        may_stand = chain(self._short, *(self._by_start[start] for start in starts))
        return [spelling for spelling in may_stand if self._key(spelling) in text]


class SpellingIndexes(Generic[Spelling]):
    """Several indexes, which are asked only for a text that holds how any of their spellings begins."""

    def __init__(self, indexes: Sequence[SpellingIndex[Spelling]]) -> None:
        self._indexes = indexes
        self._starts = frozenset[str]().union(*(index.starts for index in indexes))
        self._has_short = any(index.has_short for index in indexes)

    def found_in(self, text: str, runs: Runs) -> Sequence[Spelling]:
        """Return the spellings that stand in a text, which has these runs."""
        if runs is not None and not self._has_short and runs.isdisjoint(self._starts):
            return ()
        return [spelling for index in self._indexes for spelling in index.found_in(text, runs)]
