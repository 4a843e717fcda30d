"""A handshake that nothing follows: a look at what a server shows, without a word of HTTP.

The stream of a look ends in its `start_tls`: the handshake is made there, what came of it is kept, and the
connection is closed. httpcore, which is used for the way there, gets an exception and no stream that it
could write a request to. So a look may go without verification, or with ciphers that nobody should use.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final, NoReturn
from urllib.parse import urlsplit

import httpcore
import httpx

from ..certificates import PresentedCertificate, presented_chain
from ..failures.library_errors import NETWORK_ERRORS
from ..route import Route
from ..trust import trust_context
from ..wire.pool import open_pool

_ONCE: Final = 16384
_MOST_HEARD: Final = 4096
"""Octets kept of what the server said first."""


@dataclass(frozen=True)
class Way:
    """The way that an attempt has gone, for another handshake at its end."""

    url: str
    route: Route
    ip: str
    """The address that it was connected to: the server's, or the proxy's."""
    trust: str
    """What a proxy's own certificate is verified with. It may be given credentials."""


@dataclass(frozen=True)
class Look:
    """What a handshake showed."""

    host: str
    """The name or address that the certificate has to be for."""
    chain: tuple[PresentedCertificate, ...]
    """What was presented, also where it was refused; empty where it did not come so far."""
    version: str | None
    """As in `TLSv1.3`; None where the handshake did not come to its end."""
    cipher: str | None
    error: Exception | None
    """Why the handshake failed; None where it went through."""
    first_words: bytes
    """The first octets that the server said."""

    @property
    def refusal(self) -> ssl.SSLCertVerificationError | None:
        """Why the certificate was refused, where that was it."""
        return self.error if isinstance(self.error, ssl.SSLCertVerificationError) else None


def open_context() -> ssl.SSLContext:
    """Return settings that take whatever a server shows. For looks alone."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    context.set_ciphers("ALL:!aNULL:@SECLEVEL=0")
    return context


async def look(way: Way, context: ssl.SSLContext, *, names_host: bool = True) -> Look | None:
    """Make a handshake with these settings and return what it showed; None where it did not come to one.

    `names_host=False` leaves out the name (RFC 6066 §3), as clients did that knew no virtual hosts.

    Raises:
        UnusableSettingError: the CA file or the proxy can't be used.
    """
    network = LookingNetwork(way.ip, context, names_host=names_host)
    # Another object than the look's own, by which the two handshakes are told apart.
    proxy_context = trust_context(way.trust) if way.route.proxy_uses_tls else None
    parts = urlsplit(way.url)
    url = httpx.URL(f"{parts.scheme}://{parts.netloc}/")
    # Should it ever be sent, it would hold nothing: no credentials, no body, no path.
    request = httpcore.Request(
        "GET", httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=b"/")
    )
    with suppress(LookIsOverError, *NETWORK_ERRORS):
        async with open_pool(way.route, network, context, proxy_context) as pool:
            await pool.handle_async_request(request)
    return network.seen


class LookIsOverError(Exception):
    """Ends httpcore's request before it could be written."""


class LookingNetwork(httpcore.AsyncNetworkBackend):
    """Connects to one address, whatever name is asked for, and keeps what a handshake there shows."""

    def __init__(self, ip: str, context: ssl.SSLContext, *, names_host: bool) -> None:
        self._ip = ip
        self.context = context
        self.names_host = names_host
        self.seen: Look | None = None

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 (the interface's)
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the address."""
        stream = await httpcore.AnyIOBackend().connect_tcp(self._ip, port, timeout)
        return _LookingStream(stream, self)


class _LookingStream(httpcore.AsyncNetworkStream):
    """A connection that ends when the handshake with the server has."""

    def __init__(self, stream: httpcore.AsyncNetworkStream, network: LookingNetwork) -> None:
        self._stream = stream
        self._network = network

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109
        """Read what a proxy says."""
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
        """Begin TLS with a proxy; or look at the server's, and end."""
        if ssl_context is not self._network.context:
            stream = await self._stream.start_tls(ssl_context, server_hostname, timeout)
            return _LookingStream(stream, self._network)
        try:
            await self._look(server_hostname or "")
        finally:
            await self._stream.aclose()

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 (the interface's)
        """Return what httpcore asks about a connection."""
        return self._stream.get_extra_info(info)

    async def _look(self, host: str) -> NoReturn:
        incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        named = host if self._network.names_host else None
        tls = self._network.context.wrap_bio(incoming, outgoing, server_hostname=named)
        heard = bytearray()
        error: Exception | None = None
        try:
            await self._shake_hands(tls, incoming, outgoing, heard)
        except NETWORK_ERRORS as raised:
            error = raised
        cipher = tls.cipher()
        self._network.seen = Look(
            host=host,
            chain=presented_chain(tls),
            version=tls.version(),
            cipher=cipher[0] if cipher else None,
            error=error,
            first_words=bytes(heard),
        )
        # The alert, or the end of the handshake: a server whose log is read should find no riddle there.
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
                # Where it does not listen any more, what it said before is read all the same.
                with suppress(httpcore.WriteError):
                    await self._stream.write(outgoing.read())
                octets = await self._stream.read(_ONCE)
                heard += octets[: _MOST_HEARD - len(heard)]
                if octets:
                    incoming.write(octets)
                else:
                    incoming.write_eof()
            else:
                return
