"""Dates from outside are read in one place, which never raises."""

from __future__ import annotations

import ast
import math
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import Path
from typing import Final

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import tui
from tui.oauth2.foreign_time import (
    local_moment_at,
    moment_at,
    read_certificate_moment,
    read_http_moment,
    read_moment,
    seconds_of,
)

PACKAGE: Final = Path(tui.__file__).parent
READERS: Final = (read_moment, read_http_moment, read_certificate_moment)
RAW: Final = frozenset(
    "parsedate parsedate_tz parsedate_to_datetime mktime_tz fromisoformat strptime fromtimestamp "
    "utcfromtimestamp cert_time_to_seconds".split()
)
"""What the standard library reads dates with: each raises in its own way."""
NEAR_DATES: Final = st.from_regex(
    r"(?:[A-Z][a-z]{2}, )?-?\d{1,30} (?:Jan|Dec|Foo) -?\d{1,30} \d{1,9}(?::\d{1,9}){0,3} ?"
    r"[+-]?\d{0,30}[A-Z]{0,4}",
    fullmatch=True,
)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Tue, 14 Nov 2023 23:13:20 GMT", datetime(2023, 11, 14, 23, 13, 20, tzinfo=UTC)),
        ("Tue, 14 Nov 2023 23:13:20 -0000", datetime(2023, 11, 14, 23, 13, 20, tzinfo=UTC)),
        ("2023-11-15T00:13:20+01:00", datetime(2023, 11, 14, 23, 13, 20, tzinfo=UTC)),
        ("2023-11-14", datetime(2023, 11, 14, tzinfo=UTC)),
        ("9999-12-31T23:59:59Z", datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)),
    ],
)
def test_a_date_is_read_in_utc(text: str, moment: datetime) -> None:
    assert read_moment(text) == moment
    assert seconds_of(moment) == moment.timestamp()


@given(st.datetimes(datetime(1000, 1, 1), datetime(9999, 12, 31), timezones=st.just(UTC)))
def test_the_form_that_servers_send_is_read_as_the_library_reads_it(moment: datetime) -> None:
    text = format_datetime(moment, usegmt=True)
    assert read_http_moment(text) == parsedate_to_datetime(text) == moment.replace(microsecond=0)


@pytest.mark.parametrize("text", ["Thu, 31 Apr 2026 10:00:00 GMT", "Thu, 01 Foo 2026 10:00:00 GMT"])
def test_a_day_that_the_calendar_does_not_have_is_none(text: str) -> None:
    assert read_http_moment(text) is None


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "soon",
        "Fri, 31 Dec 9999 23:59:59 -0100",
        "0001-01-01T00:00:00+01:00",
        "9999-12-31T23:59:59-01:00",
        "1 Jan 2000 00:00:00 +99999999999999999",
        "1 Jan 2000 99:99:99 GMT",
        "1 Jan " + "9" * 5000,
    ],
)
def test_what_is_no_date_of_the_calendar_is_none(text: str | None) -> None:
    assert [read(text) for read in READERS] == [None, None, None]


@given(st.text(max_size=200) | NEAR_DATES)
@example("Fri, 31 Dec 9999 23:59:59 -0100")
def test_no_text_raises_in_any_reader(text: str) -> None:
    for read in READERS:
        moment = read(text)
        assert moment is None or moment.tzinfo is UTC


@given(st.floats() | st.integers(-(10**30), 10**30))
def test_no_number_raises(seconds: float) -> None:
    if math.isnan(seconds):
        assert moment_at(seconds) is None
    for at in (moment_at, local_moment_at):
        moment = at(seconds)
        assert moment is None or moment.tzinfo is not None


def test_a_certificate_date_is_read_as_openssl_prints_it() -> None:
    assert read_certificate_moment("Jan  5 09:34:43 2018 GMT") == datetime(2018, 1, 5, 9, 34, 43, tzinfo=UTC)
    assert read_certificate_moment("Dec 31 23:59:59 9999 GMT") is not None
    assert read_certificate_moment("Foo  5 09:34:43 2018 GMT") is None


def modules_that_read_dates() -> set[str]:
    found = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
            if name in RAW:
                found.add(path.relative_to(PACKAGE).as_posix())
    return found


def test_no_other_module_reads_dates_itself() -> None:
    assert modules_that_read_dates() == {"oauth2/foreign_time.py"}
