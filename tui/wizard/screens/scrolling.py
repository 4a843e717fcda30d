"""Scrolls everything on a screen with the keyboard, wherever the focus is.

The parts that scroll are read like one long page: Page Down moves the part that holds the focus, and at its
end the next part that can go on. Page Up goes back the same way.
"""

from __future__ import annotations

from typing import ClassVar, Final, Generic, NoReturn, TypeVar

from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.scroll_view import ScrollView
from textual.widget import Widget
from textual.widgets import OptionList, Select

from .arrow_keys import focus_field_beside
from .painted_whole import PaintedWhole

Result = TypeVar("Result")
SCROLLING: Final = frozenset({"page_shown", "scroll_shown", "show_edge"})
"""The actions of the keys that scroll."""


class ScrolledPart(VerticalScroll, inherit_bindings=False):
    """A part that scrolls, and leaves its keys to the screen, where an arrow key goes from field to field."""


class ScrollingScreen(PaintedWhole[Result], Generic[Result]):
    """A screen on which all that is shown can be scrolled to."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # With priority: a list of three lines would take these keys, and has no use for them.
        Binding("pageup", "page_shown(-1)", "Page up", show=False, priority=True, id="scroll.page_up"),
        Binding("pagedown", "page_shown(1)", "Page down", show=False, priority=True, id="scroll.page_down"),
        Binding("up", "scroll_shown(-1)", "Scroll up", show=False, id="scroll.up"),
        Binding("down", "scroll_shown(1)", "Scroll down", show=False, id="scroll.down"),
        Binding("home", "show_edge(-1)", "Scroll to the top", show=False, id="scroll.top"),
        Binding("end", "show_edge(1)", "Scroll to the end", show=False, id="scroll.end"),
    ]

    def action_page_shown(self, way: int) -> None:
        """Scroll by a page: back if `way` is -1, on if it is 1."""
        if part := self._part_to_move(way):
            rows = max(1, part.scrollable_content_region.height - 1)
            part.scroll_relative(y=way * rows, animate=False, immediate=True)

    def action_scroll_shown(self, way: int) -> None:
        """Scroll by a line; from a field, go to the one above it or below it."""
        if focus_field_beside(self, way):
            return
        if part := self._part_to_move(way):
            part.scroll_relative(y=way, animate=False, immediate=True)

    def action_show_edge(self, way: int) -> None:
        """Scroll everything to its beginning or to its end."""
        for part in self._parts():
            part.scroll_to(y=0 if way < 0 else part.max_scroll_y, animate=False, immediate=True)

    def _part_to_move(self, way: int) -> Widget | None:
        """Return the part that holds the focus if it can move that way, otherwise the next one that can.

        None if all have been read. A part out of sight stays as it is: nobody would see it move.

        Raises:
            SkipAction: the key belongs to the focused widget.
        """
        parts = self._parts()[::way]
        if not parts or any(select.expanded for select in self.query(Select)):
            self._leave_to_focused()
        holds_focus = self.focused.ancestors_with_self if self.focused else []
        parts.sort(key=lambda part: holds_focus.index(part) if part in holds_focus else len(holds_focus))
        for part in filter(self._is_in_sight, parts):
            if part.scroll_offset.y > 0 if way < 0 else part.scroll_offset.y < part.max_scroll_y:
                if part is self.focused and isinstance(part, ScrollView):
                    self._leave_to_focused()  # a list moves its highlight, a text its cursor
                return part
        return None

    def _is_in_sight(self, part: Widget) -> bool:
        return bool(self.find_widget(part).visible_region)

    def _leave_to_focused(self) -> NoReturn:
        if isinstance(self.focused, OptionList):
            # It measures its lines: a list that was filled a moment ago has none, and would fail on this key.
            if self.focused.highlighted is None:
                self.focused.action_first()
            self.focused.scroll_to_highlight()
        raise SkipAction

    def _parts(self) -> list[Widget]:
        """Return what scrolls and is on the screen, from top to bottom."""
        return [part for part in self.query(Widget) if part.allow_vertical_scroll and part.is_on_screen]
