"""The table of the benchmarks: a bound is met from its own side, and a row says so."""

from __future__ import annotations

import pytest

from tests.benchmarks.__main__ import is_met, line_of
from tests.benchmarks.row import Row


@pytest.mark.parametrize(
    ("ratio", "at_least", "met"),
    [(1.3, False, True), (1.31, False, False), (1.29, True, False), (1.3, True, True)],
)
def test_a_row_says_whether_its_bound_is_met(ratio: float, at_least: bool, met: bool) -> None:
    row = Row("run / a script", ratio, 1.3, at_least)
    assert is_met(row) == met
    words = line_of(row).split()
    assert words[:4] == ["run", "/", "a", "script"]
    assert words[-3:] == ["≥" if at_least else "≤", "1.3", "✓" if met else "✗"]
