"""The bar before a list's highlighted option: whoever sees no colors sees where the cursor is, too."""

from __future__ import annotations

from typing import Any, Final

from rich.segment import Segment
from textual.strip import Strip

CURSOR: Final = "▌"
CURSOR_ELSEWHERE: Final = "▏"
"""The bar of a list without the focus."""


class CursorBar:
    """Part of an option list. The bar stands in the option's left padding, and takes no room of its own."""

    def render_line(self, y: int) -> Strip:
        """Render a line, with the bar if it is the highlighted option's."""
        listed: Any = self
        strip: Strip = super().render_line(y)  # type: ignore[misc]
        number = listed.scroll_offset.y + y
        lines = listed._lines
        if number >= len(lines) or lines[number][0] != listed.highlighted or not strip.text.startswith(" "):
            return strip
        bar = Segment(CURSOR if listed.has_focus else CURSOR_ELSEWHERE, next(iter(strip)).style)
        return Strip.join([Strip([bar], 1), strip.crop(1)])
