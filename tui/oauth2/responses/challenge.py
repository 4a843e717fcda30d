"""Reads WWW-Authenticate: what a server asks for (RFC 9110 §11.6.1), and why it refuses a Bearer token."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from typing import Final

from ..exchange import HttpResponse
from ..lean.frozen import frozen
from ..lean.lazy_pattern import LazyPattern

_MOST_READ: Final = 8192
"""Characters read of one field value."""
_TOKEN: Final = r"[!#$%&'*+.^_`|~0-9A-Za-z-]++"  # noqa: S105 (RFC 9110 §5.6.2)
_PIECE: Final = LazyPattern(
    rf"""
        (?P<name>{_TOKEN})\s*+=\s*+(?:"(?P<quoted>(?:[^"\\]|\\.)*+)"?|(?P<bare>[^\s,"=]++))
      | (?P<scheme>{_TOKEN})(?=[\s,]|$)
      | (?P<other>[^\s,]++)
    """,
    re.VERBOSE,
)
"""Blanks and commas lie between the pieces. Nothing is given back: that would take quadratic time."""


@frozen
class Challenge:
    """One challenge: a scheme and its parameters. All of it is foreign text."""

    scheme: str
    """In lower case."""
    parameters: Mapping[str, str] = field(repr=False)
    """Keyed by name, in lower case."""


def challenges_of(response: HttpResponse) -> tuple[Challenge, ...]:
    """Return the challenges of a response, in order. Malformed parts are skipped."""
    values = (value for name, value in response.headers if name.lower() == "www-authenticate")
    return tuple(challenge for value in values for challenge in _read(value[:_MOST_READ]))


def bearer_challenge(response: HttpResponse) -> Challenge | None:
    """Return the challenge about the Bearer token (RFC 6750 §3); None without one."""
    return next((found for found in challenges_of(response) if found.scheme == "bearer"), None)


def refuses_token(response: HttpResponse) -> bool:
    """Tell whether an API refuses the token itself, as expired, revoked or malformed (RFC 6750 §3.1).

    A 401 without an error code counts, since many APIs send that. A 401 with another code does not.
    """
    if response.status != 401:
        return False
    challenge = bearer_challenge(response)
    return challenge is None or challenge.parameters.get("error", "invalid_token") == "invalid_token"


def _read(value: str) -> list[Challenge]:
    found: list[tuple[str, dict[str, str]]] = []
    for piece in _PIECE.finditer(value):
        if scheme := piece["scheme"]:
            found.append((scheme.lower(), {}))
        elif piece["name"] and found:
            words = piece["bare"] if piece["quoted"] is None else re.sub(r"\\(.)", r"\1", piece["quoted"])
            found[-1][1].setdefault(piece["name"].lower(), words)
    return [Challenge(scheme, parameters) for scheme, parameters in found]
