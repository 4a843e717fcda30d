"""Finds the secrets of a connector, gives each a key, and defines where a profile can get them from.

A key is `client_secret`, `password`, `proxy` (a URL with credentials), or the field and name of a row:
`additional_headers:X-Key`, `api.headers:X-Key`. A repeated name is numbered: `additional_headers:X-Key#2`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field, replace
from operator import attrgetter
from pathlib import Path
from typing import Any, Final

from ..oauth2.connector import AdditionalRow, Connector, with_value
from ..oauth2.form_fields import FORM_FIELDS, label_of
from ..oauth2.lean.frozen import frozen
from ..oauth2.masking.secret_names import is_secret_parameter
from ..oauth2.proxy_url import ProxyUrl
from ..oauth2.secret import Secret, reveal
from ..plain_text import plain_line
from .keychain import keyring_available

__all__ = [
    "PROXY_KEY",
    "SECRET_FIELDS",
    "FromEnv",
    "FromKeyring",
    "FromPlain",
    "FromPrompt",
    "SecretPlace",
    "SecretSource",
    "entry_of",
    "environment_variable",
    "is_of_api",
    "keyring_available",
    "secret_keys",
    "secret_label",
    "secret_places",
    "secret_value",
    "with_secret",
]

SECRET_FIELDS: Final = tuple(key for key, field in FORM_FIELDS.items() if field.secret)
ROW_FIELDS: Final = {
    "additional_headers": "Additional header",
    "additional_request_data": "Additional request data",
    "api.query": "API query row",
    "api.headers": "API header",
}
"""The fields that hold rows, and what to call one row of each."""
PROXY_KEY: Final = "proxy"
_PROXY_FIELD: Final = "request.proxy"
LONGEST_ENTRY: Final = 200
_LONGEST_NAME: Final = 80

SecretPlace = tuple[str, int | None]
"""A field of the connector, and the index of the row; None if the field has no rows."""


@frozen
class FromPrompt:
    """The user is asked each time. Nothing is saved."""


@frozen
class FromEnv:
    """An environment variable holds the secret."""

    name: str


@frozen
class FromKeyring:
    """The operating system's keychain stores the secret."""

    entry: str = field(default="", compare=False)
    """The name of the keychain's entry, which no other profile uses. The profile's file holds it.

    Blank before the first save, and in files of earlier versions: there it was made from the file's name.
    """


@frozen
class FromPlain:
    """The profile's file contains the secret in plain text, for anyone who can read the file."""


SecretSource = FromPrompt | FromEnv | FromKeyring | FromPlain


def secret_places(connector: Connector) -> Mapping[str, SecretPlace]:
    """Return the place of each secret in a connector, by its key, in the form's order.

    A row is secret if its value is a `Secret`, or if its name usually goes with one. A proxy is secret if
    its URL has credentials, or if the profile gets it from a source of secrets.
    """
    places: dict[str, SecretPlace] = {key: (key, None) for key in SECRET_FIELDS}
    for of_rows in ROW_FIELDS:
        counts: dict[str, int] = {}
        for index, row in enumerate(attrgetter(of_rows)(connector)):
            if not row.is_secret and not is_secret_parameter(row.name):
                continue
            key = plain = f"{of_rows}:{row.name}"
            while key in places:
                counts[plain] = counts.get(plain, 1) + 1
                key = f"{plain}#{counts[plain]}"
            places[key] = (of_rows, index)
    if connector.request.proxy.is_secret:
        places[PROXY_KEY] = (_PROXY_FIELD, None)
    return places


def secret_keys(connector: Connector) -> tuple[str, ...]:
    """Return the keys of all secrets in a connector, in the form's order."""
    return tuple(secret_places(connector))


def secret_value(connector: Connector, key: str) -> Secret:
    """Return the secret under a key.

    Raises:
        KeyError: the connector has no such secret.
    """
    field, index = secret_places(connector)[key]
    found = attrgetter(field)(connector)
    value = found if index is None else found[index].value
    return value if isinstance(value, Secret) else Secret(reveal(value))


def with_secret(connector: Connector, key: str, value: Secret) -> Connector:
    """Return the connector with a new secret under a key.

    Raises:
        KeyError: the connector has no such secret.
    """
    field, index = secret_places(connector)[key]
    changed: Any = value
    if field == _PROXY_FIELD:
        changed = ProxyUrl(value.reveal(), is_secret=True)
    elif index is not None:
        rows: list[AdditionalRow] = list(attrgetter(field)(connector))
        rows[index] = replace(rows[index], value=value)
        changed = tuple(rows)
    return with_value(connector, field, changed)


def entry_of(source: FromKeyring, key: str, path: Path | None) -> str:
    """Return the keychain's entry of a secret; empty if it can have none yet, because it was never saved."""
    return source.entry or (f"{path.stem}/{key}" if path else "")


def is_of_api(key: str) -> bool:
    """Return whether only the API call needs a secret, and not the token request."""
    return key.startswith("api.")


def secret_label(key: str) -> str:
    """Return what to call a secret: the form's label, or a row's kind and name."""
    field, colon, name = key.partition(":")
    if colon:
        shown = name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"
        return f"{ROW_FIELDS[field]} “{plain_line(shown)}”"
    return label_of(_PROXY_FIELD if key == PROXY_KEY else key)


def environment_variable(key: str) -> str:
    """Return the environment variable that can supply a secret of any source: `CONNECTOR_DOCTOR_PASSWORD`.

    For a row it is made from the row's name: A to Z and digits, with an underscore for anything else.
    """
    _, colon, name = key.partition(":")
    word = re.sub(r"[^A-Z0-9]+", "_", (name if colon else key).upper()).strip("_")
    return f"CONNECTOR_DOCTOR_{word or 'ROW'}"
