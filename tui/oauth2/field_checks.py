"""What can't be sent, and why: the one place that words it, for screens, profiles and the command line.

A `Problem` keeps a connector from being sent. What is merely suspicious is a finding of the
`diagnosis` package.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, quote, urlsplit

from .connector import AdditionalRow, Connector
from .form_fields import FORM_FIELDS, label_of
from .proxy_url import userinfo_of
from .secret import reveal
from .text_faults import character_name, find_text_faults

_TOKEN: Final = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
"""The `token` of RFC 9110 §5.6.2: what a header name may be made of."""

_REFUSED_HEADERS: Final = {
    "content-length": "it is counted from the body",
    "transfer-encoding": "the body is sent whole, with its length",
    "connection": "it belongs to the connection, not to the request",
    "keep-alive": "it belongs to the connection, not to the request",
    "proxy-connection": "it belongs to the connection, not to the request",
    "te": "it belongs to the connection, not to the request",
    "trailer": "the body is sent whole, with no trailer",
    "upgrade": "it would ask for another protocol",
    "expect": "the server would wait for a second step that a connector does not take",
}
_MAX_TIMEOUT: Final = 3600.0

HEADER_OF_FIELD: Final = {
    "client_id": "Client-Id",
    "client_secret": "Client-Secret",
    "username": "Username",
    "password": "Password",
}
"""The four credential headers that the connector guide shows."""


@dataclass(frozen=True)
class Problem:
    """One reason why a connector can't be sent. `message` is a sentence without the label."""

    field: str
    message: str
    row: int | None = None
    """For the additional headers and data: which row, from 0."""

    @property
    def label(self) -> str:
        """The form's label of the field, with the row where there is one."""
        label = label_of(self.field)
        return label if self.row is None else f"{label}, row {self.row + 1}"

    def __str__(self) -> str:
        return f"{self.label}: {self.message}"


def find_problems(connector: Connector) -> tuple[Problem, ...]:
    """Return all that keeps a connector from being sent, in the form's order; empty when it can be."""
    return tuple(_problems(connector))


def _problems(connector: Connector) -> Iterator[Problem]:
    for key in (
        "name",
        "description",
        "base_url",
        "client_id",
        "client_secret",
        "username",
        "password",
        "token_url",
    ):
        value = reveal(getattr(connector, key))
        message = check_field(key, value, credential_headers=connector.request.credential_headers)
        if message:
            yield Problem(key, message)
    for key in ("custom_grant_type", "request_custom_grant_type"):
        if message := _check_encodable(getattr(connector, key)):
            yield Problem(key, message)
    for index, row in enumerate(connector.additional_headers):
        if message := check_header_row(row):
            yield Problem("additional_headers", message, index)
    for index, row in enumerate(connector.additional_request_data):
        if message := check_data_row(row):
            yield Problem("additional_request_data", message, index)
    if connector.response.type == "json" and not connector.response.access_token_key:
        yield Problem(
            "response.access_token_key",
            "This is required when the Response Type is Json; usually access_token.",
        )
    for key in ("timeout", "connect_timeout"):
        if message := check_timeout(getattr(connector.request, key)):
            yield Problem(f"request.{key}", message)
    if message := check_proxy(reveal(connector.request.proxy)):
        yield Problem("request.proxy", message)


def check_field(key: str, value: str, *, credential_headers: bool = True) -> str:
    """Return why a text field can't be as it is, as a sentence, or an empty string when it can.

    Raises:
        KeyError: no such field.
    """
    form_field = FORM_FIELDS[key]
    if not value:
        return "It is required." if form_field.required else ""
    if message := _check_encodable(value):
        return message
    if key in {"token_url", "base_url"}:
        return check_url(value)
    if key in HEADER_OF_FIELD and credential_headers and (fault := header_value_fault(value)):
        return (
            f"It {fault}, which the header {HEADER_OF_FIELD[key]} can't carry: "
            "trim it, or turn the credential headers off."
        )
    if form_field.required and not value.strip():
        return "It is required, and holds nothing but blanks."
    return ""


def check_header_row(row: AdditionalRow) -> str:
    """Return why a row can't be a header (RFC 9110 §5), or an empty string when it can."""
    if message := check_header_name(row.name):
        return message
    value = reveal(row.value)
    if message := _check_encodable(value):
        return message
    if fault := header_value_fault(value):
        return f"The value {fault}, which a header can't carry: trim it."
    return ""


