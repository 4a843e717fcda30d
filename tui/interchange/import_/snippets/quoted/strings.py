"""Reads strings of source code into parts: literal text without its escapes, and the expressions in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ..signs import WITH_DOLLARS, WITH_DOUBLED_QUOTES, Language


@dataclass(frozen=True, repr=False)
class Part:
    """A piece of a string: literal text, or an expression that the language fills in."""

    text: str
    """The literal text, or the expression without its brackets."""
    written: str = ""
    """An expression as it stands, with what marks it; blank for literal text."""


@dataclass(frozen=True)
class _Style:
    """How a language marks an expression in a string."""

    opener: re.Pattern[str]
    """What stands before a bracketed expression, its bracket included."""
    name: re.Pattern[str] | None = None
    """A variable that needs no bracket."""


_POWERSHELL: Final = _Style(re.compile(r"\$\("), re.compile(r"\$\{?(?:env:)?[A-Za-z_]\w*\}?"))
_PHP: Final = _Style(re.compile(r"\{(?=\$)"), re.compile(r"\$[A-Za-z_]\w*"))
_JAVASCRIPT: Final = _Style(re.compile(r"\$\{"))
_BRACE: Final = _Style(re.compile(r"\{(?=[A-Za-z_\"'])"))
"""Python's and C#'s. A brace that is none is written twice."""
_BAR: Final = _Style(re.compile(r"\{(?=[ \t]*[A-Za-z_])"))
"""ABAP's, between two bars."""
_RUBY: Final = _Style(re.compile(r"[#$]\{"), re.compile(r"(?<![A-Za-z0-9])\$[A-Za-z_]\w*"))
"""Groovy's and Kotlin's, too. In C# and Java a dollar sign is one; within a word it nearly always is."""
_SWIFT: Final = _Style(re.compile(r"\\\("))
_ONE_LINE: Final = (Language.BASIC, Language.ABAP, Language.DELPHI)
"""The languages in which a string ends with its line."""
_ESCAPES: Final = {"n": "\n", "t": "\t", "r": "\r", "0": "\0", "\n": "", "b": "\b"}
_CODE: Final = re.compile(r"u\{?([0-9A-Fa-f]{2,6})\}?|x([0-9A-Fa-f]{2})")
_BRACKETS: Final = {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}
_LONGEST_EXPRESSION: Final = 400


def read_string(text: str, at: int, prefix: str, language: Language) -> tuple[list[Part], int]:
    """Return the parts of the string whose quote stands at a position, and the position after it.

    `prefix` is what the language puts before the quote, in lower case. An open string ends with its line.
    """
    quote = text[at]
    is_long = quote != "`" and text.startswith(quote * 3, at)
    reader = _Reader(language, prefix, quote * 3 if is_long else quote)
    return reader.read(text, at + len(reader.closing))


def expandable_parts(text: str) -> list[Part]:
    """Return the parts of a text in which PowerShell fills variables in, and that has no quotes."""
    return list(_joined(_split(text, _POWERSHELL, escape="`")))


def filled_parts(text: str, language: Language) -> list[Part]:
    """Return the parts of a text without quotes around it in which a language fills variables in."""
    style = _style_of(language, "", '"')
    return list(_joined(_split(text, style, escape=""))) if style else [Part(text)]


