"""Tables of names and values, and the headings above them."""

from __future__ import annotations

from typing import Final

from textual.content import Content

NAME_STYLE: Final = "$quiet"
"""The style of the names; it also marks a line as a row."""
Row = tuple[str, Content]
"""A name, and a value that is already masked and harmless."""


def table(rows: list[Row]) -> Content:
    """Return the rows as lines, with their values aligned."""
    width = max((len(name) for name, _ in rows), default=0) + 2
    return Content("\n").join(
        Content.assemble((f"{name:<{width}}", NAME_STYLE), value) for name, value in rows
    )


def value_column(line: Content) -> int:
    """Return the column where a row's value begins; 0 if the line is not a row."""
    first = line.spans[0] if line.spans else None
    is_row = first is not None and first.start == 0 and first.style == NAME_STYLE
    return first.end if first and is_row and first.end < len(line) else 0


def heading(title: str) -> Content:
    """Return the heading of a part."""
    return Content.styled(title, "bold $accent")
