"""Looks at what a server shows in a TLS handshake, and sends nothing after it, not even HTTP.

A look ends inside its stream's `start_tls`: that makes the handshake, keeps the result and closes the
connection. httpcore, which makes the connection, gets an exception and never a stream to write a request
to. So a look may skip verification, or offer ciphers that nobody should use.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final, NoReturn

import httpcore

from ...oauth2.url_parts import tls_name
from ..certificates import PresentedCertificate, presented_chain
from ..failures.library_errors import NETWORK_ERRORS
from ..route import Route
from ..trust import trust_context
from ..wire.pool import open_pool
from ..wire.url_as_typed import UrlAsTyped

_ONCE: Final = 16384
"""Bytes read at once."""
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
    first_words: bytes
    """The first bytes from the server."""
    ending: Exception | None = None
    """How the server ended the connection after the handshake, if it was listened to: by an alert, by
    closing. None if it waited for a request, as servers do."""

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
    context.set_ciphers("ALL:!aNULL:@SECLEVEL=0")
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
    network = LookingNetwork(way.ip, context, names_host=names_host, listens=listens)
    # A different object from the look's context: that tells the two handshakes apart.
    proxy_context = trust_context(way.trust) if way.route.proxy_uses_tls else None
    url = UrlAsTyped(way.url, "/", by_proxy=bool(way.route.proxy))
    # Even if it were sent, it would reveal nothing: no credentials, no body, no path.
    request = httpcore.Request(
        "GET", httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
    )
    with suppress(LookIsOverError, *NETWORK_ERRORS):
        async with open_pool(way.route, network, context, proxy_context) as pool:
            await pool.handle_async_request(request)
    return network.seen


class LookIsOverError(Exception):
    """Ends httpcore's request before it can be written."""


class LookingNetwork(httpcore.AsyncNetworkBackend):
    """Connects to one address, whatever the name, and keeps what a handshake there shows."""

    def __init__(self, ip: str, context: ssl.SSLContext, *, names_host: bool, listens: bool) -> None:
        self._ip = ip
        self.context = context
        self.names_host = names_host
        self.listens = listens
        self.seen: Look | None = None

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 (httpcore's interface)
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the address."""
        stream = await httpcore.AnyIOBackend().connect_tcp(self._ip, port, timeout)
        return _LookingStream(stream, self)


class _LookingStream(httpcore.AsyncNetworkStream):
    """A connection that ends with the server's handshake."""

    def __init__(self, stream: httpcore.AsyncNetworkStream, network: LookingNetwork) -> None:
        self._stream = stream
        self._network = network

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109
        """Read what a proxy sends."""
        return await self._stream.read(max_bytes, timeout)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109
        """Write to a proxy: CONNECT, and nothing else."""
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        """Close the connection."""
        await self._stream.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109
    ) -> httpcore.AsyncNetworkStream:
        """Begin TLS with a proxy; or look at the server's handshake, and end."""
        if ssl_context is not self._network.context:
            stream = await self._stream.start_tls(ssl_context, tls_name(server_hostname or ""), timeout)
            return _LookingStream(stream, self._network)
        try:
            await self._look(tls_name(server_hostname or ""))
        finally:
            await self._stream.aclose()

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 (httpcore's interface)
        """Return what httpcore asks about a connection."""
        return self._stream.get_extra_info(info)

    async def _look(self, host: str) -> NoReturn:
        incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        named = host if self._network.names_host else None
        tls = self._network.context.wrap_bio(incoming, outgoing, server_hostname=named)
        heard = bytearray()
        error: Exception | None = None
        ending: Exception | None = None
        try:
            await self._shake_hands(tls, incoming, outgoing, heard)
        except NETWORK_ERRORS as raised:
            error = raised
        if self._network.listens and not error:
            try:
                await self._listen(tls, incoming, outgoing)
            except NETWORK_ERRORS as raised:
                ending = raised
        cipher = tls.cipher()
        self._network.seen = Look(
            host=host,
            chain=presented_chain(tls),
            version=tls.version(),
            cipher=cipher[0] if cipher else None,
            error=error,
            first_words=bytes(heard),
            ending=ending,
        )
        # Send the alert or the end of the handshake, so that the server's log shows nothing odd.
        with suppress(*NETWORK_ERRORS):
            await self._stream.write(outgoing.read())
        raise LookIsOverError

    async def _shake_hands(
        self, tls: ssl.SSLObject, incoming: ssl.MemoryBIO, outgoing: ssl.MemoryBIO, heard: bytearray
    ) -> None:
        while True:
            try:
                tls.do_handshake()
            except ssl.SSLWantReadError:
                # If the server no longer reads, still read what it sent before.
                with suppress(httpcore.WriteError):
                    await self._stream.write(outgoing.read())
                data = await self._stream.read(_ONCE)
                heard += data[: _MOST_HEARD - len(heard)]
                if data:
                    incoming.write(data)
                else:
                    incoming.write_eof()
            else:
                return

    async def _listen(self, tls: ssl.SSLObject, incoming: ssl.MemoryBIO, outgoing: ssl.MemoryBIO) -> None:
        """Listen until the server says something, or a moment has passed. Raises how it ends, if it does."""
        await self._stream.write(outgoing.read())  # the end of the handshake
        with suppress(TimeoutError):
            async with asyncio.timeout(_LISTENING):
                while True:
                    try:
                        tls.read(1)
                    except ssl.SSLWantReadError:
                        if data := await self._stream.read(_ONCE):
                            incoming.write(data)
                        else:
                            incoming.write_eof()
                    else:
                        return
