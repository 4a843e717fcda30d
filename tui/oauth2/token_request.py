"""The token request (RFC 6749 §4.3.2) of one attempt, byte for byte.

    POST /oauth2/token HTTP/1.1                         ← target: path and query as typed
    Host: idp.example.com                               ┐
    Content-Type: application/x-www-form-urlencoded     │
    ...                                                 │ headers, in the order of the wire
    User-Agent: connector-doctor/VERSION                │
    Content-Length: 59                                  ┘

    grant_type=password&username=...&password=...       ← parameters, form-urlencoded

The preview, the curl command and the transport all use this one value: what is shown is what is sent.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from enum import StrEnum
from typing import Final
from urllib.parse import quote_plus

from .client_authentication import BasicEncoding, ClientAuthentication
from .lean.frozen import frozen
from .secret import MASK, Secret, reveal

METHOD: Final = "POST"


class Origin(StrEnum):
    """Where a header or parameter comes from."""

    ASSEMBLED = "assembled"
    """The connector adds it."""
    TRANSPORT = "transport"
    """HTTP/1.1 requires it, or the HTTP client adds it."""
    ADDITIONAL = "additional"
    """An additional row with a new name."""
    OVERRIDE = "override"
    """An additional row that replaced an assembled value."""


@frozen
class NameValue:
    """A header or a body parameter."""

    name: str
    value: str | Secret = field(repr=False)
    origin: Origin = Origin.ASSEMBLED

    def shown(self, *, reveal_secrets: bool = False) -> str:
        """Return the value as it may be shown. A masked Authorization keeps its scheme."""
        if not isinstance(self.value, Secret) or reveal_secrets:
            return reveal(self.value)
        scheme, blank, rest = self.value.reveal().partition(" ")
        if self.name.lower() == "authorization" and rest and scheme.isalpha():
            return scheme + blank + MASK
        return str(self.value)


@frozen
class TokenRequest:
    """One token request: everything that goes over the wire, in order."""

    client_authentication: ClientAuthentication
    basic_encoding: BasicEncoding | None
    """None if the request has no Basic credentials of the client."""
    url: str = field(repr=False)
    headers: tuple[NameValue, ...]
    parameters: tuple[NameValue, ...]

    @property
    def method(self) -> str:
        """The request method; RFC 6749 §3.2 requires POST."""
        return METHOD

    @property
    def target(self) -> str:
        """The request target (RFC 9112 §3.2.1): path and query, exactly as typed."""
        return request_target(self.url)

    @property
    def body(self) -> bytes:
        """The form-urlencoded body."""
        return encode_parameters(self.parameters, reveal_secrets=True).encode("ascii")

    def shown_body(self, *, reveal_secrets: bool = False, hide: Callable[[str], str] | None = None) -> str:
        """Return the body as it may be shown, with every secret masked; `hide` masks what others hold."""
        return encode_parameters(self.parameters, reveal_secrets=reveal_secrets, hide=hide)

    def wire_headers(self) -> list[tuple[bytes, bytes]]:
        """Return names and values as sent, header values in UTF-8."""
        return [(header.name.encode("ascii"), reveal(header.value).encode()) for header in self.headers]

    def wire(self) -> bytes:
        """Return the complete request as it goes over an HTTP/1.1 connection."""
        lines = [f"{self.method} {self.target} HTTP/1.1".encode("ascii")]
        lines += [name + b": " + value for name, value in self.wire_headers()]
        return b"\r\n".join(lines) + b"\r\n\r\n" + self.body


def request_target(url: str) -> str:
    """Return a URL's path and query as written, with `/` for an empty path (RFC 9112 §3.2.1)."""
    after_scheme = url.partition("://")[2]
    start = min((after_scheme.find(mark) for mark in "/?" if mark in after_scheme), default=-1)
    if start < 0:
        return "/"
    target = after_scheme[start:]
    return target if target.startswith("/") else "/" + target


def encode_parameters(
    parameters: tuple[NameValue, ...], *, reveal_secrets: bool, hide: Callable[[str], str] | None = None
) -> str:
    """Form-urlencode as `urllib.parse.urlencode` does, except that the mask itself is not encoded.

    `hide` masks the secrets in a value that is none itself, before the encoding takes their names apart.
    """
    return "&".join(
        f"{_quote(parameter.name)}={_encode_value(parameter.value, reveal_secrets, hide)}"
        for parameter in parameters
    )


def _encode_value(value: str | Secret, reveal_secrets: bool, hide: Callable[[str], str] | None) -> str:
    if isinstance(value, Secret) and not reveal_secrets:
        return str(value)
    text = hide(reveal(value)) if hide else reveal(value)
    return MASK.join(map(_quote, text.split(MASK))) if hide else _quote(text)


def _quote(text: str) -> str:
    # A lone surrogate is refused before sending, but a preview must still show it.
    return quote_plus(text, errors="surrogatepass")
