"""The network under HTTP: it opens connections, and reports each step to a watch.

    look up the name ─> connect to the first address that answers ─> (proxy) ─> (TLS) ─> bytes

So each step is recorded where it happens, not guessed from errors.
"""

from __future__ import annotations

import asyncio
import ssl
from collections import deque
from time import perf_counter
from typing import Final

import h11

from ..failures.first_words import may_be_http
from ..system_words import causes_of
from ..watch import Watch
from .names import look_up
from .stream import SocketStream, Stream

_NEXT_ADDRESS_AFTER: Final = 0.25
"""Seconds to wait for a silent address before the next one is tried too (RFC 8305 §5)."""
MAX_HEADER_LINES: Final = 1000
_SLICE: Final = 4096
"""Bytes read at once. Thousands of tiny parts keep the parser busy for long."""
_LONG: Final = 0.001
"""Seconds that a slice may take before other tasks get as much time."""


class WatchedNetwork:
    """Opens the connections of one attempt."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch

    async def connect(self, host: str, port: int) -> WatchedStream:
        """Look up a host and connect to the first of its addresses that answers.

        Raises:
            OSError: it has no address, or none answers.
            UnicodeError: the name is not a valid host name.
        """
        return WatchedStream(await self.open(host, port), self._watch)

    async def open(self, host: str, port: int) -> Stream:
        """Connect as `connect` does. The bytes of the connection are not reported."""
        self._watch.looking_up()
        self._watch.connecting_to(await look_up(host, port))
        stream = await self._connect_to_any(port)
        self._watch.connected(stream)
        return stream

    async def _connect_to_any(self, port: int) -> Stream:
        """Connect to the addresses side by side, each started a little later (RFC 8305 §5)."""
        waiting = deque(self._watch.addresses)
        under_way: dict[asyncio.Task[SocketStream], str] = {}
        errors: list[BaseException] = []
        try:
            while waiting or under_way:
                if waiting:
                    address = waiting.popleft()
                    task = asyncio.create_task(SocketStream.connect(address, port))
                    under_way[task] = address
                ended, _ = await asyncio.wait(
                    under_way,
                    timeout=_NEXT_ADDRESS_AFTER if waiting else None,
                    return_when=asyncio.FIRST_COMPLETED,
                )
                for task in ended:
                    error = task.exception()
                    if not error:
                        self._watch.address_tried(under_way.pop(task))
                        return task.result()
                    self._watch.address_tried(under_way.pop(task), error)
                    errors.append(error)
        finally:
            await self._give_up(under_way)
        # Of several errors, a refusal says most: there is a host, and it said no.
        refusals = [error for error in errors if _is_refusal(error)]
        raise (refusals or errors or [OSError("the name has no address")])[0]

    async def _give_up(self, under_way: dict[asyncio.Task[SocketStream], str]) -> None:
        for task in under_way:
            task.cancel()
        results = await asyncio.gather(*under_way, return_exceptions=True)
        for address, result in zip(under_way.values(), results, strict=True):
            self._watch.address_tried(address, TimeoutError())
            if isinstance(result, SocketStream):
                result.close()


class WatchedStream:
    """One connection, whose bytes are reported to a watch."""

    def __init__(self, stream: Stream, watch: Watch) -> None:
        self.socket = stream.socket
        self.tls = stream.tls
        self._stream = stream
        self._watch = watch
        self._given = perf_counter()

    async def read(self, most: int) -> bytes:
        """Read some bytes; none at the end."""
        self._watch.reading()
        # Leave other tasks as much time as the last slice took to parse, so that an endless response
        # in tiny parts never blocks the interface.
        spent = perf_counter() - self._given
        await asyncio.sleep(spent if spent > _LONG else 0)
        data = await self._stream.read(min(most, _SLICE))
        self._watch.heard(data)
        if not may_be_http(self._watch.first_words):
            # The parser would wait for the end of the headers, which another protocol never sends.
            raise h11.RemoteProtocolError(f"illegal status line: {self._watch.first_words!r}")
        if self._watch.header_lines > MAX_HEADER_LINES:
            # The parser keeps all headers until they end, and then parses them at once.
            raise h11.RemoteProtocolError(f"they are too long, more than {MAX_HEADER_LINES} lines")
        self._given = perf_counter()
        return data

    async def write(self, data: bytes) -> None:
        """Send bytes."""
        self._watch.writing()
        await self._stream.write(data)

    async def start_tls(self, context: ssl.SSLContext, host: str) -> WatchedStream:
        """Begin TLS, with the proxy or with the server. The bytes of its handshake are not reported."""
        self._watch.shaking_hands()
        stream = await self._stream.start_tls(context, host)
        self._watch.secured(stream)
        return WatchedStream(stream, self._watch)

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()


def _is_refusal(error: BaseException) -> bool:
    return any(isinstance(cause, ConnectionRefusedError) for cause in causes_of(error))
