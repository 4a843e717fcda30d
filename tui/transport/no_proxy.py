"""Reads NO_PROXY, the list of hosts that are reached without the environment's proxy, as curl does.

    example.com, .example.com      the domain and every host in it
    192.0.2.7, ::1, [::1]          an address
    127.0.0.0/8, 2001:db8::/32     a block of addresses (RFC 4632 §3.1, RFC 4291 §2.3)
    *                              every host; only if it stands alone

Case and a final dot don't matter. Beyond curl, an entry may end in a port and then stands for that port
alone, as in Python, Go and many proxies' guides, and an IPv6 address may be in brackets: whoever wrote
the entry meant to keep the secrets from the proxy.
"""

from __future__ import annotations

import re
import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final

from ..oauth2.lean.lazy_pattern import LazyPattern

_BETWEEN: Final = LazyPattern(r"[,\s]+")
_WITH_PORT: Final = LazyPattern(r"(\[[^\]]*\]|[^:]*):(\d+)")
_NUMBERS: Final = LazyPattern(r"(?:0x[0-9a-f]+|\d+)(?:\.(?:0x[0-9a-f]+|\d+)){0,3}")
"""An IPv4 address as resolvers read it, such as 127.1."""


def is_exempt(no_proxy: str, host: str, port: int) -> bool:
    """Tell whether a list in the form of NO_PROXY exempts a host. Never raises.

    `host` is as the system connects to it: without brackets.
    """
    if no_proxy.strip() == "*":
        return True
    name = _plain(host)
    address = _address(name.partition("%")[0])
    return any(
        _is_at_port(entry, port) and _matches(_without_port(entry), name, address)
        for entry in _BETWEEN.split(no_proxy)
        if entry
    )


def _matches(entry: str, name: str, address: IPv4Address | IPv6Address | None) -> bool:
    entry = _plain(entry.removeprefix("[").removesuffix("]"))
    if address is not None:
        return _covers(entry.partition("%")[0], address)
    domain = entry.removeprefix(".")
    return bool(domain) and (name == domain or name.endswith(f".{domain}"))


def _covers(entry: str, address: IPv4Address | IPv6Address) -> bool:
    start, slash, bits = entry.partition("/")
    known = _address(start)
    if known is None:
        return False
    if not slash:
        return address == known
    if not re.fullmatch(r"[0-9]{1,3}", bits) or int(bits) > known.max_prefixlen:
        return False
    return address.version == known.version and address in ip_network(f"{known}/{int(bits)}", strict=False)


def _address(name: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(name)
    except ValueError:
        pass
    try:
        return IPv4Address(socket.inet_aton(name)) if _NUMBERS.fullmatch(name) else None
    except OSError:
        return None


def _plain(name: str) -> str:
    return name.strip().lower().removesuffix(".")


def _without_port(entry: str) -> str:
    with_port = _WITH_PORT.fullmatch(entry)
    return with_port[1] if with_port else entry


def _is_at_port(entry: str, port: int) -> bool:
    with_port = _WITH_PORT.fullmatch(entry)
    return with_port is None or int(with_port[2][:6]) == port
