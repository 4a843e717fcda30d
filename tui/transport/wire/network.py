"""The network under the HTTP library: it opens connections, and reports each step to a watch.

    look up the name ─> connect to the first address that answers ─> (proxy) ─> (TLS) ─> bytes

httpcore asks this backend for connections, and reads and writes through its streams. So each step is
recorded where it happens, not guessed from the library's errors.
"""

from __future__ import annotations

import asyncio
import ssl
from collections import deque
from collections.abc import Iterable
from time import perf_counter
from typing import Any, Final

import h11
import httpcore
from anyio.lowlevel import checkpoint

from ...oauth2.url_parts import tls_name
from ..failures.first_words import may_be_http
from ..system_words import causes_of
from ..watch import Watch
from .names import look_up

_NEXT_ADDRESS_AFTER: Final = 0.25
"""Seconds to wait for a silent address before the next one is tried too (RFC 8305 §5)."""
MAX_HEADER_LINES: Final = 1000
_SLICE: Final = 4096
"""Bytes read at once. Thousands of tiny parts keep the parser busy for long."""
_LONG: Final = 0.001
"""Seconds that a slice may take before other tasks get as much time."""


class WatchedNetwork(httpcore.AsyncNetworkBackend):
    """Opens the connections of one attempt."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self._sockets = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 (httpcore's interface; the attempt has its own deadline)
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Look up a host and connect to the first of its addresses that answers."""
        # What the library loads in its first step must not count as network time.
        await checkpoint()
        self._watch.looking_up()
        self._watch.connecting_to(await look_up(host, port))
        stream = await self._connect_to_any(port)
        self._watch.connected(stream)
        return self.watched(stream)

    def watched(self, stream: httpcore.AsyncNetworkStream) -> WatchedStream:
        """Return a stream that reports to the watch."""
        return WatchedStream(stream, self._watch)

    async def _connect_to_any(self, port: int) -> httpcore.AsyncNetworkStream:
        """Connect to the addresses side by side, each started a little later (RFC 8305 §5)."""
        waiting = deque(self._watch.addresses)
        under_way: dict[asyncio.Task[httpcore.AsyncNetworkStream], str] = {}
        errors: list[BaseException] = []
        try:
            while waiting or under_way:
                if waiting:
                    address = waiting.popleft()
                    task = asyncio.create_task(self._sockets.connect_tcp(address, port))
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
        raise (refusals or errors or [httpcore.ConnectError("the name has no address")])[0]

    async def _give_up(self, under_way: dict[asyncio.Task[httpcore.AsyncNetworkStream], str]) -> None:
        for task in under_way:
            task.cancel()
        results = await asyncio.gather(*under_way, return_exceptions=True)
        for address, result in zip(under_way.values(), results, strict=True):
            self._watch.address_tried(address, TimeoutError())
            if isinstance(result, httpcore.AsyncNetworkStream):
                await result.aclose()


class WatchedStream(httpcore.AsyncNetworkStream):
    """One connection."""

    def __init__(self, stream: httpcore.AsyncNetworkStream, watch: Watch) -> None:
        self._stream = stream
        self._watch = watch
        self._given = perf_counter()

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109
        """Read some bytes; none at the end."""
        self._watch.reading()
        # Leave other tasks as much time as the last slice took to parse, so that an endless response
        # in tiny parts never blocks the interface.
        spent = perf_counter() - self._given
        await asyncio.sleep(spent if spent > _LONG else 0)
        data = await self._stream.read(min(max_bytes, _SLICE), timeout)
        self._watch.heard(data)
        if not may_be_http(self._watch.first_words):
            # The parser would wait for the end of the headers, which another protocol never sends.
            raise h11.RemoteProtocolError(f"illegal status line: {self._watch.first_words!r}")
        if self._watch.header_lines > MAX_HEADER_LINES:
            # The parser keeps all headers until they end, and then parses them at once.
            raise h11.RemoteProtocolError(f"they are too long, more than {MAX_HEADER_LINES} lines")
        self._given = perf_counter()
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109
        """Send bytes."""
        self._watch.writing()
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
        """Begin TLS, with the proxy or with the server."""
        self._watch.shaking_hands()
        stream = await self._stream.start_tls(ssl_context, tls_name(server_hostname or ""), timeout)
        self._watch.secured(stream)
        return WatchedStream(stream, self._watch)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 (httpcore's interface)
        """Return what httpcore asks about a connection."""
        return self._stream.get_extra_info(info)


def _is_refusal(error: BaseException) -> bool:
    return any(isinstance(cause, ConnectionRefusedError) for cause in causes_of(error))
