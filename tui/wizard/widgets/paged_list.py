"""Lists that a page key may reach before their options are laid out."""

from __future__ import annotations

from typing import Any, ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import OptionList, Select
from textual.widgets._select import SelectCurrent, SelectOverlay

from .cursor_bar import CursorBar

Value = TypeVar("Value")


class _PageKeys:
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


class PagedList(CursorBar, _PageKeys, OptionList):
    """An option list with a bar at its cursor, whose page keys work before it is laid out, too."""


class _OpenList(CursorBar, _PageKeys, SelectOverlay):
    """The open list of a drop-down."""


class DropDown(Select[Value], Generic[Value]):
    """Textual's Select, whose list may be open and not laid out yet when a page key comes.

    Enter and the space bar open it. The arrow keys go on to other fields, as from a field of one line.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "screen.scroll_shown(-1)", "The field before", show=False, id="choice.up"),
        Binding("down", "screen.scroll_shown(1)", "The next field", show=False, id="choice.down"),
    ]

    def compose(self) -> ComposeResult:
        yield SelectCurrent(self.prompt)
        yield _OpenList(type_to_search=self._type_to_search).data_bind(compact=Select.compact)
