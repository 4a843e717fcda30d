"""The guard at the engine's doors: a fault of this program becomes a finding, and the rest goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Final, ParamSpec

from ..oauth2.own_fault import OwnFault, own_fault
from .finding import Finding

INTERNAL_FAULT: Final = "doctor.internal_fault"
"""The id of the finding."""
_Given = ParamSpec("_Given")


def fault_finding(fault: OwnFault, *evidence: str, subject: str = "response") -> Finding:
    """Return that this program failed on a response, or on another `subject`, of which it quotes nothing.

    What fails before anything is sent is a warning: it keeps nobody from sending.
    """
    return Finding(
        id=INTERNAL_FAULT,
        severity="error" if subject == "response" else "warning",
        culprits=(),
        title=f"connector-doctor failed on this {subject}.",
        cause="The fault is in connector-doctor itself. It proves nothing about the connector or the server.",
        fix=f"Please report the fault: “{fault}”, with the version of connector-doctor. "
        f"Meanwhile, read the {subject} yourself.",
        evidence=(str(fault), *evidence),
    )


def guarded(
    subject: str,
) -> Callable[[Callable[_Given, tuple[Finding, ...]]], Callable[_Given, tuple[Finding, ...]]]:
    """Make a door of the engine return its own fault as the only finding, instead of raising it."""

    def guard(door: Callable[_Given, tuple[Finding, ...]]) -> Callable[_Given, tuple[Finding, ...]]:
        @wraps(door)
        def guarded_door(*given: _Given.args, **named: _Given.kwargs) -> tuple[Finding, ...]:
            return findings_or_fault(lambda: door(*given, **named), subject)

        return guarded_door

    return guard


def findings_or_fault(
    find: Callable[[], Iterable[Finding]], subject: str = "response"
) -> tuple[Finding, ...]:
    """Return what a part of the diagnosis finds; where the part fails, that it failed."""
    try:
        return tuple(find())
    except Exception as error:  # noqa: BLE001 (whatever it is, the other parts go on)
        return (fault_finding(own_fault(error), subject=subject),)
