"""Marks of a connector's fields: enough to see that a field has changed, too little to read it.

    field ──HMAC with a salt of the profile's own──> 8 hexadecimal digits

A mark is short on purpose: many values share it, so it doesn't prove a guess at a password.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping
from enum import Enum
from operator import attrgetter
from typing import Any, Final

from ...oauth2.connector import AdditionalRow, Connector
from ...oauth2.form_fields import FORM_FIELDS, SETTING_LABELS
from ...oauth2.secret import Secret

Marks = Mapping[str, str]
"""A mark for each field that was filled, by the field's key."""

_NOT_SENT: Final = frozenset(
    {"name", "description", "base_url", "header_auth_key", "header_auth_value_pattern"}
    | {"request.timeout", "request.connect_timeout"}
)
MARKED: Final = tuple(
    key for key in (*FORM_FIELDS, *SETTING_LABELS) if key not in _NOT_SENT and not key.startswith("api.")
)
"""The fields and settings that a token request, or the reading of its response, depends on."""
_DIGITS: Final = 8


def marks_of(connector: Connector, salt: str) -> dict[str, str]:
    """Return the marks of a connector's fields; a blank field has none."""
    found = {}
    for key in MARKED:
        value = attrgetter(key)(connector)
        if value not in ("", (), Secret()):
            found[key] = _mark(salt, key, _plain(value))
    return found


def changed_keys(before: Marks, now: Marks) -> tuple[str, ...]:
    """Return the keys of the fields whose marks differ, in the form's order."""
    return tuple(key for key in MARKED if before.get(key) != now.get(key))


def _plain(value: Any) -> Any:  # noqa: ANN401 (fields have many types)
    """Return a value as JSON can hold it."""
    if isinstance(value, Secret):
        return value.reveal()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, AdditionalRow):
        return [value.name, _plain(value.value)]
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value


def _mark(salt: str, key: str, value: Any) -> str:  # noqa: ANN401 (fields have many types)
    message = json.dumps([key, value]).encode()  # as ASCII, lone surrogates too
    return hmac.digest(salt.encode(), message, "sha256").hex()[:_DIGITS]
