"""Words for the parts of a ticket, and foreign names made fit for a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ...oauth2.masking.redaction import Redactor
from ...oauth2.secret import Secret
from ...plain_text import plain_line
from .part import Part

_LONGEST: Final = 120
_WHAT: Final = {
    "request": "the request",
    "call": "the API call",
    "settings": "the settings",
    "response": "the response",
    "trace": "the stack trace",
}


def part_name(part: Part) -> str:
    """Return what to call a part in a sentence: `the request in line 12 (2026-11-03 10:12)`."""
    when = f" ({part.moment.shown})" if part.moment else ""
    return f"{_WHAT[part.kind]} in line {part.line}{when}"


def capital(text: str) -> str:
    """Return a sentence with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def shown(foreign: str, redactor: Redactor) -> str:
    """Return a foreign name for a sentence: masked, harmless and short."""
    line = plain_line(redactor.text(foreign[:4000]))
    return line if len(line) <= _LONGEST else line[:_LONGEST] + "…"


def secrets_of(parts: Sequence[Part]) -> tuple[Secret, ...]:
    """Return the secrets of all requests in a ticket."""
    secrets = []
    for part in parts:
        if part.found:
            connector = part.found.connector
            secrets += [connector.client_secret, connector.password]
            rows = (*connector.additional_headers, *connector.additional_request_data)
            secrets += [row.value for row in rows if isinstance(row.value, Secret)]
    return tuple(secrets)


def redactor_of(parts: Sequence[Part]) -> Redactor:
    """Return what masks the secrets of all requests in a ticket."""
    return Redactor(secrets_of(parts))
