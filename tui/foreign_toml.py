"""Reads TOML that somebody else wrote. What is wrong is said by its place, never by quoting the text."""

from __future__ import annotations

import re
import tomllib
from typing import Any, Final

from .oauth2.lean.lazy_pattern import LazyPattern

_MOST_DOTS: Final = 16
_MOST_DOTS_OF_FILE: Final = 20_000
"""In one key, and outside strings: for each the parser makes a table, and remembers every path to it."""
_PLACE: Final = LazyPattern(r" \(at (line \d+, column \d+|end of document)\)$")
_QUOTE: Final = LazyPattern(r"""\(.*\)|'.{6,}'|".{6,}\"""", re.DOTALL)
"""What tomllib repeats of the text, but for single characters: a key can be a secret in the wrong place."""
_TOKEN: Final = LazyPattern(
    r'"""(?:[^"\\]|\\.|"(?!""))*+(?:"{3,5}|\Z)|' + r"'''(?:[^']|'(?!''))*+(?:'{3,5}|\Z)|"
    r'"(?:[^"\\\n]|\\.)*+"?|' + r"'[^'\n]*+'?|#[^\n]*+|(?P<dot>\.)|(?P<end>[\n=,\[\]{}])",
    re.DOTALL,
)
"""Strings and comments, in which a dot means nothing; a dot; and what ends a key."""


class ForeignTomlError(ValueError):
    """A text is not TOML, or would cost too much to read. Its words are safe to show."""


def read_toml(data: bytes) -> dict[str, Any]:
    """Return the document in a file's bytes. A byte order mark, which some editors write, is skipped.

    Raises:
        ForeignTomlError: it is not UTF-8, not TOML, or made to be costly.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        byte = data[error.start]
        raise ForeignTomlError(
            f"line {line} is not UTF-8 (byte 0x{byte:02X}). Save the file as UTF-8."
        ) from None
    _check_dots(text)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ForeignTomlError(_syntax(str(error))) from None
    except (ValueError, RecursionError):  # a number with thousands of digits, or deeply nested arrays
        raise ForeignTomlError("a number is too long, or values are nested too deeply.") from None


def _check_dots(text: str) -> None:
    in_key = in_file = 0
    for token in _TOKEN.finditer(text):
        if token.lastgroup == "end":
            in_key = 0
        elif token.lastgroup == "dot":
            in_key, in_file = in_key + 1, in_file + 1
            if in_key > _MOST_DOTS or in_file > _MOST_DOTS_OF_FILE:
                line = text.count("\n", 0, token.start()) + 1
                what = (
                    f"a key has more than {_MOST_DOTS}" if in_key > _MOST_DOTS else "the keys have too many"
                )
                raise ForeignTomlError(f"line {line}: {what} dots.")


def _syntax(message: str) -> str:
    place = _PLACE.search(message)
    what = _QUOTE.sub("…", _PLACE.sub("", message))
    hint = ' Put text in quotes, as in name = "acme".' if what == "Invalid value" else ""
    where = f"{place[1]}: " if place else ""
    return f"{where}not valid TOML: {what}.{hint}"
