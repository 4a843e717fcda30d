"""Tells what kind of network an IP address belongs to. Nothing here raises."""

from __future__ import annotations

import ipaddress

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


def ip_address_of(text: str | None) -> IpAddress | None:
    """Return a text as an IP address, of IPv4 also where it is mapped into IPv6; None if it is none."""
    try:
        address = ipaddress.ip_address((text or "").strip().partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def is_private(text: str | None) -> bool:
    """Tell whether an address can't be reached on the public internet."""
    address = ip_address_of(text)
    return address is not None and not address.is_global


def is_loopback(text: str | None) -> bool:
    """Tell whether an address is that of the machine which uses it."""
    address = ip_address_of(text)
    return address is not None and address.is_loopback


def is_nowhere(text: str | None) -> bool:
    """Tell whether an address leads to no other machine: DNS filters give such ones for blocked names."""
    address = ip_address_of(text)
    return address is not None and (address.is_loopback or address.is_unspecified)
