"""Turns what the network raised into a `TransportFailure`: a cause and a sentence.

An exception alone says little. What really happened is in its number or its chain of causes, in the layer
that the attempt had reached, and in the first bytes from the other side.
"""

from __future__ import annotations

import errno
import socket
import ssl
from collections.abc import Iterator
from typing import Final

import h11

from ...oauth2.connection import Layer
from ...oauth2.exchange import BodyFault
from ...oauth2.transport_failure import FailureCause, TransportFailure
from ..system_words import causes_of
from ..watch import Watch
from .exhaustion import evidence_of_limit, exhaustion_in
from .first_words import cause_of_nonsense, evidence_of, says_interim_only
from .network_errors import ProxyRefusalError
from .openssl import cause_of_tls_error
from .sentences import sentence

_TIMEOUT_IN: Final = {
    None: FailureCause.CONNECT_TIMEOUT,
    Layer.DNS: FailureCause.NAME_TIMEOUT,
    Layer.CONNECT: FailureCause.CONNECT_TIMEOUT,
    Layer.PROXY: FailureCause.PROXY_TIMEOUT,
    Layer.TLS: FailureCause.TLS_TIMEOUT,
    Layer.SEND: FailureCause.SEND_TIMEOUT,
    Layer.WAIT: FailureCause.WAIT_TIMEOUT,
    Layer.RECEIVE: FailureCause.SLOW_ANSWER,
}
_UNREACHABLE: Final = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL})
_BLOCKED: Final = frozenset({errno.EACCES, errno.EPERM})
_NO_SUCH_NAME: Final = frozenset(
    {
        socket.EAI_NONAME,
        getattr(socket, "EAI_NODATA", socket.EAI_NONAME),
    }  # EAI_NODATA is not defined everywhere
)

Causes = tuple[BaseException, ...]


def failure_of(error: Exception, watch: Watch) -> TransportFailure:
    """Return what one of `network_errors.NETWORK_ERRORS` means in the layer that the attempt had reached."""
    causes = tuple(causes_of(error))
    cause = _cause_of(error, causes, watch)
    evidence = (*evidence_of(watch), *evidence_of_limit(cause))
    return TransportFailure(cause, sentence(cause, causes, watch), evidence)


def deadline_failure(watch: Watch, seconds: float) -> TransportFailure:
    """Return what it means that the attempt got no further within these seconds."""
    cause = _timeout(watch)
    within = "within 1 second" if seconds == 1 else f"within {seconds:g} seconds"
    words = sentence(cause, (), watch, within=within)
    return TransportFailure(cause, words, evidence_of(watch))


def canceled_failure(watch: Watch) -> TransportFailure:
    """Return the failure of an attempt that the user canceled."""
    words = sentence(FailureCause.CANCELED, (), watch)
    return TransportFailure(FailureCause.CANCELED, words, evidence_of(watch))


def fault_of(error: Exception) -> BodyFault:
    """Return what one of `network_errors.NETWORK_ERRORS` means for a body that has begun."""
    complaint = _complaint(tuple(causes_of(error)))
    return BodyFault.BAD_CHUNKING if complaint else BodyFault.CUT_SHORT


def _timeout(watch: Watch) -> FailureCause:
    if watch.proxy and watch.layer is Layer.CONNECT:
        return FailureCause.PROXY_TIMEOUT
    if watch.layer is Layer.RECEIVE and not watch.status_line and says_interim_only(watch.first_words):
        return FailureCause.INTERIM_ONLY
    return _TIMEOUT_IN[watch.layer]


def _cause_of(error: Exception, causes: Causes, watch: Watch) -> FailureCause:
    if exhausted := exhaustion_in(causes, watch.addresses):
        return exhausted
    if isinstance(error, TimeoutError):  # the system has its own limits, which can be shorter than ours
        return _timeout(watch)
    if isinstance(error, UnicodeError):
        return FailureCause.NAME_INVALID if watch.layer is Layer.DNS else FailureCause.REQUEST_UNSENDABLE
    if watch.on_the_way_to_a_proxy:
        return _cause_at_the_proxy(error, causes, watch)
    match watch.layer:
        case None:
            return FailureCause.REQUEST_UNSENDABLE
        case Layer.DNS:
            return _cause_of_no_address(causes)
        case Layer.CONNECT:
            return _cause_of_no_connection(causes)
        case Layer.TLS:
            return next(_tls_causes(causes), FailureCause.TLS_CLOSED)
        case _:
            return next(_tls_causes(causes), None) or _cause_after_sending(error, causes, watch)


def _cause_at_the_proxy(error: Exception, causes: Causes, watch: Watch) -> FailureCause:
    if watch.layer is Layer.DNS:
        return FailureCause.PROXY_NAME_NOT_FOUND
    if watch.layer is Layer.CONNECT:
        return FailureCause.PROXY_UNREACHABLE
    if isinstance(error, ProxyRefusalError):
        wants_credentials = str(error).startswith("407")
        return FailureCause.PROXY_WANTS_CREDENTIALS if wants_credentials else FailureCause.PROXY_REFUSED
    is_tls = any(isinstance(cause, ssl.SSLError) for cause in causes)
    return FailureCause.PROXY_TLS if is_tls else FailureCause.PROXY_CLOSED


def _cause_of_no_address(causes: Causes) -> FailureCause:
    for cause in causes:
        if isinstance(cause, socket.gaierror):
            is_unknown = cause.errno in _NO_SUCH_NAME
            return FailureCause.NAME_NOT_FOUND if is_unknown else FailureCause.RESOLVER_FAILED
    return FailureCause.RESOLVER_FAILED


def _cause_of_no_connection(causes: Causes) -> FailureCause:
    numbers = {cause.errno for cause in causes if isinstance(cause, OSError)}
    if errno.ECONNREFUSED in numbers:
        return FailureCause.REFUSED
    # An address is looked up too: its zone may name an interface that this machine doesn't have.
    if numbers & _UNREACHABLE or any(isinstance(cause, socket.gaierror) for cause in causes):
        return FailureCause.UNREACHABLE
    if numbers & _BLOCKED:
        return FailureCause.BLOCKED_HERE
    return FailureCause.CONNECT_FAILED


def _cause_after_sending(error: Exception, causes: Causes, watch: Watch) -> FailureCause:
    if any(isinstance(cause, h11.LocalProtocolError) for cause in causes):
        return FailureCause.REQUEST_UNSENDABLE
    if complaint := _complaint(causes):
        return cause_of_nonsense(watch, complaint)
    if any(isinstance(cause, ConnectionResetError | BrokenPipeError) for cause in causes):
        return FailureCause.RESET
    if isinstance(error, ValueError):
        return FailureCause.REQUEST_UNSENDABLE
    return FailureCause.CLOSED


def _complaint(causes: Causes) -> str:
    """Return the parser's complaint; empty if the connection only ended.

    A connection that ends amid the body is a RemoteProtocolError too: "peer closed connection without
    sending complete message body".
    """
    complaints = [str(cause) for cause in causes if isinstance(cause, h11.RemoteProtocolError)]
    return next((words for words in complaints if not words.startswith("peer closed")), "")


def _tls_causes(causes: Causes) -> Iterator[FailureCause]:
    for cause in causes:
        if isinstance(cause, ssl.SSLError):
            yield cause_of_tls_error(cause)
