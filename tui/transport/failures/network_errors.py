"""Lists what sending can raise because of the network, the server or a value in the request."""

from __future__ import annotations

from typing import Final

import h11


class NoResponseError(Exception):
    """The connection ended before a response had begun, or amid its headers."""

    def __init__(self) -> None:
        super().__init__("the connection was closed without a response")


class ProxyRefusalError(Exception):
    """A proxy did not connect to the server. Its text is the response's status and reason."""


NETWORK_ERRORS: Final[tuple[type[Exception], ...]] = (
    # The system's and OpenSSL's: ssl.SSLError, socket.gaierror and TimeoutError are OSErrors too.
    OSError,
    # UnicodeError for a host name that can't be encoded.
    ValueError,
    h11.ProtocolError,
    NoResponseError,
    ProxyRefusalError,
)
"""Anything else is a bug of ours."""
