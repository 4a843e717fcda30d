"""Every exception of the HTTP libraries, and all that comes through them: the map that has to be whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import anyio
import h11
import httpcore
import httpx

from ...oauth2.transport_failure import FailureCause

LAST_RESORT: Final[Mapping[type[Exception], FailureCause]] = {
    # Never thrown by the transport alone, which neither follows redirects nor decodes nor keeps cookies;
    # they stand here so that the map is whole.
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
"""What each exception of the libraries means where neither its causes nor the layer tell more."""

NETWORK_ERRORS: Final[tuple[type[Exception], ...]] = (
    *LAST_RESORT,
    # These come through both libraries unwrapped on some paths: a TLS alert after the handshake is a
    # bare ssl.SSLError (an OSError), a host name without an encoding a UnicodeError (a ValueError), a
    # connection that breaks while it is closed an error of anyio's. Anything else is a bug of ours.
    OSError,
    ValueError,
    h11.ProtocolError,
    anyio.BrokenResourceError,
    anyio.ClosedResourceError,
    anyio.EndOfStream,
)
"""What sending a request can raise because of a network, a server or a value in the request."""
