"""Where an arrow key leads from a field: to the one above it or below it, as in any form."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from ..widgets.focus_text import focus_text


def focus_field_beside(screen: Screen[Any], way: int) -> bool:
    """Focus the field before the focused one (`way` is -1) or the next one (1); tell whether there is one."""
    # Imported here: the first screen has none of these.
    from textual.widgets import Select
    from textual.widgets._collapsible import CollapsibleTitle
    from textual.widgets._toggle_button import ToggleButton

    # What an arrow key has no other use for. A list moves its highlight, a text of many lines its cursor.
    of_one_line = (Input, Select, ToggleButton, CollapsibleTitle)
    fields = [widget for widget in screen.focus_chain if isinstance(widget, of_one_line)]
    focused: Widget | None = screen.focused
    if focused not in fields:
        return False
    at = fields.index(focused) + way
    if not 0 <= at < len(fields):
        return False
    focus_text(fields[at])
    return True
