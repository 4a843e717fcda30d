"""Whatever the network and the HTTP library throw, as a `TransportFailure`: which layer, and a sentence.

The class of an exception tells the layer only roughly: httpx raises ConnectError for a name that can't
be resolved, a closed port and an expired certificate alike. What happened stands further down the
chain of causes, and in the phase that the attempt had reached.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

import anyio
import h11
import httpcore
import httpx

from ..oauth2.exchange import FailureKind, TransportFailure
from . import sentences
from .watch import Phase, Watch

KIND_OF_CLASS: Final[Mapping[type[Exception], FailureKind]] = {
    # httpx wraps most of httpcore's, but not what is thrown while a connection is closed.
    httpx.TimeoutException: FailureKind.TIMEOUT,
    httpx.ConnectTimeout: FailureKind.TIMEOUT,
    httpx.ReadTimeout: FailureKind.TIMEOUT,
    httpx.WriteTimeout: FailureKind.TIMEOUT,
    httpx.PoolTimeout: FailureKind.TIMEOUT,
    httpcore.TimeoutException: FailureKind.TIMEOUT,
    httpcore.ConnectTimeout: FailureKind.TIMEOUT,
    httpcore.ReadTimeout: FailureKind.TIMEOUT,
    httpcore.WriteTimeout: FailureKind.TIMEOUT,
    httpcore.PoolTimeout: FailureKind.TIMEOUT,
    httpx.ConnectError: FailureKind.CONNECT,
    httpcore.ConnectError: FailureKind.CONNECT,
    httpx.ProxyError: FailureKind.PROXY,
    httpcore.ProxyError: FailureKind.PROXY,
    httpx.NetworkError: FailureKind.RESET,
    httpx.ReadError: FailureKind.RESET,
    httpx.WriteError: FailureKind.RESET,
    httpx.CloseError: FailureKind.RESET,
    httpcore.NetworkError: FailureKind.RESET,
    httpcore.ReadError: FailureKind.RESET,
    httpcore.WriteError: FailureKind.RESET,
    httpcore.ConnectionNotAvailable: FailureKind.RESET,
    httpx.ProtocolError: FailureKind.PROTOCOL,
    httpx.LocalProtocolError: FailureKind.PROTOCOL,
    httpx.RemoteProtocolError: FailureKind.PROTOCOL,
    httpx.UnsupportedProtocol: FailureKind.PROTOCOL,
    httpx.InvalidURL: FailureKind.PROTOCOL,
    httpcore.ProtocolError: FailureKind.PROTOCOL,
    httpcore.LocalProtocolError: FailureKind.PROTOCOL,
    httpcore.RemoteProtocolError: FailureKind.PROTOCOL,
    httpcore.UnsupportedProtocol: FailureKind.PROTOCOL,
}
"""The layer of each exception that sending can raise, as far as its class alone tells."""

NETWORK_ERRORS: Final[tuple[type[Exception], ...]] = (
    *KIND_OF_CLASS,
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


def failure_of(error: Exception, watch: Watch) -> TransportFailure:
    """Return what one of `NETWORK_ERRORS` means, in the phase that the attempt had reached."""
    causes = tuple(_causes(error))
    kind = _kind_of(error, causes, watch)
    return TransportFailure(kind, _SENTENCES[kind](causes, watch))


def deadline_failure(watch: Watch, seconds: float) -> TransportFailure:
    """Return what it means that the attempt was not further within its seconds."""
    return TransportFailure(FailureKind.TIMEOUT, sentences.timeout((), watch, f"within {seconds:g} seconds"))


def _kind_of(error: Exception, causes: tuple[BaseException, ...], watch: Watch) -> FailureKind:
    kind = next((KIND_OF_CLASS[cls] for cls in type(error).__mro__ if cls in KIND_OF_CLASS), None)
    if kind in {FailureKind.TIMEOUT, FailureKind.PROXY}:
        return kind
    if watch.on_the_way_to_a_proxy:
        return FailureKind.PROXY
    if watch.phase is Phase.CONNECT:
        unresolved = any(isinstance(cause, socket.gaierror | UnicodeError) for cause in causes)
        return FailureKind.DNS if unresolved else FailureKind.CONNECT
    if watch.phase is Phase.TLS or any(isinstance(cause, ssl.SSLError) for cause in causes):
        return FailureKind.TLS
    if kind is FailureKind.PROTOCOL:
        # httpcore's own, with no complaint of the parser's: the server closed before it said anything.
        is_silence = isinstance(error, httpx.RemoteProtocolError | httpcore.RemoteProtocolError)
        parsed = any(isinstance(cause, h11.RemoteProtocolError) for cause in causes)
        return FailureKind.RESET if is_silence and not parsed else FailureKind.PROTOCOL
    if kind is None and isinstance(error, ValueError | h11.ProtocolError):
        return FailureKind.PROTOCOL
    return FailureKind.RESET


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Walk from an exception to all that led to it, into groups too.

    By context where there is no cause: httpcore ends its chain with `from None`.
    """
    pending, seen = [error], set[int]()
    while pending:
        current = pending.pop(0)
        if id(current) in seen:
            continue
        seen.add(id(current))
        if not _is_no_matter_of_tls(current):
            yield current
        if isinstance(current, BaseExceptionGroup):
            pending.extend(current.exceptions)
        if earlier := current.__cause__ or current.__context__:
            pending.append(earlier)


def _is_no_matter_of_tls(error: BaseException) -> bool:
    """Tell an ssl.SSLError that only says "no data yet" or "the connection is closed"."""
    if isinstance(error, ssl.SSLWantReadError | ssl.SSLWantWriteError | ssl.SSLEOFError):
        return True
    # OpenSSL 3 has a reason for it, and Python not always the class.
    return isinstance(error, ssl.SSLError) and error.reason == "UNEXPECTED_EOF_WHILE_READING"


_SENTENCES: Final[Mapping[FailureKind, Callable[[Iterable[BaseException], Watch], str]]] = {
    FailureKind.DNS: sentences.dns,
    FailureKind.CONNECT: sentences.connect,
    FailureKind.TLS: sentences.tls,
    FailureKind.TIMEOUT: sentences.timeout,
    FailureKind.PROXY: sentences.proxy,
    FailureKind.RESET: sentences.reset,
    FailureKind.PROTOCOL: sentences.protocol,
}
