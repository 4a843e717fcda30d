"""The parts of a regular expression: a small parser for the syntax that rules may use.

It reads expressions that `re` has compiled already, so it trusts that brackets close and names are known.
Marks that only narrow what matches (`$`, what must stand before) make nothing slower: they are left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_QUANTIFIER: Final = re.compile(
    r"(?:(?P<sign>[*+?])|\{(?!\})(?P<least>\d*)(?:(?P<comma>,)(?P<most>\d*))?\})[?+]?"
)
_GROUP: Final = re.compile(
    r"\(\?(?:P<\w+>|(?P<flags>[aiLmsux]*(?:-[imsx]+)?)(?P<end>[:)])|(?P<kind><?[=!]|[>(]|P=|#))"
)
_ESCAPE: Final = re.compile(
    r"\\(?:x..|u.{4}|U.{8}|N\{[^}]*\}|0[0-7]{0,2}|[0-3][0-7]{2}|(?P<reference>[1-9]\d?)|.)", re.DOTALL
)
_FLAGS: Final = {"a": re.ASCII, "i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL, "u": re.UNICODE}


class UnusableSyntaxError(ValueError):
    """A part of the syntax whose cost can't be told. Its text names the part."""


@dataclass(frozen=True)
class Character:
    """One character: itself, an escape, a set in brackets or the dot."""

    source: str
    flags: re.RegexFlag


@dataclass(frozen=True)
class Start:
    """The start of the text."""


@dataclass(frozen=True)
class Boundary:
    r"""`\b`, a boundary of a word; `\B`, none, where `is_absent`."""

    is_absent: bool


@dataclass(frozen=True)
class Ahead:
    """What must follow, or must not: looked at, and not taken."""

    body: Node


@dataclass(frozen=True)
class Sequence:
    """One part after the other; nothing at all where there are none."""

    parts: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Choice:
    """One part of several."""

    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Repeat:
    """A part that is repeated; `most` is None where there is no limit."""

    body: Node
    least: int
    most: int | None
    source: str


Node = Character | Start | Boundary | Ahead | Sequence | Choice | Repeat


def read_expression(pattern: re.Pattern[str]) -> Node:
    """Return the parts of an expression.

    Raises:
        UnusableSyntaxError: it uses syntax whose cost can't be told.
    """
    reader = _Reader(pattern.pattern, re.RegexFlag(pattern.flags))
    return reader.choice()


class _Reader:
    """Reads an expression from its start to its end."""

    def __init__(self, text: str, flags: re.RegexFlag) -> None:
        self._text = text
        self._at = 0
        self._flags = flags
        if flags & re.VERBOSE:
            raise UnusableSyntaxError("(?x)")

    def choice(self) -> Node:
        """Read alternatives up to the bracket that closes them, or to the end."""
        parts = [self._sequence()]
        while self._takes("|"):
            parts.append(self._sequence())
        return parts[0] if len(parts) == 1 else Choice(tuple(parts))

    def _takes(self, mark: str) -> bool:
        found = self._text.startswith(mark, self._at)
        self._at += len(mark) if found else 0
        return found

    def _sequence(self) -> Node:
        parts: list[Node] = []
        while self._at < len(self._text) and self._text[self._at] not in "|)":
            begin = self._at
            part = self._atom()
            quantifier = _QUANTIFIER.match(self._text, self._at)
            if quantifier:
                self._at = quantifier.end()
                part = _repeated(part, quantifier, self._text[begin : self._at])
            parts.append(part)
        return parts[0] if len(parts) == 1 else Sequence(tuple(parts))

    def _atom(self) -> Node:
        begin = self._at
        sign = self._text[begin]
        if sign == "(":
            return self._group()
        if sign == "\\":
            return self._escape()
        self._at = self._end_of_set() if sign == "[" else begin + 1
        if sign == "$":
            return Sequence()
        if sign == "^":
            return Sequence() if self._flags & re.MULTILINE else Start()
        return Character(self._text[begin : self._at], self._flags)

    def _escape(self) -> Node:
        escape = _ESCAPE.match(self._text, self._at)
        if escape is None or escape["reference"]:
            raise UnusableSyntaxError(self._text[self._at : self._at + 2])
        self._at = escape.end()
        if escape[0] == "\\A":
            return Start()
        if escape[0] in {"\\b", "\\B"}:
            return Boundary(is_absent=escape[0] == "\\B")
        return Sequence() if escape[0] == "\\Z" else Character(escape[0], self._flags)

    def _end_of_set(self) -> int:
        at = self._at + 1
        at += self._text.startswith("^", at)
        at += self._text.startswith("]", at)
        while self._text[at] != "]":
            at += 2 if self._text[at] == "\\" else 1
        return at + 1

    def _group(self) -> Node:
        head = _GROUP.match(self._text, self._at)
        self._at = head.end() if head else self._at + 1
        kind = (head["kind"] or "") if head else ""
        if kind == "#":
            self._at = self._text.index(")", self._at) + 1
            return Sequence()
        if kind in {"(", "P="}:
            raise UnusableSyntaxError(f"(?{kind}")
        outer = self._flags
        if head and head["flags"] is not None:
            self._flags = _changed(outer, head["flags"])
            if head["end"] == ")":  # flags of the whole expression: `re` has read them already
                return Sequence()
        body = self.choice()
        self._at += 1
        self._flags = outer
        if kind in {"=", "!"}:
            return Ahead(body)
        return Sequence() if kind in {"<=", "<!"} else body


def _repeated(part: Node, quantifier: re.Match[str], source: str) -> Node:
    if quantifier["sign"]:
        least, most = {"*": (0, None), "+": (1, None), "?": (0, 1)}[quantifier["sign"]]
        return Repeat(part, least, most, source)
    least = int(quantifier["least"] or 0)
    if not quantifier["comma"]:
        return Repeat(part, least, least, source)
    return Repeat(part, least, int(quantifier["most"]) if quantifier["most"] else None, source)


def _changed(flags: re.RegexFlag, letters: str) -> re.RegexFlag:
    added, _, removed = letters.partition("-")
    if "x" in added or "L" in added:
        raise UnusableSyntaxError(f"(?{letters}")
    for letter in added:
        flags |= _FLAGS[letter]
        if letter == "a":
            flags &= ~re.UNICODE
    for letter in removed:
        flags &= ~_FLAGS.get(letter, re.RegexFlag(0))
    return flags
