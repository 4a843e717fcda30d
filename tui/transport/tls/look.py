"""Looks at what a server shows in a TLS handshake, and sends nothing after it, not even HTTP.

A look makes the handshake, keeps the result and closes the connection. Nobody else gets its TLS session, so
a look may skip verification, or offer ciphers that nobody should use.
"""

from __future__ import annotations

import asyncio
import ssl
from dataclasses import dataclass, field
from typing import Final

from ...oauth2.url_parts import host_of, tls_name
from ..certificates import PresentedCertificate, built_chain, presented_chain
from ..failures.network_errors import NETWORK_ERRORS
from ..route import Route
from ..trust import ALPN, trust_context
from ..wire.reaching import reach
from ..wire.stream import SocketStream, Stream, TlsStream

_LISTENING: Final = 1.0
"""Seconds to listen after a handshake. What a server has against it comes with its very next bytes."""
_MOST_HEARD: Final = 4096
"""Bytes kept of what the server sends first."""


@dataclass(frozen=True)
class Way:
    """The route that an attempt has taken, for another handshake with the same server."""

    url: str
    route: Route
    ip: str
    """The address that it connected to: the server's or the proxy's."""
    trust: str
    """What verifies a proxy's own certificate, since the proxy may be sent credentials."""


@dataclass(frozen=True)
class Look:
    """What a handshake showed."""

    host: str
    """The name or address that the certificate must be valid for."""
    chain: tuple[PresentedCertificate, ...]
    """What was presented, even if refused; empty if the handshake did not get that far."""
    version: str | None
    """For example `TLSv1.3`; None if the handshake did not finish."""
    cipher: str | None
    error: Exception | None
    """Why the handshake failed; None if it succeeded."""
    first_words: bytes = field(repr=False)
    """The first bytes from the server."""
    ending: Exception | None = None
    """How the server ended the connection after the handshake, if it was listened to: by an alert, by
    closing. None if it waited for a request, as servers do."""
    built: tuple[PresentedCertificate, ...] = ()
    """The path to a root that OpenSSL built to verify the certificate; where it refused it, as far as it
    came. Empty if nothing was verified."""

    @property
    def refusal(self) -> ssl.SSLCertVerificationError | None:
        """Why the certificate was refused; None if it wasn't."""
        return self.error if isinstance(self.error, ssl.SSLCertVerificationError) else None


def open_context() -> ssl.SSLContext:
    """Return settings that accept whatever a server shows. Only for looks."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    context.set_alpn_protocols(ALPN)
    context.set_ciphers("ALL:!aNULL:@SECLEVEL=0")
    return context


def nameless(context: ssl.SSLContext) -> ssl.SSLContext:
    """Make settings that verify accept a certificate for whichever name. Only for looks."""
    context.check_hostname = False
    return context


async def look(
    way: Way, context: ssl.SSLContext, *, names_host: bool = True, listens: bool = False
) -> Look | None:
    """Make a handshake with these settings and return what it showed; None if there was no handshake.

    `names_host=False` leaves out the host name (RFC 6066 §3), as very old clients do. With `listens`, the
    look goes on a moment after the handshake: in TLS 1.3 the client ends it, so only then a server says
    that it misses a certificate (RFC 8446 §4.4.2.4).

    Raises:
        UnusableSettingError: the CA file or the proxy can't be used.
    """
    proxy_context = trust_context(way.trust) if way.route.proxy_uses_tls else None
    stream: Stream | None = None
    try:
        stream = await reach(
            way.url, way.route, lambda _, port: SocketStream.connect(way.ip, port), proxy_context
        )
        return await look_at(
            stream, context, tls_name(host_of(way.url)), names_host=names_host, listens=listens
        )
    except NETWORK_ERRORS:
        return None
    finally:
        if stream:
            stream.close()


async def look_at(
    stream: Stream, context: ssl.SSLContext, host: str, *, names_host: bool = True, listens: bool = False
) -> Look:
    """Make a handshake on a connection, as `look` does. The connection stays open."""
    session = _Handshake(stream, context, host if names_host else None)
    error: Exception | None = None
    ending: Exception | None = None
    try:
        await session.step(session.tls.do_handshake)
    except NETWORK_ERRORS as raised:
        error = raised
    if listens and not error:
        try:
            async with asyncio.timeout(_LISTENING):
                await session.step(lambda: session.tls.read(1))
        except TimeoutError:
            pass
        except NETWORK_ERRORS as raised:
            ending = raised
    cipher = session.tls.cipher()
    return Look(
        host=host,
        chain=presented_chain(session.tls),
        built=built_chain(session.tls),
        version=session.tls.version(),
        cipher=cipher[0] if cipher else None,
        error=error,
        first_words=session.first_words,
        ending=ending,
    )


class _Handshake(TlsStream):
    """A TLS session that keeps the server's first bytes."""

    first_words = b""

    async def _pull(self) -> bytes:
        data = await super()._pull()
        self.first_words += data[: _MOST_HEARD - len(self.first_words)]
        return data
