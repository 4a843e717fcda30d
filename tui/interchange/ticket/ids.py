"""Finds the ids by which a vendor finds a request in its logs: correlation ids, trace ids, request ids."""

from __future__ import annotations

import re
from typing import Final

from ...plain_text import plain_line

_MOST: Final = 20
_ID: Final = re.compile(
    r"(?i)(?<![a-z])(?:x-)?(correlation|trace|request|transaction|activity)[ _-]?id[\"'\\]{0,2}"
    r"[ \t]{0,3}[:=][ \t]{0,3}[\"'\\]{0,2}([0-9a-z][\w-]{6,62}[0-9a-z])(?![\w-])"
)


def ids_in(text: str) -> tuple[str, ...]:
    """Return the ids of a text with their kinds, such as `trace ID d9cc74aa-…`, each once."""
    found = (
        f"{kind.lower()} ID {plain_line(value)}" for kind, value in _ID.findall(text) if _has_digit(value)
    )
    return tuple(dict.fromkeys(found))[:_MOST]


def _has_digit(value: str) -> bool:
    return any(char.isdigit() for char in value)
