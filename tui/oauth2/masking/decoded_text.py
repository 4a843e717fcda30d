"""Text with its escapes undone, and where each character of it stood before: what masking searches.

    p%2540ss ──> p%40ss ──> p@ss          each `DecodedText` knows the span of the original text

Percent-encoding, the escapes of JSON, Python and HTML, and invisible characters: a server may nest them in
any order, so one pass undoes all of them once, and passes are repeated while something changes.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

_PASSES: Final = 4
"""How deep escapes are undone: JSON in JSON in a percent-encoded URL is three."""
_PERCENT: Final = r"(?P<percent>(?:%[0-9A-Fa-f]{2})+)"
_BACKSLASH: Final = (
    r"(?P<hex>(?:\\x[0-9A-Fa-f]{2})+)|(?P<unicode>(?:\\u[0-9A-Fa-f]{4})+)"
    r"""|(?P<short>\\[bfnrt"'\\/])"""
)
_REFERENCE: Final = r"(?P<html>&(?:\#[0-9]{1,7}|\#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]{2,8});)"
_LONE_BACKSLASH: Final = (
    r"(?P<hex>(?:\\x[0-9A-Fa-f]{2})+)|(?P<unicode>(?:\\u[0-9A-Fa-f]{4})+)"
    r"""|(?P<short>\\[bfnrt"'/])"""
)
"""The same where a backslash stands for itself."""
_ESCAPES: Final = tuple(
    map(
        re.compile,
        (
            f"{_PERCENT}|{_BACKSLASH}|{_REFERENCE}",
            f"{_PERCENT}|{_LONE_BACKSLASH}|{_REFERENCE}",
            _PERCENT,
            _BACKSLASH,
            _REFERENCE,
        ),
    )
)
"""All of them, as they are mixed, also where a backslash is not escaped; and each kind alone, since what
escapes in one is plain text in another."""
_SHORT_ESCAPES: Final = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_DROPPED: Final = (
    "[\\s+\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u2400-\u2426\ufe00-\ufe0f\ufeff]"
)
"""What may stand between the characters of an echo: blanks, also as `+`, and what is invisible."""
_DROP: Final = re.compile(rf"{_DROPPED}+")
_BEYOND_ASCII: Final = re.compile(r"[^\x00-\x7f]+")
_FOLDED: Final = re.compile(rf"{_DROPPED}+|(?:(?!{_DROPPED})[^\x00-\x7f]{_DROPPED}*)+")
FOREIGN: Final = "\x00"
"""Stands for any run of characters beyond ASCII: a charset that is misread changes those alone."""

Decoded = Iterator[tuple[str, int]]
"""Characters, and how many of the text before each of them takes the place of."""


@dataclass(frozen=True)
class DecodedText:
    """A text as it reads with escapes undone."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    """Where each character begins and ends in the original text."""

    @classmethod
    def of(cls, text: str) -> DecodedText:
        """Return a text as it stands."""
        return cls(text, range(len(text)), range(1, len(text) + 1))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a part that is not empty stands in the original text."""
        return self.starts[start], self.ends[end - 1]

    def readings(self) -> Iterator[DecodedText]:
        """Yield the text as it stands, and each way that it reads with escapes undone, once and again."""
        yield self
        seen = {self.text}
        for escape in _ESCAPES:
            view = self
            for _ in range(_PASSES):
                if not escape.search(view.text):
                    break
                view = view._replaced(escape, _characters)
                if view.text in seen:
                    break
                seen.add(view.text)
                yield view

    def folded(self) -> DecodedText:
        """Return the text as secrets are compared: see `fold`."""
        folded = self._replaced(_FOLDED, _fold_run)
        return DecodedText(folded.text.lower(), folded.starts, folded.ends)

    def _replaced(self, pattern: re.Pattern[str], replace: Callable[[re.Match[str]], Decoded]) -> DecodedText:
        pieces: list[str] = []
        starts, ends = array("q"), array("q")

        def keep(start: int, end: int) -> None:
            pieces.append(self.text[start:end])
            starts.extend(self.starts[start:end])
            ends.extend(self.ends[start:end])

        at = 0
        for match in pattern.finditer(self.text):
            keep(at, match.start())
            at = match.start()
            for character, width in replace(match):
                pieces.append(character)
                starts.extend([self.starts[at]] * len(character))
                ends.extend([self.ends[at + width - 1]] * len(character))
                at += width
            at = match.end()
        keep(at, len(self.text))
        return DecodedText("".join(pieces), starts, ends)


def fold(text: str) -> str:
    """Return text as secrets are compared: without blanks and invisible characters, in lower case.

    A run of characters beyond ASCII is one `FOREIGN`, whatever a misread charset has made of it.
    """
    kept = _DROP.sub("", text)
    return (kept if kept.isascii() else _BEYOND_ASCII.sub(FOREIGN, kept)).lower()


def _fold_run(match: re.Match[str]) -> Decoded:
    run = match[0]
    if not re.match(_DROPPED, run):
        yield FOREIGN, len(run.rstrip()) or len(run)


def _characters(match: re.Match[str]) -> Decoded:
    run = match[0]
    match match.lastgroup:
        case "percent":
            yield from _of_bytes(bytes.fromhex(run.replace("%", "")), 3)
        case "hex":
            yield from _of_bytes(bytes.fromhex(run.replace("\\x", "")), 4)
        case "unicode":
            units = bytes.fromhex(run.replace("\\u", ""))
            for character in units.decode("utf-16-be", "surrogatepass"):
                yield character, 12 if ord(character) > 0xFFFF else 6
        case "short":
            yield _SHORT_ESCAPES.get(run[1], run[1]), 2
        case _:
            import html  # with all entities, which few texts need

            yield html.unescape(run), len(run)


def _of_bytes(data: bytes, width: int) -> Decoded:
    """Yield the characters of bytes: UTF-8, and what is not as Latin-1; each byte took `width` characters."""
    for character in data.decode("utf-8", "surrogateescape"):
        if "\udc80" <= character <= "\udcff":
            yield chr(ord(character) - 0xDC00), width
        else:
            yield character, width * len(character.encode("utf-8"))
