"""Lists that a page key may reach before their options are laid out."""

from __future__ import annotations

from typing import Any

from textual.widgets import OptionList

from .cursor_bar import CursorBar


class PageKeys:
    """What an option list's page keys do: without lines to count pages by, they lead to its ends.

    Textual's own list knows the lines of its options from its first layout on, and raises a KeyError before:
    a key may come first on a busy machine, or where the list was out of sight.
    """

    def action_page_down(self) -> None:
        """Go a page down."""
        listed: Any = self
        try:
            super().action_page_down()  # type: ignore[misc]
        except LookupError:
            listed.action_last()

    def action_page_up(self) -> None:
        """Go a page up."""
        listed: Any = self
        try:
            super().action_page_up()  # type: ignore[misc]
        except LookupError:
            listed.action_first()


class PagedList(CursorBar, PageKeys, OptionList):
    """An option list with a bar at its cursor, whose page keys work before it is laid out, too."""
