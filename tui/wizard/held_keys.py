"""Tells the repeats of a held key from keys that were pressed, so that a held key acts once.

A terminal sends a repeat as the same bytes as the key itself. Only the time tells them apart:

    pressed                           repeats
    │                                 │││││││││││
    ├── at most 1.1 s, the delay ─────┤ 0.01 to 0.1 s apart

A key close behind the same key is a repeat. One that comes later may be the first repeat, or pressed:
it waits until the next repeat comes, or doesn't.
"""

from __future__ import annotations

from typing import Final

from textual import events
from textual.binding import ActiveBinding
from textual.widget import Widget

REPEAT_GAP: Final = 0.12
"""The most seconds between two repeats. macOS and the Linux console take 0.09, others 0.03."""
BURST_GAP: Final = 0.008
"""The most seconds between two keys of a paste. Nobody types that fast, and no keyboard repeats that fast."""
_LONGEST_DELAY: Final = 1.1
"""The most seconds from a key to its first repeat."""
_HELD_ON_PURPOSE: Final = frozenset(
    "up down left right pageup pagedown home end tab shift+tab shift+up shift+down u j k ctrl+z".split()
)
"""The keys that move a focus, a highlight, a row or a text, or undo: each repeat is wanted."""


def acts_once(key: events.Key, bound: ActiveBinding | None, focused: Widget | None) -> bool:
    """Tell whether a key, held or not, is meant once: a command, neither a move nor the editing of a text."""
    if key.key in _HELD_ON_PURPOSE:
        return False
    # A key of the app is not among a dialog's bindings, but works there too.
    taker = bound.node if bound else focused
    return not edits_text(taker) or (bound is not None and bound.binding.action == "submit")


def edits_text(widget: object) -> bool:
    """Tell whether a widget is a field or an area for text."""
    # By name: whoever has no text area on the screen needs not wait for its module.
    return any(kind.__name__ in {"Input", "TextArea"} for kind in type(widget).__mro__)


def is_repeat(
    key: events.Key, before: events.Event | None, after: events.Event | None, *, in_field: bool
) -> bool | None:
    """Tell whether a key repeats the one before it; None as long as only the next key can tell.

    In a field, a burst of Enter is a paste of empty lines, each of which leads to the next field.
    """
    gap = _gap(before, key)
    if gap is None or gap > _LONGEST_DELAY:
        return False
    shortest = BURST_GAP if in_field else 0.0
    if shortest <= gap <= REPEAT_GAP:
        return True
    if gap < shortest:
        return False
    if after is None:
        return None
    next_gap = _gap(key, after)
    return next_gap is not None and shortest <= next_gap <= REPEAT_GAP


def _gap(first: events.Event | None, second: events.Event) -> float | None:
    """Return the seconds between two events, or None if they are not of the same key."""
    if isinstance(first, events.Key) and isinstance(second, events.Key) and first.key == second.key:
        return second.time - first.time
    return None
