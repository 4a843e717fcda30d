"""The first line of a screen: the program, the open connector, and the place in the wizard."""

from __future__ import annotations

from typing import Final

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

_PROGRAM: Final = Content.styled("connector-doctor", "bold $accent")
_GAP: Final = 2
"""The columns that stay free on both sides of the name."""


class TitleLine(Widget):
    """One line in one widget. The name stands in the middle, and gives way where there is no room."""

    name_shown: reactive[str] = reactive("")
    """The connector's name, with a dot if there is unsaved work."""

    def __init__(self, place: str) -> None:
        super().__init__(id="header")
        self._place = Content.styled(place, "$quiet")

    def render(self) -> Content:
        room = self.content_size.width - _PROGRAM.cell_length - self._place.cell_length
        name = Content(self.name_shown).truncate(max(0, room - 2 * _GAP), ellipsis=True)
        before = (room - name.cell_length) // 2
        after = room - name.cell_length - before
        return Content.assemble(_PROGRAM, " " * before, name, " " * after, self._place)
