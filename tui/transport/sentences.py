"""How each failure is told: sentences that name `host:port` and what the layer below said."""

from __future__ import annotations

import os
import socket
import ssl
from collections.abc import Iterable
from typing import Final

import h11
import httpcore

from ..plain_text import plain_line
from .watch import Phase, Watch

_MOST_WORDS: Final = 200
"""Characters kept of what a layer below said: a parser quotes the line that it could not read."""

Causes = Iterable[BaseException]


def dns(causes: Causes, watch: Watch) -> str:
    """Tell that the host name has no address."""
    return f"The host name of {watch.endpoint} can't be resolved: {_system_words(causes)}."


def connect(causes: Causes, watch: Watch) -> str:
    """Tell that no connection could be made."""
    causes = tuple(causes)
    if any(isinstance(cause, ConnectionRefusedError) for cause in causes):
        return f"Nothing listens at {watch.endpoint}: the connection was refused."
    return f"{watch.endpoint} can't be reached: {_system_words(causes)}."


def tls(causes: Causes, watch: Watch) -> str:
    """Tell that no TLS connection could be made, or that one broke."""
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return (
                f"The certificate of {watch.endpoint} was refused: {_shortened(cause.verify_message)} "
                f"(trust: {plain_line(watch.trusted_by)})."
            )
        if isinstance(cause, ssl.SSLError):
            reason = _shortened((cause.reason or cause.strerror or "no reason given").replace("_", " "))
            hint = " That port does not speak TLS." if cause.reason == "WRONG_VERSION_NUMBER" else ""
            return f"TLS with {watch.endpoint} failed: {reason.lower()}.{hint}"
    return f"{watch.endpoint} closed the connection during the TLS handshake."


def proxy(causes: Causes, watch: Watch) -> str:
    """Tell that a proxy can't be reached, or does not open the way."""
    causes = tuple(causes)
    name = f"The proxy {watch.proxy}"
    for cause in causes:
        if isinstance(cause, httpcore.ProxyError):
            return f"{name} refused the way to {watch.endpoint}: {_shortened(str(cause))}."
    if watch.phase is Phase.TUNNEL:
        return f"{name} did not open the way to {watch.endpoint}: {_system_words(causes)}."
    return f"{name} can't be reached: {_system_words(causes)}."


def reset(causes: Causes, watch: Watch) -> str:
    """Tell that the connection ended before the answer did."""
    was_reset = any(isinstance(cause, ConnectionResetError | BrokenPipeError) for cause in causes)
    ended = "reset" if was_reset else "closed"
    if watch.phase is Phase.RECEIVE:
        return (
            f"{watch.endpoint} answered {watch.status_line} and {ended} the connection before the body came."
        )
    return f"{watch.endpoint} {ended} the connection without an answer."


def protocol(causes: Causes, watch: Watch) -> str:
    """Tell that what was heard, or what was to be sent, is not HTTP/1.1."""
    for cause in causes:
        if isinstance(cause, h11.RemoteProtocolError):
            heard = f"answered {watch.status_line}, but its body" if watch.status_line else "sent what"
            return f"{watch.endpoint} {heard} is not proper HTTP/1.1: {_shortened(str(cause))}."
    # What the library says here would quote the header it refuses, which may be a secret.
    return f"The request to {watch.endpoint} can't be sent as HTTP/1.1: a header or the URL can't be carried."


def timeout(causes: Causes, watch: Watch, within: str = "in time") -> str:
    """Tell how far an attempt came. `within` ends the sentence."""
    if watch.phase is Phase.TUNNEL:
        return f"The proxy {watch.proxy} did not open the way to {watch.endpoint} {within}."
    if watch.phase is Phase.TLS:
        return f"The TLS handshake with {watch.endpoint} did not end {within}."
    if watch.phase is Phase.SEND:
        return f"{watch.endpoint} did not take the whole request {within}."
    if watch.phase is Phase.WAIT:
        return f"{watch.endpoint} took the request but did not answer {within}."
    if watch.phase is Phase.RECEIVE:
        return (
            f"{watch.endpoint} answered {watch.status_line}, but its body did not end {within}; "
            f"bytes of it that arrived: {watch.received}."
        )
    hop = f"The proxy {watch.proxy}" if watch.proxy else watch.endpoint
    return f"{hop} did not accept a connection {within}."


def _system_words(causes: Causes) -> str:
    """Return what the operating system, or else the deepest layer that speaks, said."""
    causes = tuple(causes)
    for cause in causes:
        if isinstance(cause, socket.gaierror):
            return _shortened(cause.strerror or str(cause))
        if isinstance(cause, ssl.SSLCertVerificationError):
            return _shortened(cause.verify_message)
    for cause in causes:
        if isinstance(cause, OSError) and cause.errno and not isinstance(cause, ssl.SSLError):
            # asyncio puts words of its own, and an address, into strerror.
            return os.strerror(cause.errno)
    words = [str(cause) for cause in causes if str(cause)]
    return _shortened(words[-1]) if words else "the connection was closed"


def _shortened(words: str) -> str:
    words = plain_line(words).strip().rstrip(".")
    return words if len(words) <= _MOST_WORDS else words[: _MOST_WORDS - 1] + "…"
