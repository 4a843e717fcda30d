"""The time of a response by the server's clock, and how far that clock is from ours."""

from __future__ import annotations

from typing import Final

from ...oauth2.foreign_time import read_http_moment, seconds_of
from ...oauth2.http_response import HttpResponse
from ..finding import Finding

_TELLING_SKEW: Final = 120
"""Seconds. Less than this can be a slow response, or the rounding of Date to whole seconds."""


def server_time(response: HttpResponse) -> float | None:
    """Return the response's Date (RFC 9110 §6.6.1) in seconds since 1970; None where it can't be read."""
    moment = read_http_moment(response.header("Date"))
    return seconds_of(moment) if moment else None


def skew_finding(skew: float) -> Finding | None:
    """Return the note on a server's clock that is `skew` seconds ahead of ours; None if the skew is small."""
    if abs(skew) < _TELLING_SKEW:
        return None
    minutes = abs(skew) / 60
    ahead = "ahead of" if skew > 0 else "behind"
    return Finding(
        id="answer.clock_skew",
        severity="info",
        culprits=("server_side",),
        title=f"The server's clock is {minutes:.0f} minutes {ahead} this machine's.",
        cause="The response's Date differs from the local time. "
        "A token that is valid by one clock can look expired by the other.",
        fix="Compare this machine's clock with a public one. If it is right, tell the server's owner.",
        evidence=(f"Date differs by {abs(skew):.0f} s",),
        reference="RFC 9110 §6.6.1",
    )
