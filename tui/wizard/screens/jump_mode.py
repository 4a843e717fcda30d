"""Jump mode: a letter on everything that can have the focus. The letter, or a click on it, focuses it.

Nothing is pressed by that.
"""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_lowercase
from typing import Any, ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.errors import NoWidget
from textual.geometry import Offset
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Static

from ..keys.keys_now import with_keys
from ..style_sheets import sheets
from .base_screen import BaseScreen

_HOME_ROW: Final = "asdfghjkl"
LETTERS: Final = _HOME_ROW + "".join(sorted(set(ascii_lowercase) - set(_HOME_ROW))) + "123456789"
"""In the order in which they are given out: those that lie under the fingers first."""
_LABEL_WIDTH: Final = 3


class _Hint(Static, can_focus=True):
    """Has the focus meanwhile, so that the letter waits for nothing."""


class JumpMode(ModalScreen[Widget | None], BaseScreen[Widget | None]):
    """Lies over a screen, with a letter for each place; dismissed with the chosen one, or None."""

    CSS_PATH = sheets("jump_mode")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel", id="jump.cancel"),
    ]
    gives_way_to_help = True
    AUTO_FOCUS: ClassVar[str | None] = "#jump-hint"

    def __init__(self, below: Screen[Any]) -> None:
        super().__init__()
        self._places = dict(zip(LETTERS, places_on(below), strict=False))
        self._laid_out_for = below.app.size

    def compose_screen(self) -> ComposeResult:
        for letter, (_, offset) in self._places.items():
            label = Static(f" {letter} ", classes="jump-letter", name=letter, markup=False)
            label.styles.offset = offset
            yield label
        yield _Hint(
            with_keys("Press a letter to go there. {jump.cancel} cancels."), id="jump-hint", markup=False
        )

    def on_key(self, event: events.Key) -> None:
        """Go to the place with the letter; no other letter does anything."""
        place = self._places.get(event.character or "")
        if place and event.is_printable:
            event.stop()
            self.dismiss(place[0])

    def on_click(self, event: events.Click) -> None:
        """Go to the place with the letter that is clicked; a click elsewhere cancels."""
        letter = event.widget.name if event.widget else None
        self.dismiss(self._places[letter][0] if letter in self._places else None)

    def on_resize(self) -> None:
        """Cancel: what lies below has moved."""
        self._cancel_if_moved()

    def on_screen_resume(self) -> None:
        """Cancel if the terminal's size has changed meanwhile, while a question lay over this."""
        self._cancel_if_moved()

    def _cancel_if_moved(self) -> None:
        # Only on top, and once: what is dismissed takes away the screen that lies on top.
        if self.is_active and self.app.size != self._laid_out_for:
            self.action_cancel()

    def action_cancel(self) -> None:
        """Leave the focus where it was."""
        self.dismiss(None)


def places_on(screen: Screen[Any]) -> Iterator[tuple[Widget, Offset]]:
    """Yield what can have the focus and is in sight, and where its letter goes.

    This is at the top left, or beside another letter that is there already.
    """
    taken: set[Offset] = set()
    for widget in screen.focus_chain:
        try:
            seen = screen.find_widget(widget).visible_region
        except NoWidget:
            continue  # not laid out yet
        if not seen:
            continue
        offset = seen.offset
        while offset in taken:
            offset += Offset(_LABEL_WIDTH + 1, 0)
        taken.add(offset)
        yield widget, offset
