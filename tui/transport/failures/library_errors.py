"""Lists every exception of the HTTP libraries, and what else they let through. The list must be complete."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import anyio
import h11
import httpcore
import httpx

from ...oauth2.transport_failure import FailureCause

LAST_RESORT: Final[Mapping[type[Exception], FailureCause]] = {
    # The transport never raises some of these, since it does not follow redirects, decode, or keep
    # cookies. They are here so that the list is complete.
    httpx.HTTPError: FailureCause.CLOSED,
    httpx.RequestError: FailureCause.CLOSED,
    httpx.TransportError: FailureCause.CLOSED,
    httpx.HTTPStatusError: FailureCause.NOT_HTTP,
    httpx.TooManyRedirects: FailureCause.NOT_HTTP,
    httpx.DecodingError: FailureCause.NOT_HTTP,
    httpx.CookieConflict: FailureCause.NOT_HTTP,
    httpx.StreamError: FailureCause.CLOSED,
    httpx.StreamConsumed: FailureCause.CLOSED,
    httpx.StreamClosed: FailureCause.CLOSED,
    httpx.ResponseNotRead: FailureCause.CLOSED,
    httpx.RequestNotRead: FailureCause.CLOSED,
    httpx.TimeoutException: FailureCause.WAIT_TIMEOUT,
    httpx.ConnectTimeout: FailureCause.CONNECT_TIMEOUT,
    httpx.ReadTimeout: FailureCause.WAIT_TIMEOUT,
    httpx.WriteTimeout: FailureCause.SEND_TIMEOUT,
    httpx.PoolTimeout: FailureCause.CONNECT_TIMEOUT,
    httpcore.TimeoutException: FailureCause.WAIT_TIMEOUT,
    httpcore.ConnectTimeout: FailureCause.CONNECT_TIMEOUT,
    httpcore.ReadTimeout: FailureCause.WAIT_TIMEOUT,
    httpcore.WriteTimeout: FailureCause.SEND_TIMEOUT,
    httpcore.PoolTimeout: FailureCause.CONNECT_TIMEOUT,
    httpx.ConnectError: FailureCause.CONNECT_FAILED,
    httpcore.ConnectError: FailureCause.CONNECT_FAILED,
    httpcore.ConnectionNotAvailable: FailureCause.CONNECT_FAILED,
    httpx.ProxyError: FailureCause.PROXY_REFUSED,
    httpcore.ProxyError: FailureCause.PROXY_REFUSED,
    httpx.NetworkError: FailureCause.CLOSED,
    httpx.ReadError: FailureCause.CLOSED,
    httpx.WriteError: FailureCause.CLOSED,
    httpx.CloseError: FailureCause.CLOSED,
    httpcore.NetworkError: FailureCause.CLOSED,
    httpcore.ReadError: FailureCause.CLOSED,
    httpcore.WriteError: FailureCause.CLOSED,
    httpx.ProtocolError: FailureCause.NOT_HTTP,
    httpx.RemoteProtocolError: FailureCause.CLOSED,
    httpcore.ProtocolError: FailureCause.NOT_HTTP,
    httpcore.RemoteProtocolError: FailureCause.CLOSED,
    httpx.LocalProtocolError: FailureCause.REQUEST_UNSENDABLE,
    httpcore.LocalProtocolError: FailureCause.REQUEST_UNSENDABLE,
    httpx.UnsupportedProtocol: FailureCause.REQUEST_UNSENDABLE,
    httpcore.UnsupportedProtocol: FailureCause.REQUEST_UNSENDABLE,
    httpx.InvalidURL: FailureCause.NAME_INVALID,
}
"""What each exception of the libraries means if neither its causes nor the layer say more."""

NETWORK_ERRORS: Final[tuple[type[Exception], ...]] = (
    *LAST_RESORT,
    # Both libraries let these through on some paths: ssl.SSLError (an OSError) for a TLS alert after the
    # handshake, UnicodeError (a ValueError) for a host name that can't be encoded, anyio's errors for a
    # connection that breaks while it is being closed. Anything else is a bug of ours.
    OSError,
    ValueError,
    h11.ProtocolError,
    anyio.BrokenResourceError,
    anyio.ClosedResourceError,
    anyio.EndOfStream,
)
"""What sending can raise because of the network, the server or a value in the request."""
