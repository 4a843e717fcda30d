"""Rows of a name and a value, and the titles above a part."""

from __future__ import annotations

from typing import Final

from textual.content import Content

NAME_STYLE: Final = "$foreground-muted"
"""The style of the names; by it a line is known as a row."""
Row = tuple[str, Content]
"""A name of ours, and a value that is masked and harmless."""


def table(rows: list[Row]) -> Content:
    """Return rows below one another, their values in line."""
    width = max((len(name) for name, _ in rows), default=0) + 2
    return Content("\n").join(
        Content.assemble((f"{name:<{width}}", NAME_STYLE), value) for name, value in rows
    )


def value_column(line: Content) -> int:
    """Return where the value of a row begins; 0 for a line that is no row."""
    first = line.spans[0] if line.spans else None
    is_row = first is not None and first.start == 0 and first.style == NAME_STYLE
    return first.end if first and is_row and first.end < len(line) else 0


def heading(title: str) -> Content:
    """Return the title of a part."""
    return Content.styled(title, "bold $text-accent")
