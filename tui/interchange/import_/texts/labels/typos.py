"""Knows which label somebody meant who mistyped it: one letter too few, too many, wrong, or two exchanged."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

_TYPED: Final = (
    "client id", "client secret", "token url", "token endpoint", "username", "user name", "password",
    "passwort", "benutzername", "kennwort",
)  # fmt: skip
"""The labels that people type most; all are long enough to be told from other words."""
_LEAST: Final = 7


@lru_cache(maxsize=2000)
def label_meant_by(typed: str) -> str:
    """Return the label in lower case that differs by one slip; blank for none. A plural is no slip."""
    if len(typed) < _LEAST:
        return ""
    return next((label for label in _TYPED if typed != f"{label}s" and _is_one_slip(typed, label)), "")


def _is_one_slip(one: str, other: str) -> bool:
    if one[:1] != other[:1] or abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    mine, theirs = one[start:], other[start:]
    return (
        mine[1:] == theirs[1:]
        or mine[1:] == theirs
        or mine == theirs[1:]
        or (mine[:2] == theirs[1::-1] and mine[2:] == theirs[2:])
    )
