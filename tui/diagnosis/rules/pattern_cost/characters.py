"""Which characters two parts of an expression can both match, told by trying a choice of characters.

Every character that the expression names is tried with its neighbors, and some of each script. `re` itself
says what a set holds, so sets mean here what they mean in a search.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_ESCAPE: Final = re.compile(r"\\(?:x(..)|u(.{4})|U(.{8})|N\{([^}]*)\}|([0-7]{1,3})|([abfnrtv]))")
_LETTERS: Final = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_RANGE: Final = re.compile(r"(.)-(.)", re.DOTALL)
_TRIED_OF_A_RANGE: Final = 16
_TRIED: Final = (
    *range(256),
    *(0x130, 0x131, 0x17F, 0x3A9, 0x3C9, 0x410, 0x44F, 0x660, 0x5D0, 0x627, 0x905, 0x1E9E, 0x2003, 0x2014),
    *(0x2028, 0x20AC, 0x212A, 0x3001, 0x3042, 0x30AB, 0x4E00, 0xAC00, 0xFF11, 0x1F600),
)
_ODD_CASE: Final = {"k": "\u212a", "s": "\u017f", "i": "\u0130\u0131"}


class Characters:
    """The characters that are tried, and which of them each part of one expression matches."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._tried = "".join(map(chr, sorted(_worth_trying(_unescaped(pattern.pattern)))))
        self._masks: dict[tuple[str, int], int] = {}
        self.all: Final = (1 << len(self._tried)) - 1
        """A bit for each character that is tried."""
        self.start: Final = 1 << len(self._tried)
        """A bit of its own for the start of the text."""
        self.words: Final = self.matched_by(r"\w", re.RegexFlag(pattern.flags))
        """The bits of the characters that words consist of."""

    def matched_by(self, source: str, flags: re.RegexFlag) -> int:
        """Return a bit for each character that a part matches."""
        key = source, int(flags)
        if key not in self._masks:
            found = re.compile(source, flags & ~re.DEBUG).finditer(self._tried)
            self._masks[key] = sum(1 << match.start() for match in found) or self.all
        return self._masks[key]


def _unescaped(pattern: str) -> str:
    def character(escape: re.Match[str]) -> str:
        two, four, eight, name, octal, letter = escape.groups()
        if letter:
            return _LETTERS[letter]
        if name:
            return unicodedata.lookup(name)
        return chr(int(octal, 8) if octal else int(two or four or eight, 16))

    return _ESCAPE.sub(character, pattern)


def _worth_trying(text: str) -> set[int]:
    tried = set(_TRIED)
    for character in set(text):
        alike = character.lower() + character.upper() + _ODD_CASE.get(character.lower(), "")
        for near in {character, *alike}:
            tried |= {ord(near) - 1, ord(near), ord(near) + 1}
    for first, last in _RANGE.findall(text):
        step = max(1, (ord(last) - ord(first)) // _TRIED_OF_A_RANGE)
        tried |= set(range(ord(first), ord(last), step))
    return {code for code in tried if 0 <= code <= 0x10FFFF}
