"""Focuses a field whose text the user is likely to replace: it is selected.

Not each time it gets the focus: whoever comes back from a dialog goes on with what was begun.
"""

from __future__ import annotations

from textual.widget import Widget

from .whole_input import WholeInput


def focus_text(widget: Widget, *, scroll_visible: bool = True) -> None:
    """Focus a widget, with its text selected if it is a field."""
    select_text(widget)
    widget.screen.set_focus(widget, scroll_visible)


def select_text(widget: Widget | None) -> None:
    """Select the text of a field; of anything else, there is nothing to select."""
    if isinstance(widget, WholeInput):
        widget.select_all()
