"""Lists every key of a profile file, in order, with its kind and the values it allows.

Names are dotted, as in TOML. The defaults are those of the connector's dataclasses.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from enum import Enum
from typing import Any, Final

from ..oauth2.client_authentication import BasicEncoding, ClientAuthentication
from ..oauth2.connector import API_METHODS, PASSWORD_GRANT
from ..oauth2.field_checks import check_proxy, check_timeout
from ..oauth2.lean.frozen import frozen

SCHEMA_VERSION: Final = 1

TomlValue = Any
"""What tomllib returns, or tomli_w takes."""


_SOURCE_FORMS: Final = (
    'a string, { from = "prompt" }, { from = "keyring" }, { from = "env", name = "VARIABLE" } '
    'or { from = "plain", value = "..." }'
)


class Kind(Enum):
    """What kind of value a key takes. The text of each kind describes it in error messages."""

    VERSION = "the whole number 1"
    TEXT = "a string"
    CHOICE = "one of a few strings"
    SWITCH = "true or false"
    SECONDS = "a number of seconds"
    SECRET = _SOURCE_FORMS
    PROXY = "a URL as a string, or the source of a secret"
    ROWS = "tables with a name and a value each"


@frozen
class Key:
    """One key of a profile."""

    name: str
    kind: Kind = Kind.TEXT
    choices: tuple[str, ...] = ()
    convert: Callable[[TomlValue], Any] = lambda value: value
    """Turns a valid value from the file into the connector's value."""
    check: Callable[[TomlValue], str] = lambda _: ""
    """Returns why a value of the right type is not allowed, or an empty string."""
    is_confidential: bool = False
    """Whether a value may be a secret, so that it is never quoted."""
    constant: str | int | None = None
    """The only value of a key that the connector can't change; else None."""
    note: str = ""
    """The comment after the key in a saved file."""

    @property
    def section(self) -> str:
        """The table that the key belongs to; blank for the top level."""
        return self.name.rpartition(".")[0]

    @property
    def last_part(self) -> str:
        """The key's name within its table."""
        return self.name.rpartition(".")[2]

    @property
    def attribute(self) -> str:
        """The attribute of `Connector` that holds the value, dotted."""
        return self.name.removeprefix("oauth2.")


def _choice(
    name: str,
    choices: tuple[str, ...],
    convert: Callable[[TomlValue], Any] = str,
    *,
    constant: str | None = None,
    note: str = "",
) -> Key:
    return Key(name, Kind.CHOICE, choices, convert, constant=constant, note=note)


def _seconds(value: float) -> float:
    try:
        return float(value)
    except OverflowError:  # a whole number in TOML has no limits
        return math.inf


def _check_seconds(value: float) -> str:
    return check_timeout(_seconds(value))


def _check_trust(trust: str) -> str:
    return "" if trust.strip() else 'It is blank. Write "public", "system" or the path of a CA file.'


_BLANK_NOTE: Final = "leave blank for this grant"
_AUTHENTICATION_NOTE: Final = " or ".join(f'"{value}"' for value in ClientAuthentication)

_KEYS: Final = (
    Key("schema", Kind.VERSION, constant=SCHEMA_VERSION),
    Key("name"),
    Key("description"),
    Key("base_url"),
    _choice("oauth2.grant_type", (PASSWORD_GRANT,), constant=PASSWORD_GRANT),
    Key("oauth2.client_id"),
    Key("oauth2.client_secret", Kind.SECRET, is_confidential=True),
    Key("oauth2.username"),
    Key("oauth2.password", Kind.SECRET, is_confidential=True),
    Key("oauth2.token_url"),
    _choice(
        "oauth2.client_authentication",
        tuple(ClientAuthentication),
        ClientAuthentication,
        note=_AUTHENTICATION_NOTE,
    ),
    Key("oauth2.custom_grant_type", note=_BLANK_NOTE),
    Key("oauth2.request_custom_grant_type", note=_BLANK_NOTE),
    Key("oauth2.header_auth_key", note=_BLANK_NOTE),
    Key("oauth2.header_auth_value_pattern", note=_BLANK_NOTE),
    Key("oauth2.additional_headers", Kind.ROWS),
    Key("oauth2.additional_request_data", Kind.ROWS),
    _choice("oauth2.response.type", ("json", "text"), note='"json" or "text"'),
    Key("oauth2.response.access_token_key"),
    Key("oauth2.response.expires_in_key"),
    _choice("oauth2.response.expires_in_format", ("seconds", "date"), note='"seconds" or "date"'),
    Key("request.credential_headers", Kind.SWITCH),
    _choice("request.basic_encoding", tuple(BasicEncoding), BasicEncoding, note='"form" or "raw"'),
    Key(
        "request.timeout",
        Kind.SECONDS,
        convert=_seconds,
        check=_check_seconds,
        note="seconds for one attempt",
    ),
    Key("request.connect_timeout", Kind.SECONDS, convert=_seconds, check=_check_seconds, note="seconds"),
    Key("request.trust", check=_check_trust, note='"public", "system" or a CA file'),
    Key(
        "request.proxy",
        Kind.PROXY,
        check=check_proxy,
        is_confidential=True,
        note="blank: use the environment's",
    ),
    Key("api.path", note="optional: what to call with the token"),
    _choice("api.method", API_METHODS),
    Key("api.query", Kind.ROWS),
    Key("api.headers", Kind.ROWS),
)

KEYS: Final = {key.name: key for key in _KEYS}
"""Every key by its dotted name, in the order of the file."""

SECTIONS: Final = tuple(dict.fromkeys(key.section for key in _KEYS if key.section))
"""The tables of a file, dotted, in order."""
