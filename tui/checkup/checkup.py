"""All checks of this machine, in the order in which they are read. No check that fails stops the others.

Machine ──> versions, network, proxies, trust, clock, keychain, folders, terminal ──> Check of each
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final, NamedTuple

from .check import SIGNS, Check, Look, State, guarded
from .clock import clock_checks
from .folders import folder_checks
from .keychain import keychain_checks
from .machine import Machine
from .network import network_checks
from .proxies import proxy_checks
from .terminal import terminal_checks
from .trust import trust_checks
from .versions import version_checks


class Family(NamedTuple):
    """Checks that belong together."""

    title: str
    checks: tuple[Check, ...]


_SEVERITY: Final = tuple(SIGNS)
"""From what is all right to what is not; `unknown` is no fault."""


def check_machine(machine: Machine) -> Iterator[Family]:
    """Yield the checks, family by family. Never raises, and sends nothing."""
    looks: tuple[tuple[str, str, Look], ...] = (
        ("version", "Versions", version_checks),
        ("network", "Network", partial(network_checks, machine)),
        ("proxy", "Proxies", partial(proxy_checks, machine)),
        ("trust", "TLS", partial(trust_checks, machine)),
        ("clock", "Clock", partial(clock_checks, machine)),
        ("keychain", "Keychain", partial(keychain_checks, machine)),
        ("folder", "Files", partial(folder_checks, machine)),
        ("terminal", "Terminal", partial(terminal_checks, machine)),
    )
    for check_id, title, look in looks:
        yield Family(title, tuple(guarded(check_id, title, look)))


def worst(families: Sequence[Family]) -> State:
    """Return `problem` if any check found one, else `warning` or `ok`."""
    states = {check.state for family in families for check in family.checks} - {"unknown"}
    return max(states, key=_SEVERITY.index, default="ok")
