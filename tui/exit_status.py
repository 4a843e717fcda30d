"""The exit statuses of the command line, and which one a run ends with."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a status is often all that is needed
    from .oauth2.attempt import Run


class ExitStatus(IntEnum):
    """What each exit status means. With several profiles, the largest one counts."""

    WORKS = 0
    REFUSED = 1
    """The token endpoint refused, or sent something that a connector can't use."""
    USAGE = 2
    """The command line is wrong, or a profile can't be read."""
    NETWORK = 3
    TLS = 4
    API_REFUSED = 5
    """The server issued a token, but the API refused the call or can't be reached."""
    INTERNAL_ERROR = 70
    """A bug in this program (EX_SOFTWARE in sysexits.h)."""
    INTERRUPTED = 130
    TERMINATED = 143
    """Many profiles ran, and SIGTERM ended them."""


def status_of(run: Run, *, api_works: bool = True) -> ExitStatus:
    """Return the exit status of a run; `api_works` says whether the API call with its token succeeded.

    A success whose body was cut off is the network's failure: with all of it, the connector might work.
    A network failure of the API call is not `NETWORK`, which would mean that there is no token.
    """
    from .oauth2.transport_failure import FailureKind

    if run.verdict == "works":
        return ExitStatus.WORKS if api_works else ExitStatus.API_REFUSED
    if not any(attempt.exchange for attempt in run.attempts):
        return ExitStatus.USAGE
    if run.verdict == "fails":
        return ExitStatus.NETWORK if _lost_a_token(run) else ExitStatus.REFUSED
    return ExitStatus.TLS if FailureKind.TLS in run.failure_kinds else ExitStatus.NETWORK


def _lost_a_token(run: Run) -> bool:
    """Tell whether an attempt succeeded by its status, and the connection ended before its body did."""
    from .oauth2.exchange import BodyFault

    responses = (attempt.exchange.response for attempt in run.attempts if attempt.exchange)
    return any(
        200 <= response.status < 300 and response.body_fault is BodyFault.CUT_SHORT
        for response in responses
        if response
    )
