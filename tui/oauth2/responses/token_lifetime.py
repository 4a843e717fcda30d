"""When a token expires, as the connector reads it from the response."""

from __future__ import annotations

import math
from typing import Final

from ..connector import ResponseSettings
from ..foreign_time import read_moment, seconds_of
from .token_response import AccessTokenResponse

_MOST_READ: Final = 40
"""Characters read of a foreign value; a number or a date is shorter."""
_MILLISECONDS: Final = 100_000_000_000
"""A timestamp above this is in milliseconds: in seconds it would be after the year 5000."""


def expires_at(token: AccessTokenResponse, settings: ResponseSettings, since: float) -> float | None:
    """Return when the token expires, in seconds since 1970; None if the response does not say so readably.

    `since` is when the token was issued, also in seconds since 1970. Json Expires In Format says what the
    value is: seconds from then (RFC 6749 §5.1), or a date in ISO 8601, in HTTP's format, or since 1970.
    """
    number = number_of(token.expires_in)
    if settings.expires_in_format == "seconds":
        return None if number is None else since + number
    if number is not None:
        return number / 1000 if number > _MILLISECONDS else number
    moment = read_moment(str(token.expires_in))
    return seconds_of(moment) if moment else None


def number_of(value: object) -> float | None:
    """Return a foreign value as a finite number, also from text; None if it isn't one."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value[:_MOST_READ] if isinstance(value, str) else value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None
