"""The list of rows on a step: Enter goes on as in a field, and a second click on a row edits it."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from ..deliberate_list import DeliberateList


class RowList(DeliberateList):
    """A list in which Enter leads to the next step, whatever is highlighted."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.next", "Next", show=False, id="rows.next")
    ]