class _Reader:
    """Reads one string in the manner of its language and its quotes."""

    def __init__(self, language: Language, prefix: str, closing: str) -> None:
        self.closing = closing
        self._language = language
        self._is_powershell = language is Language.POWERSHELL
        self._is_long = len(closing) > 1
        has_doubles = self._is_powershell or language in WITH_DOUBLED_QUOTES or "@" in prefix
        self._doubles = not self._is_long and has_doubles
        no_escapes = (language is Language.GO and closing == "`") or (
            language is Language.KOTLIN and self._is_long
        )
        self._is_raw = "r" in prefix or "@" in prefix or language in WITH_DOUBLED_QUOTES or no_escapes
        doubles_wrap = self._doubles and language not in _ONE_LINE
        self._may_wrap = doubles_wrap or self._is_long or closing == "`" or language in WITH_DOLLARS
        self._style = _style_of(language, prefix, closing[0])

    def read(self, text: str, at: int) -> tuple[list[Part], int]:
        """Return the parts from a position on, and the position after the string."""
        parts: list[Part] = []
        while at < len(text):
            char = text[at]
            if text.startswith(self.closing, at):
                if not (self._doubles and text.startswith(self.closing * 2, at)):
                    return list(_joined(parts)), at + len(self.closing)
                at += 1
            elif char == "\n" and not self._may_wrap:
                break
            elif self._style is _BRACE and text.startswith((char * 2), at) and char in "{}":
                at += 1
            elif (style := self._style_at(text, at)) and (found := _expression_at(text, at, style)):
                parts.append(found)
                at += len(found.written)
                continue
            elif self._is_powershell and char == "`" and self.closing == '"':
                at += 1
                char = _ESCAPES.get(text[at : at + 1], text[at : at + 1])
            elif not self._is_powershell and char == "\\" and not self._is_raw:
                char, at = self._escape(text, at)
            parts.append(Part(char))
            at += 1
        return list(_joined(parts)), at

    def _style_at(self, text: str, at: int) -> _Style | None:
        """Return how an expression may begin here: Swift's begins with a backslash."""
        is_swift = self._language is Language.OTHER and self.closing[0] == '"' and text.startswith("\\(", at)
        return _SWIFT if is_swift else self._style

    def _escape(self, text: str, at: int) -> tuple[str, int]:
        """Return what an escape means, and the position of its last character."""
        following = text[at + 1 : at + 2]
        if self._language in WITH_DOLLARS and self.closing == "'":
            return (following, at + 1) if following in ("'", "\\") else ("\\", at)
        if code := _CODE.match(text, at + 1):
            number = int((code[1] or code[2])[:6], 16)
            return chr(number) if number < 0x110000 else "", code.end() - 1
        return _ESCAPES.get(following, following), at + 1


def _style_of(language: Language, prefix: str, quote: str) -> _Style | None:
    """Return how a string marks expressions; None if its language fills in none."""
    if language is Language.POWERSHELL:
        return _POWERSHELL if quote == '"' else None
    if language is Language.PYTHON:
        return _BRACE if "f" in prefix else None
    if language in WITH_DOLLARS:
        return _PHP if quote == '"' else None
    if quote == "|":
        return _BAR
    if quote == "`" and language is not Language.GO:
        return _JAVASCRIPT
    if "$" in prefix:
        return _BRACE
    if language not in (Language.OTHER, Language.KOTLIN):
        return None
    return _RUBY if quote == '"' else _JAVASCRIPT  # Dart fills them in between single quotes, too


def _expression_at(text: str, at: int, style: _Style) -> Part | None:
    """Return the expression that begins at a position; None if none does."""
    if opener := style.opener.match(text, at):
        end = _closing(text, opener.end() - 1)
        if end > opener.end():
            return Part(text[opener.end() : end].strip(), text[at : end + 1])
    if style.name and (name := style.name.match(text, at)):
        return Part(name[0], name[0])
    return None


def _closing(text: str, at: int) -> int:
    """Return the position of the bracket that closes the one at a position; -1 if its line has none.

    Strings in between may have the quotes of the string around them, as PowerShell, Kotlin and Ruby allow.
    """
    depth, quote = 0, ""
    for index in range(at, min(len(text), at + _LONGEST_EXPRESSION)):
        char = text[index]
        if char == "\n":
            return -1
        if quote:
            quote = "" if char == quote and text[index - 1] != "\\" else quote
        elif char in "\"'":
            quote = char
        elif char in _BRACKETS:
            depth += _BRACKETS[char]
            if depth == 0:
                return index
    return -1


def _split(text: str, style: _Style, escape: str) -> Iterator[Part]:
    at = 0
    while at < len(text):
        if escape and text[at] == escape and at + 1 < len(text):
            yield Part(_ESCAPES.get(text[at + 1], text[at + 1]))
            at += 2
            continue
        found = _expression_at(text, at, style) or Part(text[at])
        yield found
        at += len(found.written or found.text)


def _joined(parts: Iterator[Part] | list[Part]) -> Iterator[Part]:
    """Yield the parts with neighboring literal ones put together."""
    literal: list[str] = []
    for part in parts:
        if not part.written:
            literal.append(part.text)
            continue
        if literal:
            yield Part("".join(literal))
        literal = []
        yield part
    if literal:
        yield Part("".join(literal))
