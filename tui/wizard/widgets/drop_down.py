"""A drop-down. Its module is its own: the first screen has a list, and no drop-down."""

from __future__ import annotations

from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Select
from textual.widgets._select import SelectCurrent, SelectOverlay

from .cursor_bar import CursorBar
from .paged_list import PageKeys

Value = TypeVar("Value")


class _OpenList(CursorBar, PageKeys, SelectOverlay):
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
