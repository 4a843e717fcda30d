"""Spans of time as people say them."""

from __future__ import annotations


def span(seconds: float) -> str:
    """Write a time in the unit that a person would use: `90 seconds`, `2 hours`, `3 days`."""
    for unit, length in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= 2 * length:
            return f"{seconds / length:.0f} {unit}s"
    return "1 second" if f"{seconds:.0f}" == "1" else f"{seconds:.0f} seconds"
