"""When a token expires, by what the response says and how the form reads it."""

from __future__ import annotations

from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.oauth2.connector import ResponseSettings
from tui.oauth2.responses.token_lifetime import expires_at
from tui.oauth2.responses.token_response import AccessTokenResponse
from tui.oauth2.secret import Secret

SINCE = 1_700_000_000.0


def end_of(value: str | float | None, format: Literal["seconds", "date"]) -> float | None:
    token = AccessTokenResponse(access_token=Secret("made-up"), expires_in=value)
    return expires_at(token, ResponseSettings(expires_in_format=format), SINCE)


@pytest.mark.parametrize(
    ("value", "end"),
    [(3600, SINCE + 3600), ("3600", SINCE + 3600), (0.5, SINCE + 0.5), (None, None), ("soon", None)],
)
def test_seconds_from_when_it_came(value: str | float | None, end: float | None) -> None:
    assert end_of(value, "seconds") == end


@pytest.mark.parametrize(
    "value",
    [
        "2023-11-14T23:13:20Z",
        "2023-11-14T23:13:20",
        "2023-11-15T00:13:20+01:00",
        "Tue, 14 Nov 2023 23:13:20 GMT",
        1_700_003_600,
        "1700003600",
        1_700_003_600_000,
    ],
)
def test_a_date_in_its_writings(value: str | float) -> None:
    assert end_of(value, "date") == SINCE + 3600


@given(st.none() | st.text(max_size=50) | st.floats() | st.integers(), st.sampled_from(["seconds", "date"]))
def test_whatever_stands_there_is_read_without_harm(
    value: str | float | None, format: Literal["seconds", "date"]
) -> None:
    end = end_of(value, format)
    assert end is None or isinstance(end, float)
