"""Finds a date and a time in a line of text, as people, mail programs and logs write them.

    2026-11-03T10:12:13Z   Tue, 3 Nov 2026 10:12:13 +0100   03.11.2026 um 10:12   11/03/2026 10:12 AM
    November 3, 2026 at 10:12 AM   03/Nov/26 10:12 AM   [10:42 AM]   1793700733

A time without a zone is compared as if it were UTC, as `foreign_time` does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final

from ...oauth2.foreign_time import moment_at
from .months import MONTHS

_MOST_READ: Final = 400
"""Characters of a line in which a date is looked for."""
_ZONES: Final = {
    "z": 0, "utc": 0, "gmt": 0, "bst": 60, "cet": 60, "cest": 120, "mez": 60, "mesz": 120, "eet": 120,
    "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420,
}  # fmt: skip
"""Minutes that a zone's clocks are ahead of UTC."""
_CLOCK: Final = (
    r"(?P<h>[012]?\d)(?::|h)(?P<m>[0-5]\d)(?::(?P<s>[0-5]\d)(?:[.,]\d{1,9})?)?"
    r"(?:[ \u202f]?(?P<half>[AaPp])\.?[Mm]\b\.?)?"
    r"(?:[ ]?\(?(?P<zone>[+-]\d\d:?\d\d\b|(?i:z|utc|gmt|bst|ce?st|mesz?|cet|eet|[ecmp][sd]t)\b)\)?)?(?![\w:])"
)
_BETWEEN: Final = r"(?:T|,?[ \u202f]{0,2}(?:(?:at|um|à|às|a las|alle|kl\.?|@|-|–|·|\|)[ ]{1,2})?)"
_TIMED: Final = rf"(?:(?:{_BETWEEN}){_CLOCK})?"
_NAME: Final = r"(?P<name>[^\W\d_]{3,10})\.?"
_PATTERNS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<![\w./-])(?P<y>(?:19|20)\d\d)(?P<sep>[-/.])(?P<mo>\d{{1,2}})(?P=sep)(?P<d>\d{{1,2}})(?!\d){_TIMED}",
        rf"(?<![\w./-])(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\.?[ /-](?:de )?{_NAME},?[ /-](?:de )?"
        rf"(?P<y>(?:19|20)\d\d|\d\d(?![\d:])){_TIMED}",
        rf"(?<![\w./-])(?P<d>\d{{1,2}})\.?[ ](?:de )?{_NAME},?(?:{_BETWEEN}){_CLOCK}",
        rf"(?<!\w){_NAME} {{1,2}}(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y>(?:19|20)\d\d)\b{_TIMED}",
        rf"(?<!\w){_NAME} {{1,2}}(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?(?:{_BETWEEN}){_CLOCK}"
        r"(?:[ ](?P<y>20\d\d)\b)?",
        rf"(?<![\w./-])(?P<a>\d{{1,2}})(?P<sep>[./-])(?P<b>\d{{1,2}})(?P=sep)(?P<y>20\d\d)(?!\d){_TIMED}",
        rf"(?<![\w./-])(?P<a>\d{{1,2}})(?P<sep>[./-])(?P<b>\d{{1,2}})(?P=sep)(?P<y>\d\d)(?:{_BETWEEN}){_CLOCK}",
    )
)
_CLOCK_ALONE: Final = re.compile(rf"(?<![\w.:/-]){_CLOCK}")
_SECONDS: Final = re.compile(r"(?<![\w./-])(1\d{9})(\d{3})?(?:\.\d{1,6})?(?![\w-])")
_SLASHED: Final = re.compile(r"(?<![\d/])(\d{1,2})[/-](\d{1,2})[/-](?:20)?\d\d(?![\d/])")
_MOST_TRIED: Final = 5


ZONES_APART: Final = timedelta(hours=14)
"""The most that two clocks of different zones differ by."""


