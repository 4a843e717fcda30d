"""Reads DER (ITU-T X.690), as far as certificates and the files that hold them need it.

OpenSSL judges certificates; this reads what the ssl module doesn't tell of them, and takes files apart. So
nothing here decides what is trusted.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

SEQUENCE: Final = 0x30
SET: Final = 0x31
INTEGER: Final = 0x02
BIT_STRING: Final = 0x03
OCTET_STRING: Final = 0x04
OBJECT_ID: Final = 0x06
_LONG_TAG: Final = 0x1F
_LONG_LENGTH: Final = 0x80
_MOST_LENGTH_OCTETS: Final = 4


class Element(NamedTuple):
    """One value with its tag."""

    tag: int
    content: bytes
    whole: bytes
    """With tag and length."""


def context_tag(number: int, *, constructed: bool = True) -> int:
    """Return the tag `[number]` of the context, as most optional parts have one."""
    return (0xA0 if constructed else 0x80) | number


def read_element(data: bytes, start: int = 0) -> Element:
    """Return the value that begins at an index. What follows it doesn't matter.

    Raises:
        ValueError: it is none, ends too early, or has a length that DER doesn't allow.
    """
    if start + 2 > len(data) or data[start] & _LONG_TAG == _LONG_TAG:
        raise ValueError("not DER")
    length, content = data[start + 1], start + 2
    if length >= _LONG_LENGTH:
        octets = length - _LONG_LENGTH
        if not 1 <= octets <= _MOST_LENGTH_OCTETS or content + octets > len(data):
            raise ValueError("not a length of DER")
        length = int.from_bytes(data[content : content + octets])
        content += octets
    end = content + length
    if end > len(data):
        raise ValueError("it ends too early")
    return Element(data[start], data[content:end], data[start:end])


def elements(content: bytes) -> Iterator[Element]:
    """Yield the values that follow each other.

    Raises:
        ValueError: as `read_element`.
    """
    start = 0
    while start < len(content):
        element = read_element(content, start)
        yield element
        start += len(element.whole)


def only(content: bytes, *tags: int) -> list[Element]:
    """Return the values, which must be these and no more.

    Raises:
        ValueError: they are others.
    """
    found = list(elements(content))
    if tuple(element.tag for element in found) != tags:
        raise ValueError("other values than expected")
    return found
