"""Says why a TLS handshake failed, if not over the certificate, after a second one that accepts anything."""

from __future__ import annotations

import ssl
from dataclasses import replace
from typing import Final

from ...oauth2.transport_failure import FailureCause, TransportFailure
from ..certificates import PresentedCertificate, listed
from ..failures.first_words import TLS_RECORDS, shown_bytes
from ..failures.openssl import cause_of_tls_error
from ..failures.sentences import tls_words
from ..system_words import causes_of
from .look import Look

_OLD_VERSIONS: Final = frozenset({"SSLv3", "TLSv1", "TLSv1.1"})
_BLAMES_THE_CLIENT: Final = frozenset({FailureCause.NO_COMMON_CIPHER, FailureCause.CLIENT_CERTIFICATE_WANTED})
"""What an alert after the server's certificate means: by then, version and cipher are settled."""


def judge_handshake(
    failure: TransportFailure, look: Look, nameless: Look | None, endpoint: str, ciphers: frozenset[str]
) -> TransportFailure:
    """Return a TLS failure with what the look adds to it.

    `nameless` is a look that named no host, if one was made. `ciphers` are those of a usual client.
    """
    if look.error is None:
        return _of_success(failure, look, endpoint, ciphers)
    if look.chain:
        return _of_end_after_certificate(failure, look, endpoint)
    if look.first_words and not look.first_words.startswith(TLS_RECORDS):
        return TransportFailure(
            FailureCause.PLAIN_HTTP,
            f"The server at {endpoint} does not speak TLS.",
            (f"it sent: {shown_bytes(look.first_words)}",),
        )
    if nameless and nameless.chain:
        return TransportFailure(
            FailureCause.NAME_UNKNOWN_TO_SERVER,
            f"{endpoint} ends the TLS handshake when asked for {look.host}, "
            "but shows a certificate when no name is given.",
            (*failure.evidence, *_shown(nameless.chain)),
        )
    return failure


def judge_end(failure: TransportFailure, look: Look, endpoint: str) -> TransportFailure:
    """Return a connection's end without a response, with what a look that listened adds to it."""
    if look.ending is None:
        return failure
    causes = tuple(causes_of(look.ending))
    alert = next((cause for cause in causes if isinstance(cause, ssl.SSLError)), None)
    if alert is None or isinstance(alert, ssl.SSLZeroReturnError):
        words = "in a second handshake, the server closed the connection too, without waiting for a request"
        return replace(failure, evidence=(*failure.evidence, words))
    words = tls_words(causes)
    if cause_of_tls_error(alert) in _BLAMES_THE_CLIENT:
        return TransportFailure(
            FailureCause.CLIENT_CERTIFICATE_WANTED,
            f"{endpoint} requires a client certificate: {words}.",
            (*failure.evidence, failure.message),
        )
    return replace(failure, evidence=(*failure.evidence, f"in a second handshake, the server said: {words}"))


def _of_success(
    failure: TransportFailure, look: Look, endpoint: str, ciphers: frozenset[str]
) -> TransportFailure:
    evidence = (
        *failure.evidence,
        f"a handshake that accepts anything succeeded with {look.version}, {look.cipher}",
    )
    if look.version in _OLD_VERSIONS:
        words = f"{endpoint} speaks nothing newer than {look.version}. TLS below 1.2 is no longer in use."
        return TransportFailure(FailureCause.TLS_TOO_OLD, words, evidence)
    if look.cipher not in ciphers:
        words = f"{endpoint} accepts only ciphers that are no longer in use, such as {look.cipher}."
        return TransportFailure(FailureCause.NO_COMMON_CIPHER, words, evidence)
    return replace(failure, evidence=evidence)


def _of_end_after_certificate(failure: TransportFailure, look: Look, endpoint: str) -> TransportFailure:
    evidence = (*failure.evidence, *_shown(look.chain))
    if isinstance(look.error, ssl.SSLError) and cause_of_tls_error(look.error) in _BLAMES_THE_CLIENT:
        return TransportFailure(
            FailureCause.CLIENT_CERTIFICATE_WANTED,
            f"{endpoint} showed its certificate, then ended the TLS handshake because the client has none.",
            evidence,
        )
    return replace(failure, evidence=evidence)


def _shown(chain: tuple[PresentedCertificate, ...]) -> tuple[str, ...]:
    own = chain[0].certificate
    names = listed(own.names) or "none"
    return (f"certificate shown: {own.subject or 'no subject'}", f"names: {names}")
