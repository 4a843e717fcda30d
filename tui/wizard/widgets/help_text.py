"""A page of the reference: Textual's Markdown, with a widget for each table.

Textual makes a widget of each cell and lays all of them out in a grid: the page of the keys took a second.
Loaded when help is asked for: the parser of Markdown is no part of the first paint.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Size
from textual.widgets import Markdown, Static
from textual.widgets._markdown import MarkdownTable

Row = Sequence[Content]
_GAP: Final = 2
"""Columns of the terminal between two of a table."""
_HEADER_STYLE: Final = "$accent"


class TableText(Static):
    """A table whose columns are as wide as they need to be, or as the page allows."""

    def __init__(self, rows: Sequence[Row]) -> None:
        super().__init__()
        self._rows = rows
        self._laid_out = (0, list[Content]())
        """A width, and the lines for it."""

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(width))

    def render(self) -> Content:
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[Content]:
        if self._laid_out[0] != width:
            self._laid_out = width, [*table_lines(self._rows, width)]
        return self._laid_out[1]

    def action_link(self, href: str) -> None:
        """Follow a link, as the page does."""
        self.post_message(Markdown.LinkClicked(self.query_ancestor(Markdown), href))


class HelpTable(MarkdownTable):
    """A table of the page."""

    def compose(self) -> ComposeResult:
        headers, rows = self._get_headers_and_rows()
        yield TableText([[header.stylize(_HEADER_STYLE) for header in headers], *rows])


class HelpText(Markdown):
    """A page whose tables are a widget each."""

    BLOCKS = {**Markdown.BLOCKS, "table_open": HelpTable}  # noqa: RUF012 (as Markdown declares it)


def table_lines(rows: Sequence[Row], width: int) -> Iterator[Content]:
    """Yield the lines of a table that is so wide; a cell with more text than its column has goes on below."""
    widths = _column_widths(rows, width)
    for row in rows:
        cells = [cell.wrap(room) or [Content()] for cell, room in zip(row, widths, strict=False)]
        for number in range(max(map(len, cells), default=0)):
            line = [cell[number] if number < len(cell) else Content() for cell in cells]
            padded = [
                part.pad_right(room - part.cell_length) for part, room in zip(line, widths, strict=False)
            ]
            yield Content(" " * _GAP).join(padded).rstrip()


def _column_widths(rows: Sequence[Row], width: int) -> list[int]:
    """Return each column's width: what its widest cell needs, or an even share of what the others leave."""
    needed = [max(cell.cell_length for cell in column) for column in zip(*rows, strict=False)]
    widths = needed.copy()
    left = width - _GAP * (len(needed) - 1)
    narrowest_first = sorted(range(len(needed)), key=needed.__getitem__)
    for done, column in enumerate(narrowest_first):
        widths[column] = max(1, min(needed[column], left // (len(needed) - done)))
        left -= widths[column]
    return widths
