"""Finds characters that nobody sees, or that look like a blank and are none."""

from __future__ import annotations

import re
from typing import Final

_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85\xa0\xad\u034f\u061c\u115f\u1160\u1680\u180e\u2000-\u200f\u2028-\u202f"
    "\u205f-\u206f\u3000\u3164\ufeff\uffa0]"
)


def has_unseen(text: str) -> bool:
    """Tell whether a text holds a control, zero-width or bidi character, or an unusual blank."""
    return bool(_UNSEEN.search(text))
