"""Finds characters that nobody sees, or that look like a blank and are none."""

from __future__ import annotations

import re
from typing import Final

_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85\xa0\xad\u034f\u061c\u115f\u1160\u1680\u180e\u2000-\u200f\u2028-\u202f"
    "\u205f-\u206f\u3000\u3164\ufeff\uffa0]"
)


def without_unseen_ends(text: str) -> str:
    """Return a text without such characters, and blanks, at its ends."""
    start, end = 0, len(text)
    while start < end and (text[start].isspace() or has_unseen(text[start])):
        start += 1
    while end > start and (text[end - 1].isspace() or has_unseen(text[end - 1])):
        end -= 1
    return text[start:end]


def has_unseen(text: str) -> bool:
    """Tell whether a text holds a control, zero-width or bidi character, or an unusual blank."""
    return bool(_UNSEEN.search(text))
