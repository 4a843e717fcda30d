"""What the transport needs of a request, whatever the request is for."""

from __future__ import annotations

from typing import Protocol


class WireRequest(Protocol):
    """A request as it goes over the wire: a token request, or another that this tool sends."""

    @property
    def method(self) -> str:
        """The request method."""

    @property
    def url(self) -> str:
        """The absolute URL, as typed."""

    @property
    def target(self) -> str:
        """The request target (RFC 9112 §3.2.1): path and query, kept as typed."""

    @property
    def body(self) -> bytes:
        """The content, empty where there is none."""

    def wire_headers(self) -> list[tuple[bytes, bytes]]:
        """Return names and values as sent, in their order."""
