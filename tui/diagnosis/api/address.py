"""Base Url and API path held against each other: an address that can't be meant, whatever answers there."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import SplitResult

from ...oauth2.api_request import address_key
from ...oauth2.connector import Connector
from ...oauth2.url_parts import split_url
from ...plain_text import plain_line
from ..lint.token_url_shape import TOKEN_PATH


class AddressSuspicion(NamedTuple):
    """What is wrong with the address of a call. The texts are showable."""

    finding_id: str
    title: str
    cause: str
    fix: str
    fields: tuple[str, ...]
    evidence: str


def address_suspicion(connector: Connector) -> AddressSuspicion | None:
    """Return why the address of the call is most likely not what was meant; None when it may be right."""
    base = split_url(connector.base_url)
    if base is None or address_key(connector) != "base_url":
        return None
    return (
        _token_url(connector, base)
        or _query(base)
        or _host_in_path(connector, base)
        or _doubled(connector, base)
    )


def _token_url(connector: Connector, base: SplitResult) -> AddressSuspicion | None:
    last = base.path.rstrip("/").rpartition("/")[2]
    is_same = base.path.strip("/") and _bare(connector.base_url) == _bare(connector.token_url)
    if not is_same and not TOKEN_PATH.fullmatch(last.lower()):
        return None
    return AddressSuspicion(
        "base_url_is_token_url",
        "Base Url is the address of the token endpoint, not of the API.",
        "The path of each call is appended to Base Url, so it was sent to a place behind the token endpoint.",
        f"Set Base Url to scheme and host, {_origin(base)}, and the path that all calls of the API share.",
        ("base_url",),
        f"Base Url: {_shown(base)}",
    )


def _query(base: SplitResult) -> AddressSuspicion | None:
    if not base.query:
        return None
    return AddressSuspicion(
        "base_url_query",
        "Base Url holds a query, and the path is appended behind it.",
        "What stands behind the question mark is no path any more, so every call asks for the same address.",
        f"Set Base Url to {_origin(base)}{plain_line(base.path)}, and put the query into the API path.",
        ("base_url", "api.path"),
        f"Base Url: {_shown(base)}?…",
    )


def _host_in_path(connector: Connector, base: SplitResult) -> AddressSuspicion | None:
    first, *_ = _segments(connector.api.path) or [""]
    if not first or first.lower() not in {base.netloc.lower(), (base.hostname or "").lower()}:
        return None
    return AddressSuspicion(
        "host_in_path",
        "The API path begins with the host, which Base Url has already.",
        "The two are put together, so that the host stands in the path a second time.",
        "Begin the API path behind the host.",
        ("api.path",),
        f"Base Url: {_shown(base)}; API path: {_shown_path(connector)}",
    )


def _doubled(connector: Connector, base: SplitResult) -> AddressSuspicion | None:
    """Find the longest end of Base Url that the path begins with."""
    end, start = _segments(base.path), _segments(connector.api.path)
    shared = next((n for n in range(min(len(end), len(start)), 0, -1) if end[-n:] == start[:n]), 0)
    if not shared:
        return None
    part = plain_line("/" + "/".join(start[:shared]))
    rest = plain_line("/" + "/".join(start[shared:]))
    return AddressSuspicion(
        "path_twice",
        f"{part} stands twice in the address: Base Url ends with it, and the API path begins with it.",
        "The path is appended to Base Url as it is; nothing is taken out.",
        f"Leave {part} in one of the two: with this Base Url, the API path is {rest}.",
        ("api.path", "base_url"),
        f"Base Url: {_shown(base)}; API path: {_shown_path(connector)}",
    )


def _segments(path: str) -> list[str]:
    return [segment for segment in re.split(r"[?#]", path)[0].split("/") if segment]


def _bare(url: str) -> str:
    return url.partition("?")[0].rstrip("/").lower()


def _origin(parts: SplitResult) -> str:
    return plain_line(f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}")


def _shown(parts: SplitResult) -> str:
    """Return the URL without its query, which may hold what must not be shown."""
    return _origin(parts) + plain_line(parts.path)


def _shown_path(connector: Connector) -> str:
    return plain_line(connector.api.path.partition("?")[0])
