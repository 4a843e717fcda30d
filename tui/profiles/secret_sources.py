"""The secrets of a connector, each under a key, and where a profile takes each one from.

A key is `client_secret`, `password`, `proxy` (a URL with credentials), or the place and name of a
row, as in `additional_headers:X-Key` or `api.headers:X-Key`; a name that repeats is counted,
`additional_headers:X-Key#2`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any, Final

from ..oauth2.connector import AdditionalRow, Connector, is_sensitive_name
from ..oauth2.form_fields import FORM_FIELDS, label_of
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
"""The fields that hold rows, each with the name of one row."""
PROXY_KEY: Final = "proxy"
_PROXY_FIELD: Final = "request.proxy"

SecretPlace = tuple[str, int | None]
"""A field of the connector, and for a row its index."""


@dataclass(frozen=True)
class FromPrompt:
    """The user is asked each time; nothing is saved."""


@dataclass(frozen=True)
class FromEnv:
    """An environment variable holds the secret."""

    name: str


@dataclass(frozen=True)
class FromKeyring:
    """The operating system's keychain holds the secret."""


@dataclass(frozen=True)
class FromPlain:
    """The profile's file holds the secret, readable by whoever can read the file."""


SecretSource = FromPrompt | FromEnv | FromKeyring | FromPlain


def secret_places(connector: Connector) -> Mapping[str, SecretPlace]:
    """Return where each secret of a connector stands, by its key, in the form's order.

    A row is secret when its value is a `Secret`, or when its name is one that usually carries one; a
    proxy when its URL has credentials, or when the profile keeps it where secrets are.
    """
    places: dict[str, SecretPlace] = {key: (key, None) for key in SECRET_FIELDS}
    for field in ROW_FIELDS:
        counts: dict[str, int] = {}
        for index, row in enumerate(attrgetter(field)(connector)):
            if not row.is_secret and not is_sensitive_name(row.name):
                continue
            key = plain = f"{field}:{row.name}"
            while key in places:
                counts[plain] = counts.get(plain, 1) + 1
                key = f"{plain}#{counts[plain]}"
            places[key] = (field, index)
    if connector.request.proxy.is_secret:
        places[PROXY_KEY] = (_PROXY_FIELD, None)
    return places


def secret_keys(connector: Connector) -> tuple[str, ...]:
    """Return the keys of all secrets of a connector, in the form's order."""
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
    """Return the connector with another secret under a key.

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
    part, _, name = field.rpartition(".")
    if not part:
        return replace(connector, **{name: changed})
    within = replace(getattr(connector, part), **{name: changed})
    return replace(connector, **{part: within})


def is_of_api(key: str) -> bool:
    """Tell whether a secret belongs to the API call, so that the token request does without it."""
    return key.startswith("api.")


def secret_label(key: str) -> str:
    """Return what a secret is called: the form's label, or for a row its kind and name."""
    field, colon, name = key.partition(":")
    if colon:
        return f"{ROW_FIELDS[field]} “{plain_line(name)}”"
    return label_of(_PROXY_FIELD if key == PROXY_KEY else key)


def environment_variable(key: str) -> str:
    """Return the environment variable that gives a secret whatever its source: `CONNECTOR_DOCTOR_PASSWORD`.

    A row's is made from its name: letters A to Z and digits, an underscore for all else.
    """
    _, colon, name = key.partition(":")
    word = re.sub(r"[^A-Z0-9]+", "_", (name if colon else key).upper()).strip("_")
    return f"CONNECTOR_DOCTOR_{word or 'ROW'}"
