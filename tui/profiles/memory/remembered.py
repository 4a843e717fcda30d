"""Defines what is remembered of a profile: its last runs, and the last one that worked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import field
from typing import TYPE_CHECKING, Final

from ...oauth2.connector import Connector
from ...oauth2.lean.frozen import frozen
from .marks import changed_keys, marks_of

if TYPE_CHECKING:
    from ...oauth2.attempt import Verdict

MOST_RUNS: Final = 20
"""So many runs of a profile are kept, and the last one that worked beside them."""


@frozen
class RememberedRun:
    """One run: when, how it ended, and with which fields."""

    when: float
    """Seconds since 1970."""
    verdict: Verdict
    client_authentication: str = ""
    """The method that got a token; blank without one."""
    finding: str = ""
    """The id of its first finding."""
    title: str = ""
    """That finding's title, masked."""
    to_change: str = ""
    """The key of the field to change first; blank where it is none."""
    marks: Mapping[str, str] = field(default_factory=dict, hash=False)
    clock: float | None = None
    """Seconds that the server's clock was ahead of this machine's; None if that is not known."""


@frozen
class Since:
    """What has changed since a connector last worked."""

    when: float
    """When it worked, in seconds since 1970."""
    client_authentication: str
    changed: tuple[str, ...]
    """The keys of the fields that differ now, in the form's order."""


@frozen
class Memory:
    """What is remembered of a profile, the oldest run first."""

    salt: str = ""
    runs: tuple[RememberedRun, ...] = ()

    @property
    def last(self) -> RememberedRun | None:
        """The last run."""
        return self.runs[-1] if self.runs else None

    def last_with(self, connector: Connector, unknown: Collection[str]) -> RememberedRun | None:
        """Return the last run with the values of a connector, but for the fields whose values are unknown.

        A run of what was never saved is not the last run of what is.
        """
        marks = marks_of(connector, self.salt) if self.runs else {}
        return next(
            (run for run in reversed(self.runs) if not {*changed_keys(run.marks, marks)} - {*unknown}), None
        )

    def since_it_worked(self, connector: Connector) -> Since | None:
        """Return what differs from the last run that got a token; None if there was none."""
        worked = self._last_working
        if worked is None:
            return None
        changed = changed_keys(worked.marks, marks_of(connector, self.salt))
        return Since(worked.when, worked.client_authentication, changed)

    def with_run(self, run: RememberedRun) -> Memory:
        """Return the memory with one more run. Of the oldest ones, only the last that worked is kept."""
        runs = (*self.runs, run)
        kept = runs[-MOST_RUNS:]
        worked = Memory(self.salt, runs)._last_working
        if worked and worked not in kept:
            kept = (worked, *kept[1:])
        return Memory(self.salt, kept)

    @property
    def _last_working(self) -> RememberedRun | None:
        return next((run for run in reversed(self.runs) if run.verdict == "works"), None)
