"""A Static for text of any length: it builds only the rows in sight.

Textual's Static lays out and paints all of its content whenever its size changes. For thousands of lines,
that keeps the app from handling a key.
"""

from __future__ import annotations

from typing import Final

from rich.cells import get_character_cell_size
from rich.segment import Segment
from textual.content import Content
from textual.geometry import Size
from textual.strip import Strip
from textual.style import Style
from textual.visual import VisualType
from textual.widgets import Static

from ..content.table import NAME_STYLE, value_column

_WIDTHS_KEPT: Final = 2
"""The layout asks twice: with a scroll bar, and without one."""

Row = tuple[Content, int, int]
"""A row on the screen, and where in the text it begins: the offset in a line, and the line's number."""


class LongText(Static):
    """Shows wrapped content; rows that are scrolled out of sight cost nothing."""

    def __init__(
        self, content: Content | None = None, *, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(content or Content(), id=id, classes=classes, markup=False)
        self._rows_at: dict[int, list[Row]] = {}

    def update(self, content: VisualType = "", *, layout: bool = True) -> None:
        """Show other content. Nothing is laid out anew as long as it has as many rows as what was shown."""
        width = self.content_size.width
        rows_before = len(self._rows(width))
        self._rows_at.clear()
        super().update(content, layout=False)
        self._layout_updates += 1  # at another width, it may have more rows
        if layout and not (width and len(self._rows(width)) == rows_before):
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of rows at this width."""
        return len(self._rows(width))

    def render_line(self, y: int) -> Strip:
        """Return one row."""
        style = self.visual_style
        rows = self._rows(self.content_size.width)
        if y >= len(rows):
            return Strip.blank(self.content_size.width, style.rich_style)
        content, x, line = rows[y]
        return Strip(self._segments(self._with_selection(content, x, line), x, line, style))

    def _rows(self, width: int) -> list[Row]:
        if width not in self._rows_at:
            while len(self._rows_at) >= _WIDTHS_KEPT:
                del self._rows_at[next(iter(self._rows_at))]
            content = self.visual
            self._rows_at[width] = wrapped(content, width) if isinstance(content, Content) and width else []
        return self._rows_at[width]

    def _with_selection(self, content: Content, x: int, line: int) -> Content:
        selection = self.text_selection
        span = selection.get_span(line) if selection else None
        if span is None:
            return content
        start, end = span
        end = x + len(content) if end == -1 else end
        if end <= x or start >= x + len(content):
            return content
        style = Style.from_styles(self.screen.get_component_styles("screen--selection"))
        return content.stylize(style, max(0, start - x), min(len(content), end - x))

    def _segments(self, content: Content, x: int, line: int, style: Style) -> list[Segment]:
        """Return a row's segments, each with its place in the text so that the mouse can select it."""
        segments = []
        for text, text_style in content.render(style, end="", parse_style=self._get_style):
            segments.append(Segment(text, (style + text_style).rich_style_with_offset(x, line)))
            x += len(text)
        return segments


def wrapped(content: Content, width: int) -> list[Row]:
    """Return the rows of content wrapped at a width in cells, between words if possible.

    A wrapped value continues below the value, not below its name.
    """
    rows: list[Row] = []
    for number, line in enumerate(content.split("\n", allow_blank=True)):
        if line.cell_length <= width:
            rows.append((line, 0, number))
            continue
        column = value_column(line)
        column = column if column <= width // 2 else 0
        breaks = _breaks(line.plain, column, width)
        indent = Content.styled(" " * column, NAME_STYLE)
        for x, part in zip([0, *breaks], line.divide(breaks), strict=True):
            row = part.rstrip()
            rows.append((indent + row, x - column, number) if x else (row, 0, number))
    return rows


def _breaks(text: str, column: int, width: int) -> list[int]:
    """Return where the second and later rows begin; they are indented by `column` cells.

    Textual's own wrapping measures each word, and takes a tenth of a second for a long line.
    """
    breaks: list[int] = []
    start, room = 0, width
    is_narrow = text.isascii()
    while True:
        end = start + room if is_narrow else _end_of_room(text, start, room)
        if end >= len(text):
            return breaks
        blank = text.rfind(" ", start + 1 + (0 if start else column), end + 1)
        start = blank + 1 if blank > 0 else end
        if start >= len(text):
            return breaks
        breaks.append(start)
        room = width - column


def _end_of_room(text: str, start: int, room: int) -> int:
    """Return where a row that begins at `start` ends; it holds at least one character."""
    for end in range(start, len(text)):
        room -= get_character_cell_size(text[end])
        if room < 0:
            return max(end, start + 1)
    return len(text)
