"""Lays the fields of a paste over a connector: what the paste says replaces what was there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

from ...oauth2.client_authentication import ClientAuthentication
from ...oauth2.connector import AdditionalRow, Connector
from ...oauth2.fingerprint import fingerprint
from ...oauth2.form_fields import label_of
from ...oauth2.masking.redaction import Redactor
from ...oauth2.secret import Secret
from ...plain_text import plain_line
from ..import_.imported import Import

_FIELDS: Final = ("token_url", "client_id", "client_secret", "username", "password", "client_authentication")
_ROWS: Final = ("additional_headers", "additional_request_data")


@dataclass(frozen=True)
class Replacement:
    """A field that isn't empty and would get another value. Its texts are safe to show."""

    label: str
    old: str
    new: str


def laid_over(connector: Connector, found: Import) -> Connector:
    """Return the connector with the fields that a paste took. A row replaces those of its name."""
    taken = {one.key for one in found.taken}
    changed: dict[str, Any] = {key: getattr(found.connector, key) for key in _FIELDS if key in taken}
    for key in _ROWS:
        if key in taken:
            changed[key] = _rows(getattr(connector, key), getattr(found.connector, key), key)
    if "client_authentication" in taken:
        encoding = found.connector.request.basic_encoding
        changed["request"] = replace(connector.request, basic_encoding=encoding)
    return replace(connector, **changed)


def _rows(
    known: tuple[AdditionalRow, ...], new: tuple[AdditionalRow, ...], key: str
) -> tuple[AdditionalRow, ...]:
    names = {_name(row, key) for row in new}
    return (*(row for row in known if _name(row, key) not in names), *new)


def _name(row: AdditionalRow, key: str) -> str:
    return row.name.lower() if key == "additional_headers" else row.name


def replaced_title(replaced: tuple[Replacement, ...]) -> str:
    """Return what to say above the fields that would be replaced, or where there is none."""
    return "Filling replaces these fields:" if replaced else "Nothing that you typed is replaced."


def replacements(connector: Connector, found: Import) -> tuple[Replacement, ...]:
    """Return the fields that are filled now and would get another value; secrets by their fingerprints."""
    after = laid_over(connector, found)
    redactor = Redactor.for_connector(connector, (after.client_secret, after.password))
    changed = []
    for key in _FIELDS:
        old, new = getattr(connector, key), getattr(after, key)
        if old and old != new:
            changed.append(Replacement(label_of(key), _shown(old, redactor), _shown(new, redactor)))
    for key in _ROWS:
        known = {_name(row, key): row for row in getattr(connector, key)}
        for row in getattr(after, key):
            before = known.get(_name(row, key))
            if before and before.value != row.value:
                label = plain_line(f"{label_of(key)}: {row.name}")
                changed.append(
                    Replacement(label, _shown(before.value, redactor), _shown(row.value, redactor))
                )
    return tuple(changed)


def _shown(value: object, redactor: Redactor) -> str:
    if isinstance(value, Secret):
        return fingerprint(value)
    if isinstance(value, ClientAuthentication):
        return value.form_value
    return plain_line(redactor.text(str(value)))
