"""Checks each field and says why a value can't be sent, for screens, profiles and the command line.

A `Problem` keeps a connector from being sent. What is only suspicious is a finding of the `diagnosis`
package.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from urllib.parse import SplitResult, quote, urlsplit

from .connector import AdditionalRow, Connector
from .form_fields import FORM_FIELDS, short_label_of
from .lean.frozen import frozen
from .lean.lazy_pattern import LazyPattern
from .proxy_url import userinfo_of
from .secret import reveal
from .text_faults import find_text_faults, named_character
from .url_parts import uri_host

_TOKEN: Final = LazyPattern(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
"""The characters of a header name: `token` in RFC 9110 §5.6.2."""

_REFUSED_HEADERS: Final = {
    "content-length": "it is computed from the body",
    "transfer-encoding": "the body is sent in one piece, with its length",
    "connection": "it controls the connection, not the request",
    "keep-alive": "it controls the connection, not the request",
    "proxy-connection": "it controls the connection, not the request",
    "te": "it controls the connection, not the request",
    "trailer": "the body is sent in one piece, without a trailer",
    "upgrade": "it would ask the server to switch protocols",
    "expect": "the server would wait for a second step that a connector never takes",
}
_URLS: Final = frozenset({"token_url", "base_url"})
_MAX_TIMEOUT: Final = 3600.0
"""Seconds."""

HEADER_OF_FIELD: Final = {
    "client_id": "Client-Id",
    "client_secret": "Client-Secret",
    "username": "Username",
    "password": "Password",
}
"""The four credential headers that the connector guide shows."""


@frozen
class Problem:
    """One reason why a connector can't be sent. `message` does not name the field."""

    field: str
    message: str
    row: int | None = None
    """The row, counted from 0, if the field has rows."""
    host: str = ""
    """The host name, if the problem is that it is not ASCII. `host_names` knows how to write it."""

    @property
    def label(self) -> str:
        """What sentences call the field, with the row if there is one."""
        label = short_label_of(self.field)
        return label if self.row is None else f"{label}, row {self.row + 1}"

    def __str__(self) -> str:
        return f"{self.label}: {self.message}"


def find_problems(connector: Connector) -> tuple[Problem, ...]:
    """Return every reason why a connector can't be sent, in the form's order; empty if it can be."""
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
            yield Problem(key, message, host=foreign_host(value) if key in _URLS else "")
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
            "This field is required when the Response Type is Json. It is usually access_token.",
        )
    for key in ("timeout", "connect_timeout"):
        if message := check_timeout(getattr(connector.request, key)):
            yield Problem(f"request.{key}", message)
    if message := check_proxy(reveal(connector.request.proxy)):
        yield Problem("request.proxy", message)


def check_field(key: str, value: str, *, credential_headers: bool = True) -> str:
    """Return a sentence on why a text field's value can't be used, or an empty string if it can.

    Raises:
        KeyError: no such field.
    """
    form_field = FORM_FIELDS[key]
    if not value:
        return "This field is required." if form_field.required else ""
    if message := _check_encodable(value):
        return message
    if key in _URLS:
        return check_url(value)
    if key in HEADER_OF_FIELD and credential_headers and (fault := header_value_fault(value)):
        return (
            f"The value {fault}, which the header {HEADER_OF_FIELD[key]} can't carry. "
            "Trim it, or turn off the credential headers."
        )
    if form_field.required and not value.strip():
        return "This field is required, but it contains only blanks."
    return ""


def check_header_row(row: AdditionalRow) -> str:
    """Return why a row can't be a header (RFC 9110 §5), or an empty string if it can."""
    if message := check_header_name(row.name):
        return message
    value = reveal(row.value)
    if message := _check_encodable(value):
        return message
    if fault := header_value_fault(value):
        return f"The value {fault}, which a header can't carry. Trim it."
    return ""


def check_header_name(name: str) -> str:
    """Return why a header can't have this name, or an empty string if it can."""
    if not name:
        return "The name is missing."
    if not _TOKEN.fullmatch(name):
        bad = next(char for char in name if not _TOKEN.fullmatch(char))
        if name.endswith(":") and _TOKEN.fullmatch(name[:-1]):
            return "The name ends with a colon. Leave the colon out; it is added for you."
        shown = f"“{bad}”" if bad.isprintable() and bad != " " else named_character(bad)
        return f"The name contains {shown}. Use only letters, digits and !#$%&'*+-.^_`|~ (RFC 9110 §5.6.2)."
    if reason := _REFUSED_HEADERS.get(name.lower()):
        return f"{name} can't be set here: {reason}."
    return ""


