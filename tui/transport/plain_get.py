"""A GET for a public document, such as what an issuer publishes of itself. It never holds credentials."""

from __future__ import annotations

from ..oauth2.lean.frozen import frozen
from ..oauth2.token_request import request_target
from ..oauth2.url_parts import host_header
from ..oauth2.wire_request import USER_AGENT


@frozen
class PlainGet:
    """A `WireRequest` without a body."""

    url: str
    accept: str
    """The media types that are asked for (RFC 9110 §12.5.1)."""

    @property
    def method(self) -> str:
        """The request method."""
        return "GET"

    @property
    def target(self) -> str:
        """The request target (RFC 9112 §3.2.1)."""
        return request_target(self.url)

    @property
    def body(self) -> bytes:
        """Empty: a GET has no body."""
        return b""

    def wire_headers(self) -> list[tuple[bytes, bytes]]:
        """Return names and values as sent."""
        return [
            (b"Host", host_header(self.url).encode()),
            (b"Accept", self.accept.encode()),
            (b"User-Agent", USER_AGENT.encode()),
            (b"Accept-Encoding", b"identity"),
        ]
