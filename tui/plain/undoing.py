"""Undoes what was changed last, whatever it was: a field, rows, something taken over, or a paste."""

from __future__ import annotations

from ..form.field_values import PLACES, with_changes
from ..oauth2.connector import Connector
from ..oauth2.form_fields import FORM_FIELDS, SETTING_LABELS, short_label_of
from .conversation import Conversation

_MOST_NAMED = 3


def note_change(talk: Conversation, before: Connector) -> None:
    """Remember what the connector was like before a choice of the menu, if that has changed it."""
    if talk.connector != before:
        talk.changes.append((before, talk.connector))


def undo_words(talk: Conversation) -> str:
    """Return what to call undoing the last change: `Undo: Client Secret`; empty with none to undo."""
    return f"Undo: {_named(*talk.changes[-1])}" if talk.changes else ""


def undo(talk: Conversation) -> None:
    """Put back what was changed last. What was changed beside it stays."""
    before, after = talk.changes.pop()
    talk.set_connector(with_changes(talk.connector, after, before))
    talk.console.say(f"✓ As before: {_named(before, after)}.")


def _named(before: Connector, after: Connector) -> str:
    """Return the fields in which two connectors differ, by their labels."""
    keys = [key for key, place in PLACES.items() if place.get(before) != place.get(after)]
    labels = [short_label_of(key) if key in FORM_FIELDS | SETTING_LABELS else "API call" for key in keys]
    more = f" and {len(labels) - _MOST_NAMED} more" if len(labels) > _MOST_NAMED else ""
    return ", ".join(labels[:_MOST_NAMED]) + more
