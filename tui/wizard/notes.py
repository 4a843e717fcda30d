"""Notes that stay as long as they matter.

    screen.notify  ──> about the screen, and gone with it     Press u to undo it. It can't be taken over.
    app.notify     ──> about the work, wherever the user goes Saved to … Canceled: it may count as a login.

A dialog or the menu over a screen leaves it where it is. An error is always about the work.
"""

from __future__ import annotations

from typing import Any

from textual.app import App
from textual.notifications import Notification, Notify
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets._toast import Toast


class _NoteOf(Notification):
    """A note about a screen."""

    screen: Screen[Any]


class Notes(App[None]):
    """An app that takes the notes about a screen away as the user leaves it."""

    def note_of(self, screen: Screen[Any], note: Notification) -> None:
        """Show a note for as long as a screen is shown."""
        about = _NoteOf(note.message, note.title, note.severity, note.timeout, note.markup)
        about.screen = screen
        self.post_message(Notify(about))

    def _on_notify(self, event: Notify) -> None:
        # What is said as a screen is left, or by one that is gone, is read on the next one.
        if isinstance(event.notification, _NoteOf) and not event.notification.screen.is_current:
            event.notification.screen = self.screen

    def forget_notes_of_others(self) -> None:
        """Take away the notes about screens that are no longer shown."""
        for note in [*self._notifications]:
            if isinstance(note, _NoteOf) and not note.screen.is_current:
                self._unnotify(note, refresh=False)
        # A screen that is covered still has them, and would show them for a moment when it is back.
        for screen in self.screen_stack:
            for toast in screen.query(Toast):
                if toast._notification not in self._notifications and isinstance(toast.parent, Widget):
                    toast.parent.remove()
