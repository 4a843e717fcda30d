"""Base Url and API path side by side: an address that nobody can mean, whatever answers there."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import SplitResult

from ...oauth2.api_request import address_key
from ...oauth2.connector import Connector
from ...oauth2.url_parts import split_url
from ...plain_text import plain_line
from ..finding import Finding, FindingKind
from ..lint.token_url_shape import TOKEN_PATH

_wrong_address: Final = FindingKind("error")


def address_suspicion(connector: Connector) -> Finding | None:
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


def _token_url(connector: Connector, base: SplitResult) -> Finding | None:
    last = base.path.rstrip("/").rpartition("/")[2]
    is_same = base.path.strip("/") and _bare(connector.base_url) == _bare(connector.token_url)
    if not is_same and not TOKEN_PATH.fullmatch(last.lower()):
        return None
    return _wrong_address(
        "api.base_url_is_token_url",
        title="Base Url is the address of the token endpoint, not of the API.",
        cause="The path of each call is appended to Base Url, so the call went to a path below "
        "the token endpoint.",
        fix=f"Base Url: set it to {_origin(base)}, followed by the path that all API calls share.",
        fields=("base_url",),
        evidence=(f"Base Url: {_shown(base)}",),
    )


def _query(base: SplitResult) -> Finding | None:
    if not base.query:
        return None
    return _wrong_address(
        "api.base_url_query",
        title="Base Url has a query, and the API path is appended after it.",
        cause="After the question mark nothing counts as a path, so every call asks for the same address.",
        fix=f"Base Url: set it to {_origin(base)}{plain_line(base.path)}. "
        "API path: move the query to its end.",
        fields=("base_url", "api.path"),
        evidence=(f"Base Url: {_shown(base)}?…",),
    )


def _host_in_path(connector: Connector, base: SplitResult) -> Finding | None:
    first, *_ = _segments(connector.api.path) or [""]
    if not first or first.lower() not in {base.netloc.lower(), (base.hostname or "").lower()}:
        return None
    return _wrong_address(
        "api.host_in_path",
        title="The API path begins with the host, which is already in Base Url.",
        cause="The two are joined, so the host appears in the path a second time.",
        fix="Remove the host from the start of the API path.",
        fields=("api.path",),
        evidence=_both(connector, base),
    )


def _doubled(connector: Connector, base: SplitResult) -> Finding | None:
    """Find the longest end of Base Url that the path begins with."""
    end, start = _segments(base.path), _segments(connector.api.path)
    shared = next((n for n in range(min(len(end), len(start)), 0, -1) if end[-n:] == start[:n]), 0)
    if not shared:
        return None
    part = plain_line("/" + "/".join(start[:shared]))
    rest = plain_line("/" + "/".join(start[shared:]))
    return _wrong_address(
        "api.path_twice",
        title=f"{part} is in the address twice: Base Url ends with it, and the API path begins with it.",
        cause="The path is appended to Base Url as it is; nothing is removed.",
        fix=f"API path: set it to {rest}. Base Url: leave it; it already ends with {part}.",
        fields=("api.path", "base_url"),
        evidence=_both(connector, base),
    )


def _segments(path: str) -> list[str]:
    return [segment for segment in re.split(r"[?#]", path)[0].split("/") if segment]


def _bare(url: str) -> str:
    return url.partition("?")[0].rstrip("/").lower()


def _origin(parts: SplitResult) -> str:
    return plain_line(f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}")


def _shown(parts: SplitResult) -> str:
    """Return the URL without its query, which may hold a secret."""
    return _origin(parts) + plain_line(parts.path)


def _both(connector: Connector, base: SplitResult) -> tuple[str]:
    path = plain_line(connector.api.path.partition("?")[0])
    return (f"Base Url: {_shown(base)}; API path: {path}",)
