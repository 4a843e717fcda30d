"""What a rule looks for in a text, and where it finds it: a phrase, a pattern, a range of codes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from functools import cached_property
from typing import Final

from ...oauth2.lean.frozen import frozen
from ..evidence.folded_letters import fold_letters
from .folded_text import FoldedText
from .keywords import Keywords, hold

_SEARCHED: Final = 1_500
"""Characters that regular expressions search: they cost more than plain text, and errors come early."""
_READ: Final = 8_000
_WORD: Final = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
"""Letters of a word. Those of scripts that put no blanks between words are none."""


@frozen
class Phrase:
    """A text to look for: literal, in lower case, or a regular expression written `/…/`.

    An expression is compiled when a text first holds its keywords: most of the catalogue's never are.
    """

    literal: str = ""
    expression: str = ""
    derived: Keywords | None = field(default=None, compare=False)
    """The expression's keywords, where they were derived when the catalogue was built."""

    @cached_property
    def pattern(self) -> re.Pattern[str] | None:
        """The compiled expression; None for a literal."""
        return None if self.literal else re.compile(self.expression)

    @cached_property
    def keywords(self) -> Keywords:
        """What a text must hold for the phrase to be in it; nothing where that is not known."""
        if self.literal:
            return ((self.literal,),)
        if self.derived is not None:
            return self.derived
        from .derived_keywords import of_pattern  # for a user's own rules

        return of_pattern(re.compile(self.expression))

    def find(self, text: FoldedText) -> Found | None:
        """Look for the phrase in a folded text."""
        words = text.words
        if self.literal:
            start = _find_whole(words, self.literal)
            return Found(words, start, start + len(self.literal)) if start >= 0 else None
        if not hold(words, self.keywords) or self.pattern is None:
            return None
        match = self.pattern.search(words, 0, _SEARCHED)
        if match is None:
            return None
        groups = match.groupdict()
        return Found(words, match.start(), match.end(), groups, {name: match.span(name) for name in groups})


def _find_whole(text: str, literal: str) -> int:
    """Return where a literal stands as whole words; -1 where it doesn't: “cors” is not in “corsair”."""
    start = text.find(literal)
    while start >= 0:
        end = start + len(literal)
        if not (_joins(text, start - 1, literal[0], -1) or _joins(text, end, literal[-1], 1)):
            return start
        start = text.find(literal, start + 1)
    return -1


def _joins(text: str, at: int, edge: str, step: int) -> bool:
    """Tell whether a word goes on beside a literal's edge, as “dns” does in “dns-connector”.

    `step` leads away from the literal. Other signs than a hyphen inside a word end it.
    """
    if edge not in _WORD or not 0 <= at < len(text):
        return False
    if text[at] == "-":
        return 0 <= at + step < len(text) and text[at + step] in _WORD
    return text[at] in _WORD


@frozen
class Found:
    """Where a phrase was found, and the named groups of its pattern."""

    text: str = field(repr=False)
    start: int
    end: int
    groups: Mapping[str, str | None] = field(default_factory=dict)
    spans: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    def as_written(self, group: str, source: str) -> str:
        """Return a group as the source wrote it before folding; as found where that is unclear."""
        found = self.groups[group] or ""
        if len(source) == len(self.text) and group in self.spans:
            start, end = self.spans[group]
            return source[start:end]
        if found in source or not source:
            return found
        read = source[:_READ]
        folded = fold_letters(read)
        if len(folded) != len(read):
            return found
        written = re.search(r"\s+".join(map(re.escape, found.split())), folded)
        return read[slice(*written.span())] if written else found


@frozen
class CodeRange:
    """Vendor codes with one prefix, such as AADSTS50000-50999; a single number is a range of one."""

    prefix: str
    first: int
    last: int
    width: int = 0
    """Number of digits where a code has leading zeros, such as E0000004; else 0: any number will do."""

    def find(self, folded: FoldedText) -> Found | None:
        """Look for a code of the range in a folded text."""
        text = folded.words
        for start, end in folded.numbers_after(self.prefix):
            digits = text[start + len(self.prefix) : end]
            if len(digits) == (self.width or len(digits)) and self.first <= int(digits) <= self.last:
                return Found(text, start, end, {"code": text[start:end].upper()})
        return None
