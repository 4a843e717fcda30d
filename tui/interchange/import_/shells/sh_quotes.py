"""Finds where quotes and parentheses of a POSIX shell close, and reads `$'…'`."""

from __future__ import annotations

import re
from typing import Final

_ESCAPES: Final = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v", "e": "\x1b"}
_CODE: Final = re.compile(r"u([0-9A-Fa-f]{1,4})|U([0-9A-Fa-f]{1,8})|x([0-9A-Fa-f]{1,2})|([0-7]{1,3})")
_OPEN_BEFORE_OPTION: Final = re.compile(r"[ \t\n]--?[A-Za-z][\w-]*[ \t=]*\Z")
"""The end of a quoted text that is an option, so that what closes it opens the next text."""
_TO_OPTION: Final = re.compile(r"(?:[^ \t\n\\]|\\(?!\n)|[ \t]++(?!\\?\n|--?[A-Za-z]))*")
"""All before the end of a line, its continuation, or the next option."""
_FARTHEST: Final = 500
"""How far away a parenthesis may close."""


def closing_quote(text: str, at: int, quote: str) -> int:
    """Return the position of the quote that closes the one at a position; -1 if there is none."""
    if quote == "'":
        return text.find("'", at + 1)
    index = at + 1
    while index < len(text):
        if text[index] == "\\":
            index += 1
        elif text.startswith("$(", index) and (end := closing_parenthesis(text, index + 1)) > 0:
            index = end
        elif text[index] == '"':
            return index
        index += 1
    return -1


def opens_before_option(text: str, at: int, end: int) -> bool:
    """Tell whether a quoted text ends in an option, so that its quote was never closed."""
    return bool(_OPEN_BEFORE_OPTION.search(text, at, end))


def open_text(text: str, at: int, quote: str) -> tuple[str, int]:
    """Return what an open quote holds to its line's end, or to the next option, and where that is.

    A single quote at its end closes a double one, as its author meant, and the other way round.
    """
    found = _TO_OPTION.match(text, at + 1)
    end = found.end() if found else len(text)
    value = text[at + 1 : end].rstrip(quote)
    other = "'" if quote == '"' else '"'
    if value.endswith(other) and value.count(other) == 1:
        value = value[:-1]
    return value, max(end, at + 1)


def closing_parenthesis(text: str, at: int, farthest: int = _FARTHEST) -> int:
    """Return the position of the parenthesis that closes the one at a position; -1 if it is far."""
    depth = 0
    for index in range(at, min(len(text), at + farthest)):
        depth += {"(": 1, ")": -1}.get(text[index], 0)
        if depth == 0:
            return index
    return -1


def read_ansi_c(text: str, at: int) -> tuple[str, int]:
    """Return what `$'…'` means, in which C's escapes count, and the position after it.

    Without a closing quote, that position is behind the text's end.
    """
    kept: list[str] = []
    at += 2
    while at < len(text) and text[at] != "'":
        if text[at] != "\\" or at + 1 >= len(text):
            kept.append(text[at])
            at += 1
        elif code := _CODE.match(text, at + 1):
            number = int(code[1] or code[2] or code[3] or "0", 16) if not code[4] else int(code[4], 8)
            kept.append(chr(number) if number < 0x110000 else "")
            at = code.end()
        else:
            kept.append(_ESCAPES.get(text[at + 1], text[at + 1]))
            at += 2
    return _with_bytes_joined("".join(kept)), at + 1


def _with_bytes_joined(text: str) -> str:
    """Return a text whose UTF-8 was written byte by byte, as `printf %q` of bash does."""
    if text.isascii() or any(ord(char) > 0xFF for char in text):
        return text
    try:
        return text.encode("latin-1").decode()
    except UnicodeDecodeError:
        return text
