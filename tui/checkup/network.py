"""IPv4, IPv6 and the name resolver: whether there is a way out, without sending anything."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Final

from ..regular_file import read_regular_file
from .check import Check, guarded
from .machine import Machine

_ANYWHERE: Final = {
    "IPv4": (socket.AF_INET, "192.0.2.1"),
    "IPv6": (socket.AF_INET6, "2001:db8::1"),
}
"""Addresses for documentation (RFC 5737, RFC 3849): their route is the one to the internet."""
_DISCARD: Final = 9
_RESOLVER: Final = Path("/etc/resolv.conf")
_MOST_READ: Final = 65_536

SourceOf = Callable[[str], str]
"""Returns this machine's address for a kind of network; empty without a route."""


def network_checks(
    machine: Machine, source_of: SourceOf | None = None, resolver: Path = _RESOLVER
) -> Iterator[Check]:
    """Yield the checks of addresses, routes and the resolver."""
    yield from guarded("network.route", "Routes", partial(_routes, machine, source_of or own_address))
    yield from guarded("network.resolver", "Name resolver", partial(_resolver, machine, resolver))


def own_address(kind: str) -> str:
    """Return the address that this machine would send from; empty without a route. Nothing is sent.

    Connecting a UDP socket only chooses the route (RFC 1122 §4.1.4).
    """
    family, anywhere = _ANYWHERE[kind]
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((anywhere, _DISCARD))
            return str(probe.getsockname()[0])
    except OSError:
        return ""


def _routes(machine: Machine, find: SourceOf) -> Iterator[Check]:
    sources = {kind: find(kind) for kind in _ANYWHERE}
    for kind, source in sources.items():
        yield _route(kind, source, has_other=any(sources.values()), is_behind_proxy=_has_proxy(machine))


def _has_proxy(machine: Machine) -> bool:
    return bool(machine.variable("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"))


def _route(kind: str, source: str, *, has_other: bool, is_behind_proxy: bool) -> Check:
    check_id = f"network.{kind.lower()}"
    if source:
        return Check(check_id, kind, "ok", f"there is a route, from {source}")
    found = "there is no route to the internet"
    if has_other:
        return Check(check_id, kind, "unknown", f"{found}; servers are reached by the other kind of address")
    if is_behind_proxy:
        return Check(check_id, kind, "unknown", f"{found}, but a proxy is set")
    return Check(check_id, kind, "problem", found, "Connect this machine to a network, or start its VPN.")


def _resolver(machine: Machine, path: Path) -> Check:
    check_id, title = "network.resolver", "Name resolver"
    if machine.platform in {"win32", "darwin"}:
        return Check(check_id, title, "unknown", "the system keeps its name servers to itself")
    try:
        lines = read_regular_file(path, _MOST_READ).decode("utf-8", "replace").splitlines()
    except FileNotFoundError:
        fix = f"Write a line “nameserver ADDRESS” into {path}, or start the service that does."
        return Check(check_id, title, "warning", f"there is no {path}", fix)
    except OSError as error:
        fix = f"Make {path} readable for every user (chmod 644)."
        return Check(check_id, title, "problem", f"{path} can't be read: {error.strerror}", fix)
    rows = [line.split() for line in lines if line.strip()[:1] not in {"#", ";", ""}]
    servers = [row[1] for row in rows if row[0] == "nameserver" and len(row) > 1]
    search = [name for row in rows if row[0] in {"search", "domain"} for name in row[1:]]
    if not servers:
        fix = f"Write a line “nameserver ADDRESS” into {path}, or start the service that does."
        return Check(check_id, title, "warning", f"{path} names no server", fix)
    details = (f"search: {', '.join(search)}",) if search else ()
    return Check(check_id, title, "ok", f"{path}: {', '.join(servers)}", details=details)
