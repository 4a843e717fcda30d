"""A screen that is laid out and painted once as it opens: when all that is on it is there, and not before.

    composed ─> mounted, filled, focused ─> resumed ─> all that was asked for meanwhile has come
                                                       └─> laid out ─> painted

Textual itself lays a new screen out as soon as it is resumed, and again for what each widget asked for as it
was built, as it got its size, and as the screen got its own. Each time it paints all of it.
"""

from __future__ import annotations

import asyncio
from typing import Final, Generic, Self, TypeVar

from textual import events
from textual.app import ScreenStackError
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.scroll_view import ScrollView
from textual.widget import Widget
from textual.widgets._toast import ToastRack

from ..widgets.fitted import Fitted
from .drawn_ahead import DrawnAhead

Result = TypeVar("Result")

_TURNS: Final = 3
"""How often the screen waits its turn until the messages of the widgets that were just built have come."""

_LAYOUTS: Final = 4
"""How often it is laid out at most: a scroll bar that makes itself needless would ask without end."""


class PaintedWhole(DrawnAhead[Result], Generic[Result]):
    """A screen that nobody sees half. What lies below another one is laid out when it is seen again."""

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """What has the focus. It paints itself, and so does what had it: the whole screen need not."""
    _is_open = False
    """Whether it may be laid out."""
    _is_seen = False
    """Whether it may be painted."""
    _is_settled = False
    """Whether the app has gone on: Textual's own wishes for its layout are over."""
    _is_behind = False
    """Whether it was to be laid out while another screen lay over it."""
    _is_styled = False
    """Whether it was resumed before. Its widgets are styled as they are built: once is enough."""

    @property
    def is_current(self) -> bool:
        """Whether it is in sight: on top, or below dialogs alone. Textual counts covered ones."""
        try:
            stack = self.app.screen_stack
        except ScreenStackError:  # the app is starting or ending
            return False
        return self in stack and all(screen.is_modal for screen in stack[stack.index(self) + 1 :])

    def _on_screen_resume(self, event: events.ScreenResume) -> None:
        if not self._is_styled:
            self._is_styled, event.refresh_styles = True, False
        if not self._is_open:
            self._wait_for_turn(_TURNS)
        elif self._is_behind:
            self._refresh_layout(self.app.size)

    def _wait_for_turn(self, turns: int) -> None:
        if turns:
            self.call_later(self._wait_for_turn, turns - 1)
        elif self.app._batch_count:  # the app is starting: what is painted now is not written
            # By the loop: asked for at once, the app would go on asking, and whoever ends this gets no turn.
            asyncio.get_running_loop().call_soon(self.app.call_later, self._wait_for_turn, 0)
        elif self.is_current and not self._is_open:
            self._show_whole()

    def before_painting(self) -> None:
        """Show what else is to be seen from the first moment on."""
        for rack in self.query_children(ToastRack):
            rack.display = bool(rack.children)  # as it would be set a moment later

    def _show_whole(self) -> None:
        self._is_open = True
        self._style_now()
        self.before_painting()
        self._lay_out_whole()
        self._is_seen = True
        self._compositor_refresh()
        self._forget_what_was_asked_for()
        self.app.call_later(self._settle)
        self.check_idle()

    def _lay_out_whole(self) -> None:
        """Lay out until nothing asks for more: what fits its size may need a scroll bar, which takes room."""
        for _ in range(_LAYOUTS):
            bars = self._scroll_bars()
            self._refresh_layout(self.app.size)
            self._forget_what_was_asked_for()
            widgets = self.walk_children(Widget)
            for widget in widgets:
                if isinstance(widget, Fitted):
                    widget.fit()
            if bars == self._scroll_bars() and not any(widget._layout_required for widget in widgets):
                break
            self.forget_layout()

    def forget_layout(self) -> None:
        """Forget how widgets were laid out at a size: what else it depends on has changed."""
        for widget in self.walk_children(Widget):
            widget._clear_arrangement_cache()
            widget._layout_updates += 1

    def _settle(self) -> None:
        self._is_settled = True

    def _forget_what_was_asked_for(self) -> None:
        """All has just been laid out and painted, except a list that knows its length only since then."""
        for widget in self.walk_children(Widget, with_self=True):
            is_longer = isinstance(widget, ScrollView) and widget.virtual_size.height > widget.size.height
            if not is_longer:
                widget._layout_required = widget._repaint_required = False
        self._dirty_widgets.clear()

    def _scroll_bars(self) -> list[tuple[Widget, bool, bool]]:
        """Return which widgets show scroll bars."""
        return [
            (widget, widget.show_vertical_scrollbar, widget.show_horizontal_scrollbar)
            for widget in self.walk_children(Widget)
            if widget.show_vertical_scrollbar or widget.show_horizontal_scrollbar
        ]

    async def _on_resize(self, event: events.Resize) -> None:
        # The layout itself tells the screen its size. Only one that the terminal has now is news.
        if event.size == self._size and not self._layout_required:
            event.prevent_default()

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Paint or lay out all of the screen again, unless it has just been done: see above."""
        if self._is_settled or recompose:
            super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
        return self

    # Until it is open, nothing is laid out or painted, and what waits for that goes on waiting.

    def _refresh_layout(self, size: Size | None = None, scroll: bool = False) -> None:
        self._is_behind = self._is_open and not self.is_current
        if self._is_open and not self._is_behind:
            super()._refresh_layout(size, scroll)

    def _compositor_refresh(self) -> None:
        if self._is_seen:
            super()._compositor_refresh()

    async def _invoke_and_clear_callbacks(self) -> None:
        if self._is_open:
            await super()._invoke_and_clear_callbacks()


class Ground(PaintedWhole[None]):
    """The screen that Textual wants below all others. Nobody sees it: it is empty, and stays closed."""

    def _wait_for_turn(self, turns: int) -> None:
        """Never open."""

    def _extend_compose(self, widgets: list[Widget]) -> None:
        """Add none of what Textual adds: no room for notifications and tooltips."""
