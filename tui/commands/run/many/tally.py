"""Counts what came of the profiles of a fleet: for the line of progress, the table at the end, the status."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from ....exit_status import ExitStatus
from ....time_words import duration
from ...output import shortened
from .told import Told

_MOST_NAMES: Final = 3
_LONGEST_NAME: Final = 24
_LONGEST_TITLE: Final = 60
_WORKS: Final = "works"


@dataclass
class _Row:
    """Profiles with the same verdict, for the same cause."""

    title: str
    change: str
    count: int = 0
    names: list[str] = field(default_factory=list)


class Tally:
    """What came of the profiles so far."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._began = time.monotonic()
        self._rows: dict[tuple[str, str, str], _Row] = {}
        self.status = ExitStatus.WORKS
        """The largest so far."""
        self.done = 0
        self._works = 0

    def add(self, told: Told) -> None:
        """Count one profile."""
        self.done += 1
        self.status = max(self.status, told.status)
        self._works += not told.status
        cause = told.cause
        key = (verdict_of(told), cause.id if cause else "", cause.change if cause else "")
        row = self._rows.setdefault(key, _Row(cause.title if cause else "", cause.change if cause else ""))
        row.count += 1
        if len(row.names) < _MOST_NAMES:
            row.names.append(told.name)

    def line(self, running: int) -> str:
        """Return the line of progress."""
        seconds = time.monotonic() - self._began
        rate = f", {self.done / seconds:.0f}/s" if seconds > 1 and self.done else ""
        return (
            f"{self.done:,}/{self._total:,}  ✓ {self._works:,}  ✗ {self.done - self._works:,}  "
            f"{running:,} running{rate}"
        )

    def table(self) -> Iterator[str]:
        """Yield the lines of the table at the end: how many profiles have which verdict, and why."""
        what = "1 profile" if self.done == 1 else f"{self.done:,} profiles"
        yield f"{what} in {duration((time.monotonic() - self._began) * 1000)}:"
        rows = sorted(self._rows.items(), key=lambda item: (item[0][0] != _WORKS, -item[1].count))
        width = max((len(f"{row.count:,}") for _, row in rows), default=1)
        for (verdict, _, _), row in rows:
            yield f"  {row.count:>{width},}  {verdict:<11}  {_why(row)}".rstrip()
        if left := self._total - self.done:
            yield f"  {left:>{width},}  not run"


def verdict_of(told: Told) -> str:
    """Return the verdict on one profile, in a word or two."""
    if told.is_canceled:
        return "canceled"
    if not told.was_sent:
        return "not sent"
    match told.status:
        case ExitStatus.WORKS:
            return _WORKS
        case ExitStatus.NETWORK | ExitStatus.TLS:
            return "unreachable"
        case _:
            return "fails"


def _why(row: _Row) -> str:
    names = ", ".join(shortened(name, _LONGEST_NAME) for name in row.names)
    more = f" and {row.count - _MOST_NAMES:,} more" if row.count > _MOST_NAMES else ""
    change = f"Change {row.change}. " if row.change else ""
    return f"{shortened(row.title, _LONGEST_TITLE)} {change}({names}{more})" if row.title else ""
