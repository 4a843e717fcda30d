"""Splits URLs into their parts, even foreign or half-typed ones. Nothing here raises."""

from __future__ import annotations

from typing import Final
from urllib.parse import SplitResult, urlsplit

DEFAULT_PORTS: Final = {"http": 80, "https": 443}


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
    """Return a URL's host in lower case, without brackets; empty if it has none."""
    parts = split_url(url)
    return (parts.hostname or "") if parts else ""


def host_header(url: str) -> str:
    """Return the value of Host: the URL's authority without the scheme's default port (RFC 9110 §7.2).

    Empty if the authority can't be read.
    """
    parts = split_url(url)
    if parts is None:
        return ""
    authority = parts.netloc
    if parts.port == DEFAULT_PORTS.get(parts.scheme.lower()) or authority.endswith(":"):
        return authority.rpartition(":")[0]
    return authority
