"""A regular expression that is compiled when it is first needed, since most runs need few of them.

Compiling one takes up to two milliseconds: as long as loading ten modules. Nothing else differs from
`re.compile`, but `needs` and `words`: what each match holds, so that without it there is nothing to find.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any, Final


class LazyPattern:
    """What `re.compile` would return, later."""

    def __init__(
        self, pattern: str, flags: int = 0, *, needs: tuple[str, ...] = (), words: tuple[str, ...] = ()
    ) -> None:
        """Take an expression for later.

        Each match holds one of `needs`, if there are any. In an ASCII text in lower case, it also holds one
        of `words`: for short texts, and where case does not matter.
        """
        self.pattern: Final = pattern
        self._flags = flags
        self.needs: Final = needs
        self.words: Final = words

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The compiled expression."""
        return re.compile(self.pattern, self._flags)

    def search(self, text: str, at: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return the first match from one index to another."""
        return self.compiled.search(text, at, end) if self._may_match(text) else None

    def match(self, text: str, at: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return the match that begins at an index."""
        return self.compiled.match(text, at, end) if self._may_match(text) else None

    def fullmatch(self, text: str, at: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return the match of all between two indices."""
        return self.compiled.fullmatch(text, at, end) if self._may_match(text) else None

    def finditer(self, text: str, at: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """Return the matches from one index to another, one after the other."""
        return self.compiled.finditer(text, at, end) if self._may_match(text) else iter(())

    def findall(self, text: str) -> list[Any]:
        """Return what the expression or its groups match, each time."""
        return self.compiled.findall(text) if self._may_match(text) else []

    def split(self, text: str, most: int = 0) -> list[str]:
        """Split a text at the matches, at `most` times; 0 is no limit."""
        return self.compiled.split(text, most) if self._may_match(text) else [text]

    def sub(self, by: str | Callable[[re.Match[str]], str], text: str, count: int = 0) -> str:
        """Replace the matches, at most `count` of them; 0 is no limit."""
        return self.compiled.sub(by, text, count) if self._may_match(text) else text

    def _may_match(self, text: str) -> bool:
        if self.needs and not any(map(text.__contains__, self.needs)):
            return False
        return not self.words or not text.isascii() or any(map(text.lower().__contains__, self.words))
