"""Compares two token URLs part by part: scheme, host, port, path, query and fragment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final
from urllib.parse import SplitResult, parse_qsl, unquote

from ...oauth2.url_parts import DEFAULT_PORTS, host_header, host_in, split_url
from ...plain_text import plain_line
from .difference import Comparison, Difference, Kind, Rank, Unknown
from .sides import Sides

_KEY: Final = "token_url"
_MOST_NAMES: Final = 5


def url_difference(sides: Sides) -> Difference | Unknown | None:
    """Return the difference of the token URLs; None if they are the same place."""
    ours, theirs = sides.connector.token_url, sides.theirs.token_url
    if why := _why_unknown(sides, theirs):
        return Unknown("Oauth2 Token Url", f"In the request, {why}.", _KEY)
    if not sides.found.sent.is_scheme_known:
        theirs = _with_scheme_of(ours, theirs)
    if ours == theirs:
        return None
    one, other = split_url(ours), split_url(theirs)
    if one is None or other is None or not one.hostname:
        whose = "The connector's URL can't be read." if ours else "The connector has no URL."
        return _difference(ours, theirs, [whose], Rank.ENDPOINT)
    place = list(_place(one, other))
    rest = list(_rest(one, other, ours))
    if not place and not rest:
        return None  # such as a host in capitals, or the scheme's own port
    return _difference(ours, theirs, [*place, *rest], Rank.ENDPOINT if place else Rank.CHANGED)


def other_server(comparison: Comparison) -> str:
    """Return the server that the proof would also send credentials to, if it is another; else nothing."""
    for one in comparison.takeable:
        if one.key == _KEY and isinstance(one.ours, str) and isinstance(one.theirs, str):
            ours, theirs = split_url(one.ours), split_url(one.theirs)
            if ours and theirs and ours.hostname and _origin(ours) != _origin(theirs):
                return f"{theirs.scheme.lower()}://{host_header(one.theirs)}"
    return ""


def _origin(parts: SplitResult) -> tuple[str, str, int | None]:
    return parts.scheme.lower(), host_in(parts).rstrip("."), _port(parts)


def _why_unknown(sides: Sides, theirs: str) -> str:
    if not theirs:
        return "there is none"
    parts = split_url(theirs)
    if why := sides.why_unknown(theirs):
        return why
    return "" if parts and parts.scheme and parts.hostname else "there is no full URL"


def _with_scheme_of(ours: str, theirs: str) -> str:
    scheme, mark, _ = ours.partition("://")
    return f"{scheme}{mark}{theirs.partition('://')[2]}" if scheme.lower() in DEFAULT_PORTS else theirs


def _difference(ours: str, theirs: str, parts: list[str], rank: Rank) -> Difference:
    return Difference(
        _KEY,
        Kind.VALUE,
        rank,
        " ".join(parts),
        ours,
        theirs,
        change=lambda connector: replace(connector, token_url=theirs),
    )


def _place(ours: SplitResult, theirs: SplitResult) -> Iterator[str]:
    """Yield what leads to another endpoint."""
    if ours.scheme.lower() != theirs.scheme.lower():
        yield f"The scheme differs: {ours.scheme or 'none'} against {theirs.scheme}."
    hosts = host_in(ours).rstrip("."), host_in(theirs).rstrip(".")
    if hosts[0] != hosts[1]:
        yield f"The host differs: {_shown(hosts[0])} against {_shown(hosts[1])}."
    ports = _port(ours), _port(theirs)
    if ports[0] != ports[1] and (ours.port or theirs.port or ours.scheme == theirs.scheme):
        yield f"The port differs: {ports[0]} against {ports[1]}."
    if (ours.path or "/") != (theirs.path or "/"):
        yield _path(ours.path, theirs.path)


def _port(parts: SplitResult) -> int | None:
    return parts.port or DEFAULT_PORTS.get(parts.scheme.lower())


def _path(ours: str, theirs: str) -> str:
    if ours.rstrip("/") == theirs.rstrip("/"):
        whose = "the connector's" if ours.endswith("/") else "the other"
        return f"The path differs in its end: {whose} has a slash there."
    if ours.casefold() == theirs.casefold():
        return "The path differs in upper and lower case, which counts there (RFC 3986 §6.2.2.1)."
    if unquote(ours) == unquote(theirs):
        return "The path differs in its percent-encoding."
    if theirs.startswith(ours.rstrip("/")):
        return f"The path is cut off: {_shown(theirs[len(ours.rstrip('/')) :])} is missing at its end."
    return f"The path differs: {_shown(ours or '/')} against {_shown(theirs or '/')}."


def _rest(ours: SplitResult, theirs: SplitResult, our_url: str) -> Iterator[str]:
    if sorted(_pairs(ours)) != sorted(_pairs(theirs)):
        yield _query(ours, theirs)
    if "#" in our_url:
        yield "The connector's URL has a fragment, which is never sent."
    if "@" in ours.netloc:
        yield "The connector's URL has a name or password before its host."


def _query(ours: SplitResult, theirs: SplitResult) -> str:
    if not theirs.query:
        return "The query differs: only the connector's URL has one."
    if not ours.query:
        return f"The query differs: only the other URL has one, with {_names(theirs)}."
    changed = {name for name, _ in set(_pairs(ours)) ^ set(_pairs(theirs))}
    return f"The query differs in {_listed(changed)}."


def _names(parts: SplitResult) -> str:
    return _listed({name for name, _ in _pairs(parts)})


def _listed(names: set[str]) -> str:
    shown = [_shown(name) or "a blank name" for name in sorted(names)[:_MOST_NAMES]]
    return ", ".join(shown) or "the order of a repeated name"


def _pairs(parts: SplitResult) -> list[tuple[str, str]]:
    return parse_qsl(parts.query, keep_blank_values=True, errors="replace", max_num_fields=None)


def _shown(text: str) -> str:
    return plain_line(text[:120])
