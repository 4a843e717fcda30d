"""Finds the time that a part has itself: a Date header, a timestamp in a body, the start of a log line."""

from __future__ import annotations

import re
from typing import Final

from ...oauth2.foreign_time import read_http_moment
from .moments import Calendar, Moment, seconds_in

_MOST_READ: Final = 20_000
_DATE_HEADER: Final = re.compile(r"(?im)^(?:< )?date:[ \t]{0,3}([^\n]{10,60})$")
_STAMP: Final = re.compile(
    r"(?i)(?<![a-z_])[\"']?(?:timestamp|time|date|datetime|occurred_?at)[\"']?"
    r"[ \t]{0,2}[:=][ \t]{0,2}[\"']?([^\"'\n]{5,60})"
)
_START_OF_A_LOG_LINE: Final = re.compile(r"^[\s\[(\"']{0,4}(?=\d)")
_MOST_BEFORE: Final = 12
"""Characters of a log line before its time, such as a level or a bracket."""


def own_moment(text: str, above: str, calendar: Calendar) -> Moment | None:
    """Return the time of a part, given its text and the line above it; None where it has none."""
    head = text[:_MOST_READ]
    if found := _DATE_HEADER.search(head):
        at = read_http_moment(found[1].strip())
        if at:
            return Moment(at, has_zone=True)
    if found := _STAMP.search(head):
        moment = calendar.first_in(found[1], also_a_time_alone=False) or seconds_in(found[1])
        if moment and moment.has_time:
            return moment
    return _of_a_log_line(head.split("\n", 1)[0], calendar) or _of_a_log_line(above, calendar)


def _of_a_log_line(line: str, calendar: Calendar) -> Moment | None:
    moment = calendar.first_in(line[:80], also_a_time_alone=False)
    if moment and moment.has_time and moment.start <= _MOST_BEFORE:
        return moment
    if _START_OF_A_LOG_LINE.match(line):
        moment = seconds_in(line[:16])
        return moment if moment and moment.start <= 2 else None
    return None
