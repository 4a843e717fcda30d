"""Tells headers that somebody chose from those that a client, a browser or curl adds by itself."""

from __future__ import annotations

from typing import Final

_ADDED: Final = frozenset(
    """
    cache-control connection content-length content-type cookie host origin postman-token referer user-agent
    pragma dnt priority te expect transfer-encoding upgrade-insecure-requests keep-alive proxy-connection
    authority if-none-match if-modified-since save-data alt-used http2-settings upgrade
    """.split()
)


def is_added_by_clients(name: str) -> bool:
    """Tell whether a client adds a header of this name, in lower case, without being asked."""
    return name in _ADDED or name.startswith(("accept", "sec-", ":"))