def check_data_row(row: AdditionalRow) -> str:
    """Return why a row can't go into the form-urlencoded body, or an empty string if it can."""
    if not row.name:
        return "The name is missing."
    return _check_encodable(row.name) or _check_encodable(reveal(row.value))


def header_value_fault(value: str) -> str:
    """Return what makes a header value invalid (RFC 9110 §5.5) as a verb phrase, or an empty string.

    The server would drop blanks at either end, and a line break would start another header.
    """
    for char in value:
        if (ord(char) < 0x20 and char != "\t") or ord(char) == 0x7F:
            return f"contains {named_character(char)}"
    if value and (value[0] in " \t" or value[-1] in " \t"):
        return find_text_faults(value)[0].sentence
    return ""


def check_url(url: str) -> str:
    """Return a sentence on why a URL can't be used as typed (RFC 3986), or an empty string if it can."""
    if message := _check_encodable(url):
        return message
    if faults := find_text_faults(url):
        return f"The URL {faults[0].sentence}. Trim it."
    for char in url:
        if char == " " or char in '<>"{}|\\^`':
            shown = "a space" if char == " " else f"“{char}”"
            return f"The URL contains {shown}, which must be written as %{ord(char):02X} (RFC 3986 §2)."
    parts = _split(url)
    if isinstance(parts, str):
        return parts
    scheme = parts.scheme.lower()
    if "://" not in url:
        return "The URL must begin with https:// (or http://)."
    if not scheme:
        return "The URL has no scheme. It must begin with https:// (or http://)."
    if scheme not in {"http", "https"}:
        return f"The URL begins with {scheme}://, but only https:// and http:// can be used."
    if not parts.hostname:
        return "The URL has no host name."
    if parts.username is not None or parts.password is not None:
        return (
            "The URL contains a user name or password before the @. Leave it out and use the form's fields."
        )
    if "#" in url:
        return "The URL contains a fragment (# and what follows), which is never sent. Leave it out."
    return _check_ascii(url, parts.hostname)


def _split(url: str) -> SplitResult | str:
    """Split a URL, or return a sentence on why it can't be split."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "The URL's host can't be read. Put an IPv6 address in brackets, as in https://[::1]/token."
    try:
        port = parts.port
    except ValueError:
        return "The URL's port must be a number from 1 to 65535."
    return "The URL's port must be a number from 1 to 65535." if port == 0 else parts


def foreign_host(url: str) -> str:
    """Return the host of a URL that can't be used because the host is not ASCII; else an empty string."""
    host = uri_host(url)
    return host if host and not host.isascii() and check_url(url) == _foreign_host_fault(host) else ""


def _check_ascii(url: str, host: str) -> str:
    if not host.isascii():
        return _foreign_host_fault(uri_host(url))
    for char in url:
        if not char.isascii():
            return f"The URL contains “{char}”, which must be written as {quote(char)} (RFC 3986 §2)."
    is_ipv6 = ":" in host
    labels = host.rstrip(".").split(".")
    if len(host) > 253 or (not is_ipv6 and any(not label or len(label) > 63 for label in labels)):
        return f"“{host[:80]}” is not a valid host name."
    return ""


def _foreign_host_fault(host: str) -> str:
    char = next(char for char in host if not char.isascii())
    shown = f"“{char}”" if char.isprintable() else named_character(char)
    return f"The host name contains {shown}. Write the name in its ASCII form, with xn-- (RFC 5891)."


def check_timeout(seconds: float) -> str:
    """Return why a timeout can't have this value, or an empty string if it can."""
    if not 0 < seconds <= _MAX_TIMEOUT:  # written so that NaN fails too
        return f"It must be above 0 and at most {_MAX_TIMEOUT:.0f} seconds."
    return ""


def check_proxy(url: str) -> str:
    """Return why a proxy can't be used, or an empty string if it can. Never quotes the URL."""
    if not url:
        return ""
    if message := _check_encodable(url):
        return message
    if faults := find_text_faults(url):
        return f"The proxy {faults[0].sentence}. Trim it."
    if url.lower().startswith(("http://", "https://")) and set(userinfo_of(url)) & set("/?#[]"):
        return (
            "The user name or password before the @ contains one of / ? # [ ]. "
            "Write them as %2F %3F %23 %5B %5D (RFC 3986 §2.1)."
        )
    parts = _split(url)
    if isinstance(parts, str):
        return parts
    if parts.scheme.lower() not in {"http", "https"} or not parts.hostname:
        return "Write the proxy as http://host:port or https://host:port."
    return ""


def _check_encodable(value: str) -> str:
    """Refuse a lone surrogate. A broken paste can leave half of a character, which UTF-8 can't encode."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return "The value contains half of a character, which can't be sent. Type or paste it again."
    return ""
