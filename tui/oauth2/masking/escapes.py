"""The escapes that a text may be written with, and the characters that they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..lean.lazy_pattern import LazyPattern

_PERCENT: Final = r"(?P<percent>(?:%[0-9A-Fa-f]{2})++)|(?P<units>(?:%u[0-9A-Fa-f]{4})++)"
r"""Also as JavaScript's `escape` writes it: %u20AC."""
_CODES: Final = (
    r"(?P<hex>(?:\\x[0-9A-Fa-f]{2})++)|(?P<unicode>(?:\\u[0-9A-Fa-f]{4})++)|(?P<octal>(?:\\[0-3][0-7]{2})++)"
    r"|(?P<point>\\(?:[ux]\{[0-9A-Fa-f]{1,6}\}|U[0-9A-Fa-f]{8}))"
)
_BACKSLASH: Final = rf"""{_CODES}|(?P<short>\\[bfnrt"'\\/])"""
_LONE_BACKSLASH: Final = rf"""{_CODES}|(?P<short>\\[bfnrt"'/])"""
"""The same where a backslash stands for itself."""
_REFERENCE: Final = r"(?P<html>&(?:\#[0-9]{1,7}|\#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]{2,8});)"
_QUOTED: Final = r"(?P<quoted>(?:=[0-9A-F]{2})++)"
"""Quoted-printable (RFC 2045 §6.7), as mail writes it."""
ESCAPES: Final = (
    LazyPattern(f"{_PERCENT}|{_BACKSLASH}|{_REFERENCE}", needs=("%", "\\", ";")),
    LazyPattern(f"{_PERCENT}|{_LONE_BACKSLASH}|{_REFERENCE}", needs=("%", "\\", ";")),
    LazyPattern(_PERCENT, needs=("%",)),
    LazyPattern(_BACKSLASH, needs=("\\",)),
    LazyPattern(_REFERENCE, needs=(";",)),
    LazyPattern(_QUOTED, needs=("=",)),
)
"""All of them, as they are mixed, also where a backslash is not escaped; and each kind alone, since what
escapes in one is plain text in another."""
MAY_ESCAPE: Final = re.compile(r"[%\\&=]")
"""What each of them begins with."""
_SHORT_ESCAPES: Final = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}

Decoded = Iterator[tuple[str, int]]
"""Characters, and how many of the text before each of them takes the place of."""


def characters(match: re.Match[str]) -> Decoded:
    """Yield what a run of escapes stands for."""
    run = match[0]
    match match.lastgroup:
        case "percent":
            yield from _of_bytes(bytes.fromhex(run.replace("%", "")), 3)
        case "hex":
            yield from _of_bytes(bytes.fromhex(run.replace("\\x", "")), 4)
        case "quoted":
            yield from _of_bytes(bytes.fromhex(run.replace("=", "")), 3)
        case "octal":
            yield from _of_bytes(bytes(int(digits, 8) for digits in run.split("\\")[1:]), 4)
        case "units" | "unicode":
            units = bytes.fromhex(run.replace("%u", "").replace("\\u", ""))
            for character in units.decode("utf-16-be", "surrogatepass"):
                yield character, 12 if ord(character) > 0xFFFF else 6
        case "point":
            point = int(run[2:].strip("{}"), 16)
            yield chr(point) if point <= 0x10FFFF else run, len(run)
        case "short":
            yield _SHORT_ESCAPES.get(run[1], run[1]), 2
        case _:
            import html  # with all entities, which few texts need

            yield html.unescape(run), len(run)


def _of_bytes(data: bytes, width: int) -> Decoded:
    """Yield the characters of bytes: UTF-8, and what is not as Latin-1; each byte took `width` characters."""
    for character, size in utf8_characters(data):
        yield character, width * size


def utf8_characters(data: bytes | bytearray) -> Decoded:
    """Yield the characters of bytes, and how many bytes each took: UTF-8, and what is not as Latin-1."""
    for character in data.decode("utf-8", "surrogateescape"):
        if "\udc80" <= character <= "\udcff":
            yield chr(ord(character) - 0xDC00), 1
        else:
            yield character, len(character.encode("utf-8"))
