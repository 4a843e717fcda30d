"""The cover over a screen while the terminal is too small."""

from __future__ import annotations

from typing import Final

from textual import events
from textual.content import Content
from textual.widgets import Static

MINIMUM_WIDTH: Final = 70
MINIMUM_HEIGHT: Final = 20


class TooSmall(Static):
    """Says how large the terminal must be. The stylesheet shows it at the smallest breakpoints."""

    def on_mount(self) -> None:
        """Follow the terminal's size."""
        self.screen.screen_layout_refresh_signal.subscribe(self, lambda _: self._show_size())
        self._show_size()

    def on_resize(self, event: events.Resize) -> None:
        """Show the new size."""
        self._show_size()

    def _show_size(self) -> None:
        width, height = self.app.size
        needed = f"connector-doctor needs {MINIMUM_WIDTH} by {MINIMUM_HEIGHT}"
        self.update(
            Content(
                "This terminal is too small.\n\n"
                f"It is {width} columns by {height} rows; {needed}.\n"
                "Make it larger. Nothing is lost."
            ),
            # The cover always fills the screen. Another layout would call this again, forever.
            layout=False,
        )
