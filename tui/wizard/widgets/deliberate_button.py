"""A button for what should not happen by accident: sending, and canceling what was just sent."""

from __future__ import annotations

from textual import events
from textual.widgets import Button


class SendsOnEnter:
    """A widget in which Enter sends or opens something: the line break of a paste is not meant for it."""


class DeliberateButton(SendsOnEnter, Button):
    """A button for which the second click of a double click does nothing.

    Such a click was meant for what stood in the same place a moment before: on Review that is Send, and on
    the screen that follows it is Cancel.
    """

    def on_click(self, event: events.Click) -> None:
        """Let only the first click through to Textual's own button."""
        # Textual counts the clicks on one place, whichever widget or screen is there by then.
        if event.chain > 1:
            event.stop()
            event.prevent_default()
