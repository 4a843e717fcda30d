"""Tells the line break of a paste from a key that was pressed, so that a pasted line never sends anything.

A terminal that doesn't mark pastes types them: a line break comes as Enter (CR) or as Ctrl+J (LF), right
before or behind other text. Nobody presses two keys that fast.
"""

from __future__ import annotations

from typing import Final

from textual import events

from .held_keys import BURST_GAP

LINE_FEED: Final = "ctrl+j"
"""The key that sends from any step: its byte is the line feed."""
_BREAKS: Final = frozenset({"enter", LINE_FEED})


def is_line_break(event: events.Event) -> bool:
    """Tell whether an event could be the line break of a paste."""
    return isinstance(event, events.Key) and event.key in _BREAKS


def is_pasted(key: events.Key, before: events.Event | None, after: events.Event | None) -> bool | None:
    """Tell whether a line break came right before or behind text; None as long as more may come."""
    if _is_beside(before, key):
        return True
    return None if after is None else _is_beside(key, after)


def as_enter(key: events.Key) -> events.Key:
    """Return a line feed as the key of a line break, which leads to the next field."""
    enter = events.Key("enter", "\r")
    enter.time = key.time
    return enter


def _is_beside(first: events.Event | None, second: events.Event) -> bool:
    if not isinstance(first, events.Key) or not isinstance(second, events.Key):
        return False
    are_text = all(key.is_printable or is_line_break(key) for key in (first, second))
    return are_text and 0 <= second.time - first.time <= BURST_GAP
