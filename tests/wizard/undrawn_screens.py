"""Lets a screen be drawn only when something looks at it: what nobody sees costs a third of an app's time.

Without a terminal, Textual draws each change and then throws the strips away. What is looked at (seen(), a
picture) is drawn from the widgets as they are then. The last screen of a test is drawn in any case, so that
one that can't be drawn is found. test_textual_inside.py compares this with Textual's own way.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from textual._compositor import Compositor
from textual._context import visible_screen_stack
from textual.screen import Screen
from textual.widgets import OptionList

textual_render_update = Compositor.render_update


@contextmanager
def undrawn() -> Iterator[None]:
    """Let all screens draw only what is asked for in full."""

    def render_update(
        compositor: Compositor,
        full: bool = False,
        screen_stack: list[Screen[object]] | None = None,
        simplify: bool = False,
    ) -> object:
        if full:
            return textual_render_update(compositor, full, screen_stack, simplify)
        visible_screen_stack.set(screen_stack or [])
        compositor._dirty_regions.clear()
        for widget in compositor.visible_widgets:
            if isinstance(widget, OptionList):
                widget._update_lines()  # it counts its lines as it is drawn, and scrolls by them
        return None

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Compositor, "render_update", render_update)
        yield
