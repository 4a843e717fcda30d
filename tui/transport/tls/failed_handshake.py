"""Why a handshake failed though no certificate was refused: what another one shows that takes anything."""

from __future__ import annotations

import ssl
from dataclasses import replace
from typing import Final

from ...oauth2.transport_failure import FailureCause, TransportFailure
from ..certificates import PresentedCertificate, listed
from ..failures.first_words import TLS_RECORDS, octets_shown
from ..failures.openssl import cause_of_tls_error
from .look import Look

_OLD_VERSIONS: Final = frozenset({"SSLv3", "TLSv1", "TLSv1.1"})
_BLAMES_THE_CLIENT: Final = frozenset({FailureCause.NO_COMMON_CIPHER, FailureCause.CLIENT_CERTIFICATE_WANTED})
"""What an alert means that comes after the server's certificate: by then version and cipher are settled."""


def judge_handshake(
    failure: TransportFailure, look: Look, nameless: Look | None, endpoint: str, ciphers: frozenset[str]
) -> TransportFailure:
    """Return a failure of TLS with what the look tells beyond it.

    `nameless` is a look that named no host, where one was made; `ciphers` are those of a usual client.
    """
    if look.error is None:
        return _of_success(failure, look, endpoint, ciphers)
    if look.chain:
        return _of_end_after_certificate(failure, look, endpoint)
    if look.first_words and not look.first_words.startswith(TLS_RECORDS):
        return TransportFailure(
            FailureCause.PLAIN_HTTP,
            f"What listens at {endpoint} does not speak TLS.",
            (f"it said: {octets_shown(look.first_words)}",),
        )
    if nameless and nameless.chain:
        return TransportFailure(
            FailureCause.NAME_UNKNOWN_TO_SERVER,
            f"{endpoint} ends the TLS handshake when it is asked for {look.host}, and has a certificate when "
            "no name is asked for.",
            (*failure.evidence, *_shown(nameless.chain)),
        )
    return failure


def _of_success(
    failure: TransportFailure, look: Look, endpoint: str, ciphers: frozenset[str]
) -> TransportFailure:
    evidence = (*failure.evidence, f"a handshake that takes anything ended in {look.version}, {look.cipher}")
    if look.version in _OLD_VERSIONS:
        words = f"{endpoint} speaks {look.version} and nothing newer; TLS below 1.2 is no longer in use."
        return TransportFailure(FailureCause.TLS_TOO_OLD, words, evidence)
    if look.cipher not in ciphers:
        words = f"{endpoint} takes only ciphers that are no longer in use, such as {look.cipher}."
        return TransportFailure(FailureCause.NO_COMMON_CIPHER, words, evidence)
    return replace(failure, evidence=evidence)


def _of_end_after_certificate(failure: TransportFailure, look: Look, endpoint: str) -> TransportFailure:
    evidence = (*failure.evidence, *_shown(look.chain))
    if isinstance(look.error, ssl.SSLError) and cause_of_tls_error(look.error) in _BLAMES_THE_CLIENT:
        return TransportFailure(
            FailureCause.CLIENT_CERTIFICATE_WANTED,
            f"{endpoint} showed its certificate, and ended the TLS handshake when the client had none.",
            evidence,
        )
    return replace(failure, evidence=evidence)


def _shown(chain: tuple[PresentedCertificate, ...]) -> tuple[str, ...]:
    own = chain[0].certificate
    names = listed(own.names) or "none"
    return (f"certificate shown: {own.subject or 'without a subject'}", f"its names: {names}")