def check_header_name(name: str) -> str:
    """Return why a header can't have this name, or an empty string when it can."""
    if not name:
        return "The name is missing."
    if not _TOKEN.fullmatch(name):
        bad = next(char for char in name if not _TOKEN.fullmatch(char))
        if name.endswith(":") and _TOKEN.fullmatch(name[:-1]):
            return "The name ends with a colon: leave it out, it is written for you."
        shown = f"“{bad}”" if bad.isprintable() and bad != " " else f"a {character_name(bad)}"
        return f"The name holds {shown}: only letters, digits and !#$%&'*+-.^_`|~ can be in one (RFC 9110)."
    if reason := _REFUSED_HEADERS.get(name.lower()):
        return f"{name} can't be set here: {reason}."
    return ""


def check_data_row(row: AdditionalRow) -> str:
    """Return why a row can't go into the form-urlencoded body, or an empty string when it can."""
    if not row.name:
        return "The name is missing."
    return _check_encodable(row.name) or _check_encodable(reveal(row.value))


def header_value_fault(value: str) -> str:
    """Return what makes a header value invalid (RFC 9110 §5.5), to follow a subject, or an empty string.

    Outer blanks would be dropped by the reader, and a line break would start another header.
    """
    for char in value:
        if (ord(char) < 0x20 and char != "\t") or ord(char) == 0x7F:
            return f"holds a {character_name(char)}"
    if value and (value[0] in " \t" or value[-1] in " \t"):
        return find_text_faults(value)[0].sentence
    return ""


def check_url(url: str) -> str:
    """Return why a URL can't be used as typed (RFC 3986), as a sentence, or an empty string when it can."""
    if message := _check_encodable(url):
        return message
    for fault in find_text_faults(url):
        return f"The URL {fault.sentence}: trim it."
    for char in url:
        if char == " " or char in '<>"{}|\\^`':
            shown = "a space" if char == " " else f"“{char}”"
            return f"The URL holds {shown}, which must be written as %{ord(char):02X} there (RFC 3986 §2)."
    parts = _split(url)
    if isinstance(parts, str):
        return parts
    scheme = parts.scheme.lower()
    if "://" not in url:
        return "The URL must begin with https:// (or http://)."
    if scheme not in {"http", "https"}:
        return f"The URL begins with {scheme or 'no scheme'}://; only https:// and http:// can be used."
    if not parts.hostname:
        return "The URL has no host name."
    if parts.username is not None or parts.password is not None:
        return "The URL holds a user name or password before the @: leave it out, there are fields for them."
    if "#" in url:
        return "The URL holds a fragment (from # on), which is never sent: leave it out."
    return _check_ascii(url, parts.hostname)


def _split(url: str) -> SplitResult | str:
    """Split a URL, or say in a sentence why it can't be."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "The URL's host can't be read: an IPv6 address stands in brackets, as in https://[::1]/token."
    try:
        port = parts.port
    except ValueError:
        return "The URL's port must be a number from 1 to 65535."
    return "The URL's port must be a number from 1 to 65535." if port == 0 else parts


def _check_ascii(url: str, host: str) -> str:
    if not host.isascii():
        try:
            written = host.encode("idna").decode("ascii")
        except UnicodeError:
            return "The host name holds a character that no host name can."
        return f"Write the host name in its ASCII form: {written}"
    for char in url:
        if not char.isascii():
            return f"The URL holds “{char}”, which must be written as {quote(char)} there (RFC 3986 §2)."
    if len(host) > 253 or any(
        not label or len(label) > 63 for label in host.rstrip(".").split(".") if ":" not in host
    ):
        return f"“{host[:80]}” can't be a host name."
    return ""


def check_timeout(seconds: float) -> str:
    """Return why a timeout can't be this long, or an empty string when it can."""
    if not 0 < seconds <= _MAX_TIMEOUT:  # also of NaN, which compares to nothing
        return f"Seconds above 0 and up to {_MAX_TIMEOUT:.0f}."
    return ""


def check_proxy(url: str) -> str:
    """Return why a proxy can't be this one, or an empty string when it can. Nothing of it is quoted."""
    if not url:
        return ""
    if message := _check_encodable(url):
        return message
    for fault in find_text_faults(url):
        return f"The proxy {fault.sentence}: trim it."
    if url.lower().startswith(("http://", "https://")) and set(userinfo_of(url)) & set("/?#[]"):
        return (
            "What stands before the @ holds one of / ? # [ ], which end it: in a user name or password "
            "write them as %2F %3F %23 %5B %5D (RFC 3986 §2.1)."
        )
    parts = _split(url)
    if isinstance(parts, str):
        return parts
    if parts.scheme.lower() not in {"http", "https"} or not parts.hostname:
        return "A proxy is written as http://host:port or https://host:port."
    return ""


def _check_encodable(value: str) -> str:
    """Refuse a lone surrogate: half of a character, from a broken paste, has no UTF-8."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return "It holds half of a character, which can't be sent: type or paste it again."
    return ""
