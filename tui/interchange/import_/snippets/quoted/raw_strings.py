"""Knows the strings without escapes that some languages have, and how their quotes and comments differ."""

from __future__ import annotations

import re
from typing import Final

from ..signs import Language

COMMENTS: Final = {
    Language.BASIC: ("'", "REM ", "Rem "),
    Language.ABAP: ('"',),
    Language.DELPHI: ("//",),
    Language.PLSQL: ("--",),
    Language.POWER_QUERY: ("//",),
    Language.GO: ("//",),
}
"""What begins a comment, where that is something else than usual."""
_QUOTES: Final = {
    Language.BASIC: '"',
    Language.ABAP: "'`|",
    Language.DELPHI: "'",
    Language.PLSQL: "'",
    Language.POWER_QUERY: '"',
    Language.GO: '"`',
}
_HASHED: Final = re.compile(r"b?r?(#{1,8})\"")
"""Rust's `r#"…"#`, and Swift's `#"…"#`."""
_DELIMITED: Final = re.compile(r"R\"([^()\\\s\"]{0,16})\(")
"""C++'s `R"end(…)end"`."""
_PERCENT: Final = re.compile(r"%[qQ]([^\w\s])")
"""Ruby's `%q{…}`."""
_WORD: Final = re.compile(r"q{1,2}([{(\[</|!~#])")
"""Perl's `q{…}`."""
_SIGIL: Final = re.compile(r"[$@%{>]")
"""What stands before a variable or a key that is called q."""
_ORACLE: Final = re.compile(r"[qQ]'([^\w\s'])")
"""Oracle's `q'[…]'`."""
_CLOSERS: Final = {"{": "}", "(": ")", "[": "]", "<": ">"}
_LONGEST: Final = 8000
_DEEPEST: Final = 20
"""Brackets within brackets: so many openings that nothing closes are not looked through from each one."""


def quotes_of(language: Language) -> str:
    """Return the quotes that begin a string in a language."""
    return _QUOTES.get(language, "\"'`")


def raw_string_at(text: str, at: int, language: Language) -> tuple[str, int] | None:
    """Return the string without escapes that begins at a position, and the position after it."""
    if language is Language.OTHER:
        if found := _HASHED.match(text, at):
            return _until(text, found.end(), '"' + found[1])
        if found := _DELIMITED.match(text, at):
            return _until(text, found.end(), f'){found[1]}"')
        if found := _PERCENT.match(text, at):
            return _balanced(text, found.end(), found[1])
    if language is Language.PERL and (found := _WORD.match(text, at)) and not _SIGIL.match(text[at - 1 : at]):
        return _balanced(text, found.end(), found[1])
    if language is Language.PLSQL and (found := _ORACLE.match(text, at)):
        return _until(text, found.end(), _CLOSERS.get(found[1], found[1]) + "'")
    return None


def _until(text: str, start: int, closing: str) -> tuple[str, int] | None:
    end = text.find(closing, start, start + _LONGEST)
    return (text[start:end], end + len(closing)) if end >= 0 else None


def _balanced(text: str, start: int, opener: str) -> tuple[str, int] | None:
    """Return what stands before the delimiter that closes; brackets within it come in pairs."""
    closer, depth = _CLOSERS.get(opener, opener), 1
    for at in range(start, min(len(text), start + _LONGEST)):
        if text[at] == closer:
            depth -= 1
            if depth == 0:
                return text[start:at], at + 1
        elif text[at] == opener:
            depth += 1
            if depth > _DEEPEST:
                break
    return None
