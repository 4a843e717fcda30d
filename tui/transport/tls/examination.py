"""Finds out by a second handshake, without a request, why TLS failed and who else trusts the server.

    a refused certificate                  -> look with the other trust: the chain, and whether it is accepted
    closed after the handshake             -> look, and listen: does the server end it without a request too?
    any other TLS failure                  -> look that accepts anything: version, cipher, certificate
    a success with a trust but public      -> look with the public roots

If the look fails, OpenSSL's own words stay.
"""

from __future__ import annotations

import asyncio
import ssl
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from ...oauth2.connection import Layer, Peer
from ...oauth2.transport_failure import FailureCause, FailureKind, TransportFailure
from ..certificates import address_of
from ..system_words import causes_of
from ..trust import PUBLIC, SYSTEM, authorities_of, trust_context
from ..unusable_setting import UnusableSettingError
from ..watch import Watch
from .failed_handshake import judge_end, judge_handshake
from .look import Look, Way, look, open_context
from .refusal import Refusal, believes_issuer
from .refused_certificate import judge

_LOOK_SECONDS: Final = 3.0
"""Seconds for one look. It can be short, since the server has just answered."""
_MAY_BE_ABOUT_THE_NAME: Final = frozenset(
    {
        FailureCause.NAME_UNKNOWN_TO_SERVER,
        FailureCause.NO_COMMON_CIPHER,
        FailureCause.TLS_CLOSED,
        FailureCause.TLS_FAILED,
    }
)


async def examine(
    failure: TransportFailure, error: Exception, url: str, watch: Watch, seconds: float
) -> TransportFailure:
    """Return a failure of the handshake, or just after it, with what a look at the server adds to it.

    `error` is the exception behind the failure, `seconds` the rest of the attempt's time. The watch's peer
    gets the certificates that the server presented.
    """
    way = _way(url, watch)
    is_of_handshake = failure.kind is FailureKind.TLS and watch.layer is Layer.TLS
    is_just_after = failure.kind is FailureKind.RESET and watch.layer in {Layer.SEND, Layer.WAIT}
    if not way or not (is_of_handshake or is_just_after):
        return failure
    with suppress(TimeoutError, UnusableSettingError):
        async with asyncio.timeout(seconds):
            if is_just_after:
                return await _examine_end(failure, way, watch)
            for cause in causes_of(error):
                if isinstance(cause, ssl.SSLCertVerificationError):
                    return await _examine_refusal(failure, way, watch, cause)
            return await _examine_handshake(failure, way, watch)
    return failure


async def ask_public_roots(url: str, watch: Watch, seconds: float) -> None:
    """Note in the watch's peer whether the public roots trust it too, if another trust accepted it."""
    way = _way(url, watch)
    if not way or way.trust == PUBLIC or not watch.peer:
        return
    with suppress(TimeoutError, UnusableSettingError):
        async with asyncio.timeout(min(seconds, _LOOK_SECONDS)):
            seen = await look(way, trust_context(PUBLIC))
            if seen and (seen.refusal or not seen.error):
                watch.peer = replace(watch.peer, trusted_by_public=seen.refusal is None)


def _way(url: str, watch: Watch) -> Way | None:
    ip = next((trial.ip for trial in watch.connection(failed=False).trials if not trial.error), None)
    if not ip or not watch.route or watch.route.scheme != "https":
        return None
    return Way(url, watch.route, ip, watch.trusted_by)


async def _examine_refusal(
    failure: TransportFailure, way: Way, watch: Watch, refusal: ssl.SSLCertVerificationError
) -> TransportFailure:
    # This look verifies too, with the other trust: a refused certificate is still presented.
    other = SYSTEM if way.trust == PUBLIC else PUBLIC
    async with asyncio.timeout(_LOOK_SECONDS):
        seen = await look(way, trust_context(other))
    # A certificate without an issuer (RFC 5280 §4.1.2.4) could not be read.
    if not seen or not seen.chain or not seen.chain[0].certificate.issuer:
        return failure
    _tell_peer(watch, seen)
    believed: bool | None = None
    if seen.refusal or not seen.error:
        believed = believes_issuer(seen.refusal.verify_code if seen.refusal else None)
    return judge(
        Refusal(
            endpoint=watch.endpoint,
            host=seen.host,
            trust=way.trust,
            code=refusal.verify_code,
            words=refusal.verify_message,
            chain=seen.chain,
            authorities=authorities_of(way.trust),
            trusted_otherwise=believed,
            now=datetime.now(UTC),
        )
    )


async def _examine_end(failure: TransportFailure, way: Way, watch: Watch) -> TransportFailure:
    """Tell whether a connection that ended without a response would have ended without a request too.

    The server's reason for that is an alert. The request can run into the closed connection, and its
    failure then hides the alert.
    """
    async with asyncio.timeout(_LOOK_SECONDS):
        seen = await look(way, trust_context(way.trust), listens=True)
    return judge_end(failure, seen, watch.endpoint) if seen else failure


async def _examine_handshake(failure: TransportFailure, way: Way, watch: Watch) -> TransportFailure:
    async with asyncio.timeout(_LOOK_SECONDS):
        seen = await look(way, open_context())
    if not seen:
        return failure
    nameless: Look | None = None
    may_be_about_the_name = failure.cause in _MAY_BE_ABOUT_THE_NAME and not address_of(seen.host)
    if seen.error and not seen.chain and may_be_about_the_name:
        with suppress(TimeoutError):
            async with asyncio.timeout(_LOOK_SECONDS):
                nameless = await look(way, open_context(), names_host=False)
    _tell_peer(watch, seen)
    usual = frozenset(str(cipher["name"]) for cipher in trust_context(PUBLIC).get_ciphers())
    return judge_handshake(failure, seen, nameless, watch.endpoint, usual)


def _tell_peer(watch: Watch, seen: Look) -> None:
    watch.peer = replace(
        watch.peer or Peer(),
        tls_version=seen.version or _version_refused_in(seen),
        cipher=seen.cipher,
        chain=tuple(presented.certificate for presented in seen.chain),
        trusted_by=None,
    )


def _version_refused_in(seen: Look) -> str | None:
    """Return the TLS version of a handshake that ended at the certificate, before OpenSSL reports it.

    TLS 1.3 has its own ciphers, and verified handshakes offer nothing older than 1.2.
    """
    if not seen.refusal or not seen.cipher:
        return None
    return "TLSv1.3" if seen.cipher.startswith("TLS_") else "TLSv1.2"
