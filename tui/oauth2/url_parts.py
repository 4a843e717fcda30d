"""Splits URLs into their parts, even foreign or half-typed ones. Nothing here raises.

One host is written in several ways, each for its own reader:

    https://[fe80::1%25eth0]:8443/t     as typed (RFC 6874 §2)
    [fe80::1]:8443                      `host_header`: without the zone, which is this machine's affair
    [fe80::1]                           `uri_host`: for a proxy, in brackets (RFC 3986 §3.2.2)
    fe80::1%eth0                        `host_of`: for the system, which connects to it
    fe80::1                             `tls_name`: for TLS, which knows neither zone nor final dot
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import SplitResult, urlsplit

DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_ZONE: Final = re.compile(r"%[^\[\]@]*\](?=:\d*$|$)")
"""The zone of an IPv6 address in an authority, and the bracket that ends both."""
_ENCODED_PERCENT: Final = "25"
"""What follows the % before a zone (RFC 6874 §2); many people leave it out."""


def split_url(url: str) -> SplitResult | None:
    """Return the parts of a URL; None if its host or port can't be read."""
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises if the port is not a number, or too large
    except ValueError:
        return None
    return parts


def split_web_url(url: str) -> SplitResult | None:
    """Return the parts of an http or https URL with a host; None for any other."""
    parts = split_url(url)
    return parts if parts and parts.hostname and parts.scheme.lower() in DEFAULT_PORTS else None


def host_of(url: str) -> str:
    """Return a URL's host in lower case, as the system connects to it; empty if it has none.

    An IPv6 address is without brackets, and its zone is decoded.
    """
    parts = split_url(url)
    return host_in(parts) if parts else ""


def host_in(parts: SplitResult) -> str:
    """Return the host of a URL's parts, as `host_of` does."""
    address, percent, zone = (parts.hostname or "").partition("%")
    if not percent or ":" not in address:
        return parts.hostname or ""
    return f"{address}%{_decoded(zone)}"


def uri_host(url: str) -> str:
    """Return a URL's host as typed, without the zone of an IPv6 address, but with its brackets.

    This is how a proxy gets it. The zone means something on this machine only (RFC 6874 §4).
    """
    parts = split_url(url)
    authority = _without_zone(parts.netloc).rpartition("@")[2] if parts else ""
    address, bracket, _ = authority.partition("]")
    return address + bracket if bracket else authority.partition(":")[0]


def tls_name(host: str) -> str:
    """Return the name or address that TLS asks for and compares: without brackets, zone and final dot.

    RFC 6066 §3 wants the name "without a trailing dot", and certificates hold it so.
    """
    host = host.removeprefix("[").removesuffix("]")
    return host.partition("%")[0] if ":" in host else host.removesuffix(".")


def host_header(url: str) -> str:
    """Return the value of Host: the URL's authority without the scheme's default port (RFC 9110 §7.2).

    Empty if the authority can't be read.
    """
    parts = split_url(url)
    if parts is None:
        return ""
    authority = _without_zone(parts.netloc)
    if parts.port == DEFAULT_PORTS.get(parts.scheme.lower()) or authority.endswith(":"):
        return authority.rpartition(":")[0]
    return authority


def _without_zone(authority: str) -> str:
    return _ZONE.sub("]", authority)


def _decoded(zone: str) -> str:
    is_encoded = zone.startswith(_ENCODED_PERCENT) and len(zone) > len(_ENCODED_PERCENT)
    return zone.removeprefix(_ENCODED_PERCENT) if is_encoded else zone
