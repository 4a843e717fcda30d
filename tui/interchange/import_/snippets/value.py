"""A text of source code, as far as the code says it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, repr=False)
class Value:
    """A text, as far as the code says it."""

    text: str
    is_open: bool = False
    """Whether a part of it is a variable or a call that the paste doesn't resolve."""
    has_base64: bool = False
    """Whether the code encodes it with base64."""


def joined(first: Value, second: Value | None) -> Value:
    """Return one text after another; a part that is open leaves the whole open."""
    if second is None:
        return first
    return Value(
        first.text + second.text, first.is_open or second.is_open, first.has_base64 or second.has_base64
    )
