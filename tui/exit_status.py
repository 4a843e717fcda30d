"""The exit statuses of the command line, and the one that a run earns."""

from __future__ import annotations

from enum import IntEnum

from .oauth2.attempt import Run
from .oauth2.transport_failure import FailureKind


class ExitStatus(IntEnum):
    """What the command's exit status means. Of several profiles, the largest."""

    WORKS = 0
    REFUSED = 1
    """The token endpoint refused, or answered something that a connector can't use."""
    USAGE = 2
    """The command line, or a profile that can't be read."""
    NETWORK = 3
    TLS = 4
    API_REFUSED = 5
    """The token was given, but the API refused the call, or can't be reached."""
    INTERNAL_ERROR = 70
    """A fault of this program (EX_SOFTWARE of sysexits.h)."""
    INTERRUPTED = 130


def status_of(run: Run, *, api_works: bool = True) -> ExitStatus:
    """Return the exit status that a run earns; `api_works` is what came of a call made with its token.

    It tells how far the connector came: a network failure of the call is no `NETWORK`, which would say
    that there is no token.
    """
    if run.verdict == "works":
        return ExitStatus.WORKS if api_works else ExitStatus.API_REFUSED
    if run.verdict == "fails":
        return ExitStatus.REFUSED
    return ExitStatus.TLS if FailureKind.TLS in run.failure_kinds else ExitStatus.NETWORK
