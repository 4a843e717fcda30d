"""What went over the wire for one attempt: what we said, and what we heard.

TokenRequest ──transport──> Exchange
                              ├─ request    what we said
                              ├─ response   what we heard, whatever its status    ┐ one of
                              ├─ failure    or why we heard nothing               ┘ the two
                              ├─ timings    of each phase
                              └─ peer       the address and certificate we spoke with
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from enum import StrEnum

from .token_request import TokenRequest


class FailureKind(StrEnum):
    """The layer on which an attempt ended without a response."""

    DNS = "dns"
    CONNECT = "connect"
    TLS = "tls"
    TIMEOUT = "timeout"
    PROXY = "proxy"
    RESET = "reset"
    PROTOCOL = "protocol"

    @property
    def reached_the_server(self) -> bool:
        """Whether the token endpoint may have received the request."""
        return self in {FailureKind.TIMEOUT, FailureKind.RESET, FailureKind.PROTOCOL}


@dataclass(frozen=True)
class TransportFailure:
    """Why no response was heard."""

    kind: FailureKind
    message: str
    """A sentence for the user; may quote foreign text."""


@dataclass(frozen=True)
class Timings:
    """How long each phase took, in milliseconds. None: the phase was not reached, or is not known."""

    dns: float | None = None
    connect: float | None = None
    tls: float | None = None
    send: float | None = None
    wait: float | None = None
    receive: float | None = None
    total: float | None = None


@dataclass(frozen=True)
class Peer:
    """Whom we spoke with. What a plain connection can't tell is None."""

    ip: str | None = None
    tls_version: str | None = None
    cipher: str | None = None
    subject: str | None = None
    issuer: str | None = None
    not_after: str | None = None
    trusted_by: str | None = None


@dataclass(frozen=True)
class HttpResponse:
    """A response as received. Every byte of it is foreign."""

    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    """What follows the headers, decoded from its content coding."""
    truncated: bool = False
    """Whether the body went on beyond what is kept."""
    http_version: str = "HTTP/1.1"

    def header(self, name: str) -> str | None:
        """Return the first value of a header, its name compared without case; None where it is absent."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    @property
    def media_type(self) -> str:
        """The Content-Type without parameters, in lower case; empty where there is none."""
        return (self.header("Content-Type") or "").partition(";")[0].strip().lower()

    @property
    def text(self) -> str:
        """The body as text, in the charset it names, else UTF-8; what can't be decoded becomes U+FFFD."""
        charset = _charset(self.header("Content-Type") or "")
        return self.body.decode(charset, "replace").removeprefix("\ufeff")


@dataclass(frozen=True)
class Exchange:
    """One attempt as it went over the wire. Either `response` or `failure` is set."""

    request: TokenRequest
    response: HttpResponse | None = None
    failure: TransportFailure | None = None
    timings: Timings = Timings()
    peer: Peer | None = None


def _charset(content_type: str) -> str:
    for parameter in content_type.split(";")[1:]:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            try:
                info = codecs.lookup(value.strip().strip("\"'"))
            except (LookupError, ValueError):
                break
            # "base64" and the like are codecs too, but none that yields text; those named here
            # raise, warn, or take time that grows with the square of the length.
            if getattr(info, "_is_text_encoding", True) and info.name not in {
                "idna",
                "punycode",
                "undefined",
                "unicode-escape",
                "raw-unicode-escape",
            }:
                return info.name
    return "utf-8"
