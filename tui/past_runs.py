"""Remembers each run of a saved profile, and adds to a failure what has changed since it last worked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from .diagnosis.finding import Finding, by_severity
from .oauth2.attempt import Run
from .oauth2.connector import Connector
from .oauth2.responses.server_clock import clock_difference
from .oauth2.transport_failure import FailureKind
from .profiles.memory.remembered import Memory, RememberedRun
from .profiles.memory.store import remember

_OF_THE_WAY: Final = frozenset({"token_url", "request.trust", "request.proxy"})
"""What can keep a request from reaching the server."""


def with_past(
    profile: Path | None, connector: Connector, run: Run, findings: Sequence[Finding], ended: datetime
) -> tuple[Finding, ...]:
    """Remember a run of the profile in a file, and return its findings with what the past adds to them.

    A connector without a file has no past, and a run that was canceled, or sent nothing, is not remembered.
    """
    if profile is None or not _is_telling(run):
        return tuple(findings)
    before = remember(profile, connector, _remembered(run, findings, ended))
    if run.verdict == "works":
        return tuple(findings)
    since = _since(before, connector, ended, is_unreachable=run.verdict == "unreachable")
    return by_severity((*findings, *since))


def _is_telling(run: Run) -> bool:
    made = any(attempt.exchange for attempt in run.attempts)
    return made and FailureKind.CANCELED not in run.failure_kinds


def _remembered(run: Run, findings: Sequence[Finding], ended: datetime) -> RememberedRun:
    first = findings[0] if findings else None
    return RememberedRun(
        when=ended.timestamp(),
        verdict=run.verdict,
        client_authentication=run.working.client_authentication.value if run.working else "",
        finding=first.id if first else "",
        title=first.title if first else "",
        to_change=first.first_field if first else "",
        clock=_clock_of(run),
    )


def _clock_of(run: Run) -> float | None:
    """Return how far the clock of the server is ahead, as the last response tells it."""
    told = (clock_difference(attempt.exchange) for attempt in reversed(run.attempts) if attempt.exchange)
    return next((difference for difference in told if difference is not None), None)


def _since(
    before: Memory, connector: Connector, ended: datetime, *, is_unreachable: bool
) -> tuple[Finding, ...]:
    since = before.since_it_worked(connector)
    if since is None:
        return ()
    from .diagnosis.since_it_worked import since_finding

    method = since.client_authentication
    changed = [key for key in since.changed if key in _OF_THE_WAY or not is_unreachable]
    return (since_finding(changed, when=since.when, client_authentication=method, now=ended),)
