"""Times and lists as a sentence says them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

_MOST_NAMES: Final = 6


def listed(names: Sequence[str]) -> str:
    """Return names with commas, and how many more there are where they are too many."""
    shown = ", ".join(names[:_MOST_NAMES])
    more = len(names) - _MOST_NAMES
    return f"{shown} and {more} more" if more > 0 else shown
