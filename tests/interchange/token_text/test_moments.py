"""Moments as people read them."""

from __future__ import annotations

import pytest

from tui.interchange.token_text.moments import date_of, distance, span, time_of

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
