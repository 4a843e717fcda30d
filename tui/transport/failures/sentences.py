"""Words each failure as a sentence that names `host:port` and quotes the layer below."""

from __future__ import annotations

import ssl
from collections.abc import Iterable, Mapping
from typing import Final

import h11

from ...oauth2.connection import Layer
from ...oauth2.transport_failure import FailureCause
from ...plain_text import plain_line
from ..system_words import shortened, system_words
from ..watch import Watch
from .network_errors import ProxyRefusalError

_SENTENCES: Final[Mapping[FailureCause, str]] = {
    FailureCause.NAME_NOT_FOUND: "The host name of {endpoint} can't be resolved: {system}.",
    FailureCause.NAME_INVALID: "The host in {endpoint} is not a valid host name.",
    FailureCause.RESOLVER_FAILED: "The resolver could not look up the host name of {endpoint}: {system}.",
    FailureCause.REFUSED: "Nothing is listening at {endpoint}: the connection was refused.",
    FailureCause.UNREACHABLE: "{endpoint} can't be reached: {system}.",
    FailureCause.BLOCKED_HERE: "This machine blocks the connection to {endpoint}: {system}.",
    FailureCause.CONNECT_FAILED: "{endpoint} can't be reached: {system}.",
    FailureCause.OUT_OF_FILES: "This machine can't open a connection to {endpoint}: {system}.",
    FailureCause.OUT_OF_PORTS: "This machine can't open a connection to {endpoint}: {system}.",
    FailureCause.OUT_OF_RESOURCES: "This machine can't open a connection to {endpoint}: {system}.",
    FailureCause.PLAIN_HTTP: "TLS with {endpoint} failed: {tls}. That port does not speak TLS.",
    FailureCause.TLS_TOO_OLD: "{endpoint} supports no TLS version that is still in use: {tls}.",
    FailureCause.NO_COMMON_CIPHER: "{endpoint} and this client could not agree on TLS settings: {tls}.",
    FailureCause.CLIENT_CERTIFICATE_WANTED: "{endpoint} requires a client certificate: {tls}.",
    FailureCause.NAME_UNKNOWN_TO_SERVER: "{endpoint} has no certificate for that name: {tls}.",
    FailureCause.TLS_CLOSED: "{endpoint} closed the connection during the TLS handshake.",
    FailureCause.NAME_TIMEOUT: "The host name of {endpoint} was not resolved {within}.",
    FailureCause.CONNECT_TIMEOUT: "{endpoint} did not accept a connection {within}.",
    FailureCause.TLS_TIMEOUT: "The TLS handshake with {endpoint} did not finish {within}.",
    FailureCause.SEND_TIMEOUT: "{endpoint} did not accept the whole request {within}.",
    FailureCause.WAIT_TIMEOUT: "The request was sent to {endpoint}, but no response came {within}.",
    FailureCause.INTERIM_ONLY: "{endpoint} sent only interim responses (1xx), and no final one {within}.",
    FailureCause.PROXY_NAME_NOT_FOUND: "The host name of the proxy {proxy} can't be resolved: {system}.",
    FailureCause.PROXY_UNREACHABLE: "The proxy {proxy} can't be reached: {system}.",
    FailureCause.PROXY_WANTS_CREDENTIALS: "The proxy {proxy} refused to connect to {endpoint}: {refusal}.",
    FailureCause.PROXY_REFUSED: "The proxy {proxy} refused to connect to {endpoint}: {refusal}.",
    FailureCause.PROXY_CLOSED: "The proxy {proxy} did not connect to {endpoint}: {system}.",
    FailureCause.PROXY_TLS: "The TLS connection to the proxy {proxy} failed: {system}.",
    FailureCause.RESET: "{endpoint} reset the connection {before}.",
    FailureCause.CLOSED: "{endpoint} closed the connection {before}.",
    FailureCause.TLS_PORT: "{endpoint} speaks TLS, but the URL begins with http://.",
    FailureCause.NOT_HTTP: "{endpoint} sent something that is not HTTP/1.1: {parser}.",
    FailureCause.BAD_HEADERS: "{endpoint} sent headers that are not valid HTTP/1.1: {parser}.",
    FailureCause.HEADERS_TOO_LONG: "{endpoint} sent headers that do not end: {parser}.",
    FailureCause.CANCELED: "The attempt was canceled before {endpoint} had answered.",
    # The library's own words would quote the header that it refuses, which may be a secret.
    FailureCause.REQUEST_UNSENDABLE: (
        "The request to {endpoint} can't be sent: its URL or one of its headers is not valid in HTTP/1.1."
    ),
}


def sentence(
    cause: FailureCause, causes: Iterable[BaseException], watch: Watch, *, within: str = "in time"
) -> str:
    """Return the sentence for a failure; `within` says how long the attempt waited."""
    causes = tuple(causes)
    if cause is FailureCause.PROXY_TIMEOUT:
        hop = "did not accept a connection" if watch.layer is Layer.CONNECT else "did not connect"
        to = "" if watch.layer is Layer.CONNECT else f" to {watch.endpoint}"
        return f"The proxy {watch.proxy} {hop}{to} {within}."
    if cause is FailureCause.SLOW_ANSWER:
        return _slow_answer(watch, within)
    template = _SENTENCES.get(cause)
    if template is None:
        return _tls_sentence(causes, watch)
    return template.format(
        endpoint=watch.endpoint,
        proxy=watch.proxy,
        within=within,
        system=system_words(causes[0]) if causes else "",
        tls=tls_words(causes),
        parser=_words_of(causes, h11.RemoteProtocolError),
        refusal=_words_of(causes, ProxyRefusalError),
        before=_before(watch),
    )


def _slow_answer(watch: Watch, within: str) -> str:
    if not watch.status_line:
        return f"{watch.endpoint} began to answer, but its headers did not end {within}."
    return (
        f"{watch.endpoint} answered {watch.status_line}, but the body did not end {within}. "
        f"Body bytes received: {watch.received}."
    )


def _before(watch: Watch) -> str:
    return "in the middle of the headers" if watch.layer is Layer.RECEIVE else "without a response"


def _tls_sentence(causes: Iterable[BaseException], watch: Watch) -> str:
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return (
                f"The certificate of {watch.endpoint} was refused: {shortened(cause.verify_message)} "
                f"(trust: {plain_line(watch.trusted_by)})."
            )
    return f"TLS with {watch.endpoint} failed: {tls_words(causes)}."


def tls_words(causes: Iterable[BaseException]) -> str:
    """Return OpenSSL's reason as words: `WRONG_VERSION_NUMBER` as "wrong version number"."""
    for cause in causes:
        if isinstance(cause, ssl.SSLError):
            words = (cause.reason or cause.strerror or "no reason given").replace("_", " ")
            return shortened(words).lower()
    return "no reason given"


def _words_of(causes: Iterable[BaseException], kind: type[Exception]) -> str:
    return next((shortened(str(cause)) for cause in causes if isinstance(cause, kind)), "no reason given")
