"""The tables of the pages: their rows, cell by cell."""

from __future__ import annotations

from functools import cache

from .pages import read_page


@cache
def rows_of(topic: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of all tables of a page, without their heads.

    Raises:
        KeyError: there is no page of that name.
    """
    lines = read_page(topic).text.splitlines()
    heads = {number - 1 for number, line in enumerate(lines) if is_rule(line)}
    return tuple(
        cells(line)
        for number, line in enumerate(lines)
        if line.startswith("|") and number not in heads and not is_rule(line)
    )


def cells(line: str) -> tuple[str, ...]:
    """Return the cells of a row."""
    return tuple(cell.strip() for cell in line.strip().strip("|").split(" | "))


def is_rule(line: str) -> bool:
    """Tell whether a line is the one between a table's head and its rows."""
    return line.startswith("|") and "-" in line and not line.strip("|- ")
