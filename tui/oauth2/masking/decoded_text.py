"""Text with its escapes undone, and where each character of it stood before: what masking searches.

    p%2540ss ──> p%40ss ──> p@ss          each `DecodedText` knows the span of the original text

Percent-encoding, the escapes of JSON, Python, mail and HTML, invisible characters: a server may nest them in
any order, so one pass undoes all of them once, and passes are repeated while something changes.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import field
from typing import Final

from ..lean.frozen import frozen
from ..lean.lazy_pattern import LazyPattern
from .escapes import ESCAPES, MAY_ESCAPE, Decoded, characters

_PASSES: Final = 4
"""How deep escapes are undone: JSON in JSON in a percent-encoded URL is three."""
_BACKSLASHES: Final = LazyPattern(r"\\{2,}", needs=("\\\\",))
_DROPPED: Final = (
    "[\\s+\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u2400-\u2426\ufe00-\ufe0f\ufeff]"
)
"""What may stand between the characters of an echo: blanks, also as `+`, and what is invisible."""
_FOLDED_ASCII: Final[dict[int, int | None]] = {
    **dict.fromkeys([*range(0x21), ord("+"), 0x7F]),
    **{letter: letter | 0x20 for letter in range(ord("A"), ord("Z") + 1)},
}
_DROP: Final = LazyPattern(rf"{_DROPPED}+")
_BEYOND_ASCII: Final = LazyPattern(r"[^\x00-\x7f]+")
_FOLDED: Final = LazyPattern(rf"{_DROPPED}+|(?:(?!{_DROPPED})[^\x00-\x7f]{_DROPPED}*)+")
_APART: Final = "\u2022"
FOREIGN: Final = "\x00"
"""Stands for any run of characters beyond ASCII: a charset that is misread changes those alone."""

Replace = Callable[[re.Match[str]], Decoded]


@frozen
class DecodedText:
    """A text as it reads with escapes undone."""

    text: str = field(repr=False)
    _changes: _Changes | None = field(default=None, repr=False)
    """What was undone; None for the original text."""

    @classmethod
    def of(cls, text: str) -> DecodedText:
        """Return a text as it stands."""
        return cls(text)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a part that is not empty stands in the original text."""
        return self._changes.span(start, end) if self._changes else (start, end)

    def readings(self) -> Iterator[DecodedText]:
        """Yield the text as it stands, and each way that it reads with escapes undone, once and again."""
        yield self
        if not MAY_ESCAPE.search(self.text):
            return
        seen = {self.text}
        for escape in ESCAPES:
            view = self
            for _ in range(_PASSES):
                if not escape.search(view.text):
                    break
                view = view.replaced(escape, characters)
                if view.text in seen:
                    break
                seen.add(view.text)
                yield view

    def with_single_backslashes(self) -> DecodedText:
        """Return the text with each run of backslashes as one: it doesn't tell how many were escaped."""
        return self.replaced(_BACKSLASHES, lambda run: iter([("\\", len(run[0]))]))

    def folded(self) -> DecodedText:
        """Return the text as secrets are compared: see `fold`."""
        folded = self.replaced(_FOLDED, _fold_run)
        return DecodedText(folded.text.lower(), folded._changes)

    def only(self, pattern: LazyPattern, replace: Replace) -> DecodedText:
        """Return what the matches of a pattern are replaced with, each apart from the next."""
        pieces: list[str] = []
        changes = _Changes(self, pattern, replace)
        size = 0
        for match in pattern.finditer(self.text):
            if run := "".join([text for text, _ in replace(match)]):
                changes.note(size, len(run), *match.span())
                size += len(run) + len(_APART)
                pieces += [run, _APART]
        return DecodedText("".join(pieces), changes)

    def replaced(self, pattern: LazyPattern, replace: Replace) -> DecodedText:
        """Return the text with the matches of a pattern replaced."""
        pieces: list[str] = []
        changes = _Changes(self, pattern, replace)
        at = size = 0
        for match in pattern.finditer(self.text):
            kept = self.text[at : match.start()]
            run = "".join([text for text, _ in replace(match)])
            size += len(kept)
            changes.note(size, len(run), *match.span())
            size += len(run)
            pieces += [kept, run]
            at = match.end()
        pieces.append(self.text[at:])
        return DecodedText("".join(pieces), changes)


class _Changes:
    """Where the runs stand that were replaced, after and before.

    Where each character of a run stood is looked up only in those that are asked for: they are few.
    """

    def __init__(self, before: DecodedText, pattern: LazyPattern, replace: Replace) -> None:
        self._before = before
        self._pattern = pattern
        self._replace = replace
        # Arrays: a body of backslashes has half a million runs.
        self._starts, self._sizes = array("q"), array("q")
        self._before_starts, self._before_ends = array("q"), array("q")
        self._looked_up: dict[int, tuple[array[int], array[int]]] = {}

    def note(self, start: int, size: int, before_start: int, before_end: int) -> None:
        """Take a run: where it begins now, its size, and where it stood."""
        self._starts.append(start)
        self._sizes.append(size)
        self._before_starts.append(before_start)
        self._before_ends.append(before_end)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a part stands in the original text."""
        return self._before.span(self._place(start)[0], self._place(end - 1)[1])

    def _place(self, at: int) -> tuple[int, int]:
        """Return where the character at a place stood in the text before."""
        number = bisect_right(self._starts, at) - 1
        if number < 0:
            return at, at + 1
        inside = at - self._starts[number]
        if inside >= self._sizes[number]:
            start = self._before_ends[number] + inside - self._sizes[number]
            return start, start + 1
        starts, ends = self._looked_up.get(number) or self._look_up(number)
        return starts[inside], ends[inside]

    def _look_up(self, number: int) -> tuple[array[int], array[int]]:
        """Return where each character of a run begins and ends in the text before."""
        start = self._before_starts[number]
        starts, ends = array("q"), array("q")
        match = self._pattern.match(self._before.text, start)
        for text, width in self._replace(match) if match else ():
            starts.extend([start] * len(text))
            ends.extend([start + width] * len(text))
            start += width
        self._looked_up[number] = starts, ends
        return starts, ends


def with_single_backslashes(text: str) -> str:
    """Return text with each run of backslashes as one."""
    return _BACKSLASHES.sub(r"\\", text)


def fold(text: str) -> str:
    """Return text as secrets are compared: without blanks and invisible characters, in lower case.

    A run of characters beyond ASCII is one `FOREIGN`, whatever a misread charset has made of it.
    """
    if text.isascii():
        return text.translate(_FOLDED_ASCII)
    kept = _DROP.sub("", text)
    return (kept if kept.isascii() else _BEYOND_ASCII.sub(FOREIGN, kept)).lower()


def _fold_run(match: re.Match[str]) -> Decoded:
    run = match[0]
    if not re.match(_DROPPED, run):
        yield FOREIGN, len(run.rstrip()) or len(run)
