"""Connections as streams of bytes: over TCP, and through TLS over any of them.

Everything raises what the system or OpenSSL says, unchanged: an `OSError`, of which `ssl.SSLError` is one.
Closing is a call that never waits, so a canceled attempt leaves no connection behind.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from typing import Final, Protocol, Self, TypeVar

from ..system_words import is_end

Result = TypeVar("Result")

_ONCE: Final = 16384
"""Bytes read at once for TLS: one record (RFC 8446 §5.1)."""


class Stream(Protocol):
    """One connection."""

    @property
    def socket(self) -> socket.socket:
        """The socket below it all."""

    @property
    def tls(self) -> ssl.SSLObject | None:
        """The TLS session of its topmost layer; None without TLS."""

    async def read(self, most: int) -> bytes:
        """Read some bytes; none at the end."""

    async def write(self, data: bytes) -> None:
        """Send bytes."""

    async def start_tls(self, context: ssl.SSLContext, host: str) -> Stream:
        """Begin TLS with a host, named as `url_parts.tls_name` does, and return the stream within it."""

    def close(self) -> None:
        """Close the connection."""


class SocketStream:
    """A TCP connection."""

    tls: ssl.SSLObject | None = None

    def __init__(self, connected: socket.socket) -> None:
        self.socket = connected
        self._loop = asyncio.get_running_loop()

    @classmethod
    async def connect(cls, ip: str, port: int) -> Self:
        """Connect to an address."""
        family = socket.AF_INET6 if ":" in ip else socket.AF_INET
        connection = socket.socket(family, socket.SOCK_STREAM)
        try:
            connection.setblocking(False)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            await asyncio.get_running_loop().sock_connect(connection, (ip, port))
        except BaseException:
            connection.close()
            raise
        return cls(connection)

    async def read(self, most: int) -> bytes:
        """Read some bytes; none at the end."""
        return await self._loop.sock_recv(self.socket, most)

    async def write(self, data: bytes) -> None:
        """Send bytes."""
        await self._loop.sock_sendall(self.socket, data)

    async def start_tls(self, context: ssl.SSLContext, host: str) -> TlsStream:
        """Begin TLS."""
        return await TlsStream.begin(self, context, host)

    def close(self) -> None:
        """Close the connection."""
        self.socket.close()


class TlsStream:
    """TLS over another stream, which may be TLS itself: that of a proxy."""

    def __init__(self, below: Stream, context: ssl.SSLContext, host: str | None) -> None:
        self.socket = below.socket
        self._below = below
        self._incoming, self._outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self.tls: ssl.SSLObject = context.wrap_bio(self._incoming, self._outgoing, server_hostname=host)

    @classmethod
    async def begin(cls, below: Stream, context: ssl.SSLContext, host: str) -> Self:
        """Make the handshake with a host, which the certificate must be valid for."""
        stream = cls(below, context, host)
        await stream.step(stream.tls.do_handshake)
        return stream

    async def read(self, most: int) -> bytes:
        """Read some bytes; none at the end, even if the other side did not announce it."""
        try:
            return await self.step(lambda: self.tls.read(most))
        except ssl.SSLError as error:
            if is_end(error):
                return b""
            raise

    async def write(self, data: bytes) -> None:
        """Send bytes."""
        await self.step(lambda: self.tls.write(data))

    async def start_tls(self, context: ssl.SSLContext, host: str) -> TlsStream:
        """Begin TLS within this one."""
        return await TlsStream.begin(self, context, host)

    def close(self) -> None:
        """Close the connection."""
        self._below.close()

    async def step(self, step: Callable[[], Result]) -> Result:
        """Take one step of OpenSSL's, and exchange with the other side what that needs."""
        while True:
            try:
                result = step()
            except ssl.SSLWantReadError:
                # If the other side no longer reads, still read what it sent before.
                with suppress(ConnectionError):
                    await self._flush()
                if data := await self._pull():
                    self._incoming.write(data)
                else:
                    self._incoming.write_eof()
            except ssl.SSLError:
                with suppress(OSError):
                    await self._flush()  # the alert: the server's log then says why
                raise
            else:
                await self._flush()
                return result

    async def _flush(self) -> None:
        """Send what OpenSSL has for the other side."""
        if data := self._outgoing.read():
            await self._below.write(data)

    async def _pull(self) -> bytes:
        """Read from the stream below."""
        return await self._below.read(_ONCE)
