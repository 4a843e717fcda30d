"""Moments as people read them, and a token's remaining lifetime."""

from __future__ import annotations

import pytest

from tui.wizard.content.moments import Lifetime, date_of, distance, lifetime_rows, span, time_of

NOW = 1_700_000_000.0


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 s"),
        (59.9, "59 s"),
        (60, "1 min"),
        (3599, "59 min 59 s"),
        (3600, "1 h"),
        (86_399, "23 h 59 min"),
        (90_000, "1 day 1 h"),
        (200_000, "2 days 7 h"),
        (31_536_000, "365 days"),
        (1e300, "more than 100 years"),
    ],
)
def test_a_span_is_told_in_two_units(seconds: float, words: str) -> None:
    assert span(seconds) == words
    assert distance(NOW + seconds, NOW) in {f"in {words}", f"{words} ago"}


def test_a_moment_that_no_calendar_has_does_no_harm() -> None:
    for moment in (1e300, -1e300, 1e12, float("inf")):
        assert date_of(moment) == "beyond the calendar"
        assert time_of(moment, NOW) == "beyond the calendar"
    assert " " not in time_of(NOW, NOW)
    assert time_of(NOW + 200_000, NOW) == date_of(NOW + 200_000)


@pytest.mark.parametrize(
    ("ends", "now", "left", "then"),
    [
        (NOW + 3600, NOW, "1 h left of 1 h", "the connector gets"),
        (NOW + 3600, NOW + 3599, "1 s left of 1 h", "the connector gets"),
        (NOW + 3600, NOW + 3600, "expired 0 s ago", "before its next call, the connector gets"),
        (NOW - 5, NOW, "expired 5 s ago", "before its next call, the connector gets"),
        (1e300, NOW, "more than 100 years left", "the connector gets"),
        (None, NOW, "not stated in a way that the form can read", "the API refuses a call"),
    ],
)
def test_the_lifetime_is_counted_down(ends: float | None, now: float, left: str, then: str) -> None:
    (_, lifetime), (_, at_the_end) = lifetime_rows(Lifetime(NOW, ends), now)
    assert left in lifetime.plain
    assert then in at_the_end.plain
