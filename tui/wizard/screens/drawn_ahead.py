"""A screen that is laid out, drawn and painted in turns of the loop: a key waits for one of them at most.

    resized ─> styled ─> laid out ─> drawn ─> painted, all of it at once
               each some widgets a turn

Textual does all of this in one turn. A widget remembers what it draws, so that painting finds it there.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Final, Generic, TypeVar

from rich.console import RenderableType
from textual._context import visible_screen_stack
from textual.geometry import Size
from textual.screen import Screen

from .seen_alone import SeenAlone
from .seen_behind import readable_behind

Result = TypeVar("Result")

_SLICE: Final = 0.004
"""Seconds of processor time for which one turn goes on to the next widget."""


class DrawnAhead(Screen[Result], Generic[Result]):
    """A screen that is painted in a turn of its own, and all of it only once all its widgets are drawn."""

    _styling: Iterator[None] | None = None
    """Gives one widget after the other the styles for a new size; None while they have them."""
    _drawing: Iterator[None] | None = None
    """Draws one widget after the other until the screen can be painted; None while nothing is to be."""
    _is_laying_out = False

    def __init__(self, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name, id, classes)
        self._compositor: SeenAlone = SeenAlone()

    @property
    def is_under_way(self) -> bool:
        """Whether it is being styled or drawn: what is seen is about to change."""
        return self._styling is not None or self._drawing is not None

    def classes_for(self, size: Size) -> Mapping[str, bool]:
        """Return the classes that the screen has in a terminal of some size, and has not."""
        return {}

    def _next_turn(self, callback: Callable[[], object]) -> None:
        # By the loop: of the messages that wait already, a screen handles as many as there are in one turn.
        asyncio.get_running_loop().call_soon(self.call_later, callback)

    def _go_on(self, work: Iterator[None] | None, this: Callable[[], object]) -> bool:
        """Work for a turn; tell whether it is done. Otherwise it goes on in the next one."""
        until = time.thread_time() + _SLICE
        for _ in work or ():
            if time.thread_time() > until:
                self._next_turn(this)
                return False
        return True

    # Resized

    def _screen_resized(self, size: Size) -> None:
        if not self.stack_updates or not self.is_attached:
            return
        before = self.classes
        self.update_classes(self.classes_for(size), update=False)
        if self._styling is None:
            self._next_turn(self._style_on)
            self._styling = iter(())
        if self.classes != before:
            self._styling = self._styled()

    def _styled(self) -> Iterator[None]:
        for node in self.walk_children(with_self=True):
            if node.is_attached:
                self.app.stylesheet.update_nodes((node,))
            yield

    def _style_on(self) -> None:
        if self._styling is not None and self._go_on(self._styling, self._style_on):
            self._styling = None
            if self.is_attached:
                self._refresh_layout(self.app.size)

    def _style_now(self) -> None:
        """Do in this turn what is left of it: for a screen that opens while the terminal is resized."""
        for _ in self._styling or ():
            pass
        self._styling = None

    # Laid out, drawn, painted

    def _refresh_layout(self, size: Size | None = None, scroll: bool = False) -> None:
        if self._styling is not None:  # it is laid out once all have the styles for its size
            return
        self._is_laying_out = True
        try:
            super()._refresh_layout(size, scroll)
        finally:
            self._is_laying_out = False

    def _compositor_refresh(self) -> None:
        # A dialog is dirty itself where what lies behind it has changed.
        is_all = self._compositor.is_wholly_dirty or self in self._dirty_widgets
        top = self.app.screen
        if self is not top or not (is_all or self._is_laying_out or self._drawing):
            super()._compositor_refresh()
            if self is not top and isinstance(top, DrawnAhead) and top._drawing:
                top._drawing = top._drawn()
            return
        if self._drawing is None:
            self._next_turn(self._draw_on)
        if is_all or self._drawing is None:
            self._drawing = self._drawn() if is_all else iter(())

    def _drawn(self) -> Iterator[None]:
        """Draw one widget after the other: those of the screens that are seen behind this one first."""
        for screen in (*self.app._background_screens, self):
            for _ in screen._compositor._get_renders():
                yield

    def render(self) -> RenderableType:
        # Textual takes what is behind from a list, at each drawing of a part the next one.
        stack = self.app.screen_stack
        visible_screen_stack.set(stack[: stack.index(self)] if self in stack else [])
        return readable_behind(super().render())

    def _draw_on(self) -> None:
        if not self._go_on(self._drawing, self._draw_on):
            return
        if any(isinstance(one, DrawnAhead) and one._styling for one in self.app._background_screens):
            self._drawing = self._drawn()  # what is seen behind is about to be laid out
            self._next_turn(self._draw_on)
        else:
            self._next_turn(self._paint_drawn)

    def _paint_drawn(self) -> None:
        if self._drawing is not None:
            self._drawing = None
            super()._compositor_refresh()
            self.check_idle()

    async def _invoke_and_clear_callbacks(self) -> None:
        if self._drawing is None:  # else what waits for the screen to be painted goes on waiting
            await super()._invoke_and_clear_callbacks()
