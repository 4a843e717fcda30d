"""Times and lists as a sentence says them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

_UNITS: Final = (("year", 365 * 86400), ("day", 86400), ("hour", 3600), ("minute", 60))
_MOST_NAMES: Final = 6


def distance(span: timedelta) -> str:
    """Return a span of time in its largest unit, rounded down: `3 days`."""
    seconds = span.total_seconds()
    for unit, size in _UNITS:
        if seconds >= size:
            count = int(seconds // size)
            return f"{count} {unit}" if count == 1 else f"{count} {unit}s"
    return "less than a minute"


def listed(names: Sequence[str]) -> str:
    """Return names with commas, and how many more there are where they are too many."""
    shown = ", ".join(names[:_MOST_NAMES])
    more = len(names) - _MOST_NAMES
    return f"{shown} and {more} more" if more > 0 else shown
