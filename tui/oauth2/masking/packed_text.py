r"""Unpacks text that was packed as base64, hexadecimal or numbers: a server may echo a whole request so.

    {"body": "Z3JhbnQ...", "isBase64Encoded": true}  ──>  grant_type=password&password=p%40ss&…

A secret that stands there as it is would be found by its spelling. One that was escaped or cut before is
found here alone. What unpacks to no text is left out, so that ids and hashes take next to no time.
"""

from __future__ import annotations

import binascii
import re
from array import array
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final, NamedTuple

from ..lean.lazy_pattern import LazyPattern
from .decoded_text import DecodedText
from .escapes import Decoded, utf8_characters

_LETTERS: Final = r"[A-Za-z0-9+/_\-]"
_LINE: Final = rf"{_LETTERS}{{60,76}}"
_BASE64: Final = LazyPattern(
    rf"(?<!{_LETTERS})(?:(?:{_LINE}\r?\n[ \t]{{0,8}})++{_LETTERS}{{1,76}}+|{_LETTERS}{{16,}}+)={{0,2}}"
)
"""Also base64url, and folded into lines as in MIME."""
_HEX: Final = LazyPattern(r"(?<![0-9A-Za-z])(?:0x)?[0-9A-Fa-f]{2}(?:[ ,:;\-]{0,2}(?:0x)?[0-9A-Fa-f]{2}){7,}+")
_NUMBERS: Final = LazyPattern(r"(?<![0-9])[0-9]{1,3}(?:(?:,\s{0,9}|[ ])[0-9]{1,3}){7,}+")
"""An array of bytes, as many libraries show one."""
_PAIR: Final = LazyPattern(r"(?!0x)[0-9A-Fa-f]{2}")
_NUMBER: Final = LazyPattern(r"[0-9]+")
_STANDARD_LETTERS: Final = bytes.maketrans(b"-_", b"+/")
"""What base64url writes otherwise (RFC 4648 §5)."""
_SLICE: Final = 65_536
"""Characters, or bytes, that are handled at once."""
_PRINTED: Final = bytes([*b"\t\r\n", *range(0x20, 0x7F)])
_MOST_OTHERS: Final = 0.2
"""Of the bytes of a text, beside what UTF-8 explains. Of random ones, 0.6 can't be printed."""


class _Way(NamedTuple):
    """A way to read a run."""

    data: Callable[[str], bytes | bytearray]
    """Returns its bytes; none where it isn't one."""
    places: Callable[[str], array[int]]
    """Returns where each byte begins in it, and where the last one ends. Asked of texts alone."""


def unpacked(view: DecodedText) -> Iterator[DecodedText]:
    """Yield the texts that are packed in a view, for each way to read them that gives one."""
    for pattern, ways in _WAYS:
        if pattern.search(view.text):
            for way in ways:
                texts = view.only(pattern, partial(_characters, way))
                if texts.text:
                    yield texts


def _characters(way: _Way, run: re.Match[str]) -> Decoded:
    data = way.data(run[0])
    if not _is_text(data):
        return
    places = way.places(run[0])
    yield "", places[0]
    at = 0
    for character, size in utf8_characters(data):
        yield character.replace("\0", ""), places[at + size] - places[at]
        at += size


def _is_text(data: bytes | bytearray) -> bool:
    shown = data.replace(b"\0", b"") if 0 in data else data  # wide characters
    decoder = getincrementaldecoder("utf-8")()
    try:
        others = sum(_others(decoder.decode(part).encode("ascii", "ignore")) for part in _slices(shown))
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        others = sum(map(_others, _slices(shown)))
    return bool(data) and others <= _MOST_OTHERS * len(shown)


def _slices(data: bytes | bytearray) -> Iterator[bytes | bytearray]:
    return (data[at : at + _SLICE] for at in range(0, len(data), _SLICE))


def _others(data: bytes | bytearray) -> int:
    return len(data.translate(None, _PRINTED))


def _base64_data(run: str, *, skipped: int) -> bytearray:
    data, left = bytearray(), b""
    # A run can be a whole body, so nothing else is made of all of it.
    for at in range(0, len(run), _SLICE):
        part = run[at : at + _SLICE].encode("ascii").translate(_STANDARD_LETTERS, b" \t\r\n=")
        left += part if at else part[skipped:]
        whole = len(left) - len(left) % 4
        data += binascii.a2b_base64(left[:whole])
        left = left[whole:]
    if len(left) > 1:
        data += binascii.a2b_base64(left + b"=" * (-len(left) % 4))
    return data


def _base64_places(run: str, *, skipped: int) -> array[int]:
    run = run.rstrip("=")
    letters = array("q", (at for at, character in enumerate(run) if not character.isspace()))[skipped:]
    most = len(letters)
    size = (most - (most % 4 == 1)) * 6 // 8
    letters.append(len(run))
    return array("q", (letters[min((at * 8 + 5) // 6, most)] for at in range(size + 1)))


def _hex_data(run: str) -> bytes:
    return bytes(int(pair[0], 16) for pair in _PAIR.finditer(run))


def _hex_places(run: str) -> array[int]:
    places = array("q", (pair.start() for pair in _PAIR.finditer(run)))
    places.append(places[-1] + 2)
    return places


def _number_data(run: str) -> bytes:
    try:
        return bytes(int(number[0]) for number in _NUMBER.finditer(run))
    except ValueError:  # one is over 255
        return b""


def _number_places(run: str) -> array[int]:
    places, end = array("q"), 0
    for number in _NUMBER.finditer(run):
        places.append(number.start())
        end = number.end()
    places.append(end)
    return places


_WAYS: Final[tuple[tuple[LazyPattern, tuple[_Way, ...]], ...]] = (
    # What stands before base64, such as a path, may look like a part of it.
    (
        _BASE64,
        tuple(
            _Way(partial(_base64_data, skipped=skipped), partial(_base64_places, skipped=skipped))
            for skipped in range(4)
        ),
    ),
    (_HEX, (_Way(_hex_data, _hex_places),)),
    (_NUMBERS, (_Way(_number_data, _number_places),)),
)
