"""Cells: what we count is never less than what a terminal takes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from tui.plain_text import plain_line
from tui.terminal.cells import cells, cut, fitting


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("abc", 3), ("接続", 4), ("e\u0301", 1), ("Ａ", 2), ("✓ ✗ • …", 7), ("☎\ufe0f", 2)],
)
def test_a_text_takes_as_many_cells_as_it_is_seen_to_take(text: str, count: int) -> None:
    assert cells(text) == count


@given(st.text(), st.integers(0, 12))
def test_no_terminal_takes_more_cells_than_are_counted(text: str, most: int) -> None:
    shown = plain_line(text)
    assert wcswidth(shown) <= cells(shown)
    assert cells(shown[: fitting(shown, most)]) <= most
    assert cells(cut(shown, most)) <= most
    assert cut(shown, cells(shown)) == shown
