"""What every request offers the transport, whatever the request is for."""

from __future__ import annotations

from typing import Final, Protocol

from .. import __version__

USER_AGENT: Final = f"connector-doctor/{__version__}"
"""What every request says that it is sent by."""


class WireRequest(Protocol):
    """A request as it goes over the wire: a token request, or any other that this tool sends."""

    @property
    def method(self) -> str:
        """The request method."""

    @property
    def url(self) -> str:
        """The absolute URL, as typed."""

    @property
    def target(self) -> str:
        """The request target (RFC 9112 §3.2.1): path and query, exactly as typed."""

    @property
    def body(self) -> bytes:
        """The body; empty without one."""

    def wire_headers(self) -> list[tuple[bytes, bytes]]:
        """Return names and values as sent, in order."""