@dataclass(frozen=True)
class Moment:
    """A date and a time, or one of both."""

    at: datetime
    """In UTC; where only a time was written, on the day that was known from the lines above."""
    has_date: bool = True
    has_time: bool = True
    has_zone: bool = False
    has_year: bool = True
    start: int = 0
    """Where in the line it begins."""
    end: int = 0

    @property
    def shown(self) -> str:
        """It, as far as it was written: `2026-11-03 10:12`, with a Z where its zone was known."""
        day = "%Y-%m-%d " if self.has_year else "%m-%d "
        pattern = (day if self.has_date else "") + ("%H:%M" if self.has_time else "")
        return self.at.strftime(pattern).strip() + ("Z" if self.has_zone and self.has_time else "")


@dataclass
class Calendar:
    """What the dates of one text have in common: their order, and the day that was named last."""

    day_first: bool = False
    day: date | None = None

    @classmethod
    def of(cls, text: str) -> Calendar:
        """Return the calendar of a text: 25/11/2026 can only have the day first, and so have the others."""
        return cls(any(int(found[1]) > 12 >= int(found[2]) > 0 for found in _SLASHED.finditer(text)))

    def first_in(self, line: str, *, also_a_time_alone: bool = True) -> Moment | None:
        """Return the first date in a line, or else the first time of day."""
        line = line[:_MOST_READ]
        found = min(self._dates_in(line), key=lambda moment: (moment.start, -moment.end), default=None)
        return found or (self._time_in(line) if also_a_time_alone else None)

    def _dates_in(self, line: str) -> Iterator[Moment]:
        for pattern in _PATTERNS:
            for tried, found in enumerate(pattern.finditer(line)):
                if moment := self._moment_of(found):
                    yield moment
                    break
                if tried >= _MOST_TRIED:
                    break

    def _moment_of(self, found: re.Match[str]) -> Moment | None:
        parts = found.groupdict()
        if "a" in parts:
            first, second = int(parts["a"]), int(parts["b"])
            is_day_first = parts["sep"] == "." or self.day_first or first > 12
            day, month = (first, second) if is_day_first else (second, first)
        elif "mo" in parts:
            day, month = int(parts["d"]), int(parts["mo"])
        else:
            day, month = int(parts["d"]), MONTHS.get(parts["name"].lower(), 0)
        year = int(parts.get("y") or (self.day.year if self.day else 2000))
        return _moment((year + 2000 if year < 100 else year, month, day), parts, found.span())

    def _time_in(self, line: str) -> Moment | None:
        found = _CLOCK_ALONE.search(line)
        day = self.day or date(2000, 1, 1)
        return (
            _moment((day.year, day.month, day.day), found.groupdict(), found.span(), has_date=False)
            if found
            else None
        )


def seconds_in(text: str) -> Moment | None:
    """Return the moment that a text writes as seconds or milliseconds since 1970; None without one."""
    found = _SECONDS.search(text[:_MOST_READ])
    at = moment_at(int(found[1])) if found else None
    return Moment(at, has_zone=True, start=found.start(), end=found.end()) if found and at else None


def _moment(
    ymd: tuple[int, int, int], parts: dict[str, str | None], span: tuple[int, int], *, has_date: bool = True
) -> Moment | None:
    """Return a moment of its numbers; None where the calendar has no such day or time."""
    hour, half = int(parts.get("h") or 0), (parts.get("half") or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    zone = _zone(parts.get("zone"))
    try:
        at = datetime(*ymd, hour, int(parts.get("m") or 0), int(parts.get("s") or 0), tzinfo=zone or UTC)
        at = at.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    has_year = has_date and bool(parts.get("y"))
    return Moment(at, has_date, parts.get("h") is not None, zone is not None, has_year, *span)


def _zone(written: str | None) -> timezone | None:
    if not written:
        return None
    if written[0] in "+-":
        minutes = int(written[1:3]) * 60 + int(written[-2:])
        minutes = -minutes if written[0] == "-" else minutes
    else:
        minutes = _ZONES.get(written.lower(), 0)
    return timezone(timedelta(minutes=minutes)) if abs(minutes) < 1440 else None
