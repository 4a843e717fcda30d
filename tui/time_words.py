"""Durations in the words and units that people use."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

_SECOND: Final = 1000.0
"""Milliseconds."""
_UNITS: Final = (("year", 365 * 86_400), ("day", 86_400), ("hour", 3_600), ("minute", 60))


def duration(milliseconds: float) -> str:
    """Return a duration in milliseconds or seconds: `8 ms`, `30 s`."""
    if milliseconds < _SECOND:
        return f"{milliseconds:.0f} ms"
    return f"{milliseconds / _SECOND:.1f}".removesuffix(".0") + " s"


def span(seconds: float) -> str:
    """Return a duration in the largest unit that fits twice: `90 seconds`, `2 hours`, `3 days`."""
    for unit, length in _UNITS[1:]:
        if seconds >= 2 * length:
            return f"{seconds / length:.0f} {unit}s"
    return "1 second" if f"{seconds:.0f}" == "1" else f"{seconds:.0f} seconds"


def ago(seconds: float) -> str:
    """Return how long ago something was: `just now`, `5 min ago`, `2 h ago`, `yesterday`, `3 days ago`."""
    if seconds < 60:
        return "just now"
    if seconds < 3_600:
        return f"{seconds // 60:.0f} min ago"
    if seconds < 86_400:
        return f"{seconds // 3_600:.0f} h ago"
    days = int(seconds // 86_400)
    return "yesterday" if days == 1 else f"{days} days ago"


def distance(time: timedelta) -> str:
    """Return a duration in its largest unit, rounded down: `3 days`."""
    seconds = time.total_seconds()
    for unit, size in _UNITS:
        if seconds >= size:
            count = int(seconds // size)
            return f"{count} {unit}" if count == 1 else f"{count} {unit}s"
    return "less than a minute"
