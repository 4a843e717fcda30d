"""One row of the benchmarks' table: a measured ratio beside its bound."""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """What was measured as a ratio of two things in the same run, and what it may be."""

    name: str
    ratio: float
    bound: float
    at_least: bool
    """True if the ratio must be the bound or more; False if it must be the bound or less."""
