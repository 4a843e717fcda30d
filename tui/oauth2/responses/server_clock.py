"""How far a server's clock is from this machine's, by the Date of its response (RFC 9110 §6.6.1)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from ..foreign_time import read_http_moment

if TYPE_CHECKING:
    from ..api_run import AnyExchange


def clock_difference(exchange: AnyExchange) -> float | None:
    """Return the seconds that the server's clock is ahead; None without a Date, or if it was never sent.

    Date has whole seconds, and says when the response began: by then, all but receiving it is over.
    """
    served = read_http_moment(exchange.response.header("Date")) if exchange.response else None
    if exchange.started is None or served is None:
        return None
    took = (exchange.timings.total or 0.0) - (exchange.timings.receive or 0.0)
    return round((served - exchange.started - timedelta(milliseconds=took)).total_seconds(), 1)
