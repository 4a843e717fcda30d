"""A sheet over the screen while the terminal is too small to work in."""

from __future__ import annotations

from typing import Final

from textual import events
from textual.content import Content
from textual.widgets import Static

MINIMUM_WIDTH: Final = 70
MINIMUM_HEIGHT: Final = 20


class TooSmall(Static):
    """Says how large the terminal must be. The stylesheet shows it by the screen's breakpoints."""

    def on_mount(self) -> None:
        """Follow the terminal's size."""
        self.screen.screen_layout_refresh_signal.subscribe(self, lambda _: self._tell())
        self._tell()

    def on_resize(self, event: events.Resize) -> None:
        """Tell the size anew."""
        self._tell()

    def _tell(self) -> None:
        width, height = self.app.size
        needed = f"connector-doctor needs {MINIMUM_WIDTH} by {MINIMUM_HEIGHT}"
        self.update(
            Content(
                "This terminal is too small.\n\n"
                f"It is {width} columns by {height} rows; {needed}.\n"
                "Make it larger: nothing is lost."
            ),
            # The sheet fills the screen whatever it says: another layout would tell it again, for ever.
            layout=False,
        )
