"""Reads the dates that others write: in headers, bodies, certificates and file systems. Nothing here raises.

Every date from outside passes through here, because each of the library's readers raises something else:
a year that the calendar doesn't have, a zone of twenty digits, a time of day that has no 61st minute.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from .lean.lazy_pattern import LazyPattern

_MOST_READ: Final = 100
"""Characters read of a foreign text; a date is shorter."""
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_OF_CERTIFICATE: Final = LazyPattern(r"([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d\d):(\d\d):(\d\d) (\d{4}) GMT")
_OF_HTTP: Final = LazyPattern(
    r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), ([0-9]{2}) ([A-Z][a-z]{2}) ([1-9][0-9]{3})"
    r" ([0-9]{2}):([0-9]{2}):([0-9]{2}) GMT"
)
"""The form that servers have to send (RFC 9110 §5.6.7). Reading it needs nothing of the library."""
_MONTHS: Final = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def read_moment(text: str | None) -> datetime | None:
    """Return a date in ISO 8601 or HTTP's format (RFC 9110 §5.6.7), in UTC; None if it can't be read.

    A date without a zone counts as UTC. One that leaves the calendar in UTC, such as the last hour of the
    year 9999 west of Greenwich, can't be read.
    """
    return _in_iso(text) or _in_http_format(text)


def read_http_moment(text: str | None) -> datetime | None:
    """Return a date in HTTP's format (RFC 9110 §5.6.7), in UTC; None if it can't be read."""
    return _in_http_format(text)


def read_certificate_moment(text: str | None) -> datetime | None:
    """Return a date as OpenSSL prints it, `Jan  5 09:34:43 2018 GMT`, in UTC; None if it can't be read."""
    return _attempt(_of_certificate, text)


def moment_at(seconds: float) -> datetime | None:
    """Return the moment that many seconds after 1970, in UTC; None where the calendar has no such year."""
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def local_moment_at(seconds: float) -> datetime | None:
    """Return the moment that many seconds after 1970, in this machine's zone; None as in `moment_at`."""
    try:
        return datetime.fromtimestamp(seconds).astimezone()
    except (ValueError, OverflowError, OSError):
        return None


def seconds_of(moment: datetime) -> float:
    """Return a moment in seconds since 1970. Unlike `datetime.timestamp`, it needs no local calendar."""
    return (moment - _EPOCH).total_seconds()


def _in_iso(text: str | None) -> datetime | None:
    return _attempt(datetime.fromisoformat, text)


def _in_http_format(text: str | None) -> datetime | None:
    return _attempt(_of_http, text)


def _of_http(text: str) -> datetime:
    found = _OF_HTTP.fullmatch(text)
    if found is None:
        from email.utils import parsedate_to_datetime  # with the sockets and the calendar that it brings

        return parsedate_to_datetime(text)
    day, month, year, *time = found.groups()
    return _moment(year, month, day, *time)


def _of_certificate(text: str) -> datetime:
    found = _OF_CERTIFICATE.fullmatch(text)
    if found is None:
        raise ValueError("not a date as OpenSSL prints it")
    month, day, hour, minute, second, year = found.groups()
    return _moment(year, month, day, hour, minute, second)


def _moment(year: str, month: str, day: str, hour: str, minute: str, second: str) -> datetime:
    number = _MONTHS.index(month) + 1
    return datetime(int(year), number, int(day), int(hour), int(minute), int(second), tzinfo=UTC)


def _attempt(read: Callable[[str], datetime], text: str | None) -> datetime | None:
    clean = (text or "")[:_MOST_READ].strip()
    if not clean:
        return None
    try:
        moment = read(clean)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except Exception:  # noqa: BLE001 (the library's readers pass on whatever a slice or a number raises)
        return None
