"""Puts URLs together as libraries do: a path behind a server, or one URL against another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import urljoin

from .value import Value

_PATH_CALL: Final = re.compile(
    r"(?i)(?:append_?)?path(?:_?segments?)?|(?:add|append)(?:_?encoded)?_?path(?:_?segments?)?|segments?|"
    r"appending(?:path)?(?:component)?|join(?:_?path)?|resolve|append_path"
)
"""A method of a URL that puts a path behind it."""
_RESOLVER: Final = re.compile(
    r"(?i)(?:^|[._])ur[il]join$|^URI\.join$|^(?:new )?URL$|^Uri$|(?:^|\.)url\.(?:JoinPath|resolve)$"
)
"""A function that resolves a path against a URL; JavaScript's has the path first."""


def is_path_call(name: str) -> bool:
    """Tell whether a method puts a path behind the URL that it is called on."""
    return bool(_PATH_CALL.fullmatch(name))


def is_resolver(name: str) -> bool:
    """Tell whether a function may put a URL and a path together."""
    return bool(_RESOLVER.search(name))


def with_segments(base: Value, segments: Sequence[Value], method: str) -> Value:
    """Return a URL with the arguments of such a method behind it."""
    given = [segment for segment in segments if segment.text]
    if method in ("resolve", "join"):
        return (resolved([base, *given]) if len(given) == 1 else None) or base
    text = "/".join([base.text.rstrip("/"), *(segment.text.strip("/") for segment in given)])
    return Value(text, base.is_open or any(segment.is_open for segment in given))


def resolved(parts: Sequence[Value], function: str = "") -> Value | None:
    """Return what a URL and a path beside it mean; None if they are anything else."""
    if function.endswith("JoinPath") and parts:
        return with_segments(parts[0], parts[1:], function)
    if len(parts) < 2 or any("://" in part.text for part in parts[2:]):
        return None
    if "://" in parts[0].text:
        base, rest = parts[0], parts[1:]
    elif len(parts) == 2 and "://" in parts[1].text:
        base, rest = parts[1], parts[:1]
    else:
        return None
    if base.is_open or any(part.is_open for part in rest):
        return None
    address = base.text
    try:
        for part in rest:
            address = urljoin(address, part.text)
    except ValueError:
        return None
    return Value(address)
