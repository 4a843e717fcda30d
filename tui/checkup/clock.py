"""The clock of this machine, against the Date of a server that a past run asked, and its time zone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from ..oauth2.url_parts import host_of
from ..plain_text import plain_line
from ..profiles.memory.store import memory_of
from ..time_words import ago, span
from .check import Check, guarded
from .machine import Machine

_TELLING: Final = 120.0
"""Seconds. Less can be a slow response, or the rounding of Date to whole seconds."""
_EXACT: Final = 3.0
"""Seconds within which the clocks agree, as far as whole seconds tell."""
_MOST_SHOWN: Final = 5


class Seen(NamedTuple):
    """A server's clock as a run saw it."""

    when: float
    """Of the run, in seconds since 1970."""
    difference: float
    """Seconds that the server's clock was ahead."""


def clock_checks(machine: Machine) -> Iterator[Check]:
    """Yield the checks of the clock and the time zone."""
    yield from guarded("clock.server", "Clock", lambda: _clock(machine, _seen(machine)))
    yield from guarded("clock.zone", "Time zone", lambda: _zone(machine))


def _zone(machine: Machine) -> Check:
    offset = machine.now.strftime("%z")
    name = machine.now.tzname() or "no name"
    found = f"{name}, UTC{offset[:3]}:{offset[3:5]}; it is {machine.now:%Y-%m-%d %H:%M} here"
    return Check("clock.zone", "Time zone", "ok", found)


def _seen(machine: Machine) -> Mapping[str, Seen]:
    """Return the newest difference for each host, the newest first."""
    newest: dict[str, Seen] = {}
    for profile in machine.profiles:
        host = host_of(profile.connector.token_url)
        for seen in _remembered(profile.path) if host else ():
            if host not in newest or seen.when > newest[host].when:
                newest[host] = seen
    return dict(sorted(newest.items(), key=lambda each: -each[1].when))


def _remembered(path: Path | None) -> Iterator[Seen]:
    for run in memory_of(path).runs if path else ():
        if run.clock is not None:
            yield Seen(run.when, run.clock)


def _clock(machine: Machine, seen: Mapping[str, Seen]) -> Check:
    check_id, title = "clock.server", "Clock"
    if not seen:
        found = "not known: no run of these profiles has seen a server's Date"
        return Check(check_id, title, "unknown", found, "Run a profile, then look again.")
    now = machine.now.timestamp()
    told = [
        f"{_difference(one.difference)} that of {plain_line(host)} ({ago(now - one.when)})"
        for host, one in seen.items()
    ]
    (_, last), *_ = seen.items()
    if abs(last.difference) < _TELLING:
        return Check(check_id, title, "ok", told[0], details=tuple(told[1:_MOST_SHOWN]))
    fix = "Set this machine's clock by a time server (NTP); if it is right, tell the server's owner."
    return Check(check_id, title, "warning", told[0], fix, tuple(told[1:_MOST_SHOWN]))


def _difference(seconds: float) -> str:
    if abs(seconds) < _EXACT:
        return "it agrees with"
    return f"it was {span(abs(seconds))} {'behind' if seconds > 0 else 'ahead of'}"
