"""A token endpoint for thousands of requests, in a process of its own: what it answers is in the path.

with FleetServer() as server:
    ...                           # server.url("works"), server.url("slow", 300), …
    assert server.most_at_once("svc.1") == 1
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import socket
from collections import Counter
from collections.abc import Callable
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Final, Self
from urllib.parse import parse_qs

_TOKEN: Final = b'{"access_token": "tok-4f1d.made-up", "token_type": "Bearer", "expires_in": 3600}'
_FILLING: Final = b"x" * 65_536
KINDS: Final = (
    "works",
    "body",
    "client",
    "account",
    "page",
    "redirect",
    "large",
    "slow",
    "cut",
    "garbage",
    "reset",
    "silent",
)
"""What it can be asked for, beside `huge`, `held` and `stats`."""


def _http(status: int, body: bytes, *headers: bytes) -> bytes:
    lines = (b"HTTP/1.1 %d Whatever" % status, *headers, b"Content-Length: %d" % len(body), b"", b"")
    return b"\r\n".join(lines) + body


_JSON: Final = b"Content-Type: application/json"
_GRANTED: Final = _http(200, _TOKEN, _JSON)
_NO_CLIENT: Final = _http(401, b'{"error": "invalid_client"}', _JSON, b'WWW-Authenticate: Basic realm="x"')
_PLAIN: Final = {
    "works": _GRANTED,
    "account": _http(400, b'{"error": "invalid_grant", "error_description": "Wrong password."}', _JSON),
    "client": _NO_CLIENT,
    "page": _http(500, b"<!DOCTYPE html><title>Oops</title><h1>Internal Server Error</h1>"),
    "redirect": _http(302, b"", b"Location: https://login.example.com/"),
    "large": _http(
        400, json.dumps({"error": "invalid_grant", "trace": ["at line 7"] * 80_000}).encode(), _JSON
    ),
    "cut": b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n" + _TOKEN[:30],
    "garbage": b"SSH-2.0-OpenSSH_9.6\r\n",
}
_ENDS: Final = frozenset({"cut", "garbage"})


class _Endpoint(asyncio.Protocol):
    """One connection."""

    def __init__(self, server: _State) -> None:
        self._server = server
        self._came = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._came += data
        while (end := self._came.find(b"\r\n\r\n") + 4) > 3:
            head = self._came[:end]
            at = head.lower().find(b"content-length:")
            size = int(head[at + 15 :].split(b"\r\n", 1)[0]) if at > 0 else 0
            if len(self._came) < end + size:
                return
            body, self._came = self._came[end : end + size], self._came[end + size :]
            path = head.split(b" ", 2)[1].partition(b"?")[0]
            self._answer(path.decode().strip("/"), head, body)

    def _answer(self, path: str, head: bytes, body: bytes) -> None:
        kind, _, number = path.partition("/")
        loop = asyncio.get_running_loop()
        if kind == "works":
            self._transport.write(_GRANTED)
        elif kind == "stats":
            self._transport.write(_http(200, json.dumps(self._server.stats()).encode(), _JSON))
        else:
            account = parse_qs(body.decode()).get("username", [""])[0]
            self._server.entered(account)
            delay = int(number or 0) / 1000 if kind in {"slow", "held"} else 0.001
            loop.call_later(delay, self._reply, kind, number, account, b"Authorization:" in head)

    def _reply(self, kind: str, number: str, account: str, has_basic: bool) -> None:
        self._server.left(account)
        if kind == "body":
            self._transport.write(_NO_CLIENT if has_basic else _GRANTED)
        elif kind in {"slow", "held"}:
            self._transport.write(_GRANTED)
        elif kind == "huge":
            size = int(number)
            self._transport.write(b"HTTP/1.1 200 OK\r\n%s\r\nContent-Length: %d\r\n\r\n" % (_JSON, size))
            asyncio.get_running_loop().call_soon(self._fill, size)
        elif kind == "reset":
            self._transport.get_extra_info("socket").setsockopt(
                socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0"
            )
            self._transport.abort()
        elif kind in _PLAIN:
            self._transport.write(_PLAIN[kind])
            if kind in _ENDS:
                self._transport.close()

    def _fill(self, left: int) -> None:
        if self._transport.is_closing():
            return
        if self._transport.get_write_buffer_size() < len(_FILLING) * 4:
            self._transport.write(_FILLING[:left])
            left -= len(_FILLING)
        if left > 0:
            asyncio.get_running_loop().call_later(0.0001, self._fill, left)


class _State:
    """How many requests there were, and how many of one account at once."""

    def __init__(self) -> None:
        self.requests = 0
        self._now: Counter[str] = Counter()
        self._most: Counter[str] = Counter()
        self._total: Counter[str] = Counter()

    def entered(self, account: str) -> None:
        self.requests += 1
        self._total[account] += 1
        self._now[account] += 1
        self._most[account] = max(self._most[account], self._now[account])

    def left(self, account: str) -> None:
        self._now[account] -= 1
        if not self._now[account]:
            del self._now[account]

    def stats(self) -> dict[str, dict[str, int]]:
        return {"most": dict(self._most), "total": dict(self._total), "now": dict(self._now)}


def _serve(port: Connection) -> None:
    async def serve() -> None:
        state = _State()
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: _Endpoint(state), "127.0.0.1", 0, backlog=4096)
        port.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(serve())


class FleetServer:
    """The server, as whoever started it sees it."""

    def __enter__(self) -> Self:
        context = multiprocessing.get_context("spawn")
        here, there = context.Pipe()
        self._process = context.Process(target=_serve, args=(there,), daemon=True)
        self._process.start()
        there.close()  # so that the end of the process is seen
        self.port: int = here.recv()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.join()

    def url(self, kind: str, number: int | None = None) -> str:
        """Return the token URL that answers in a way; `number` is milliseconds or bytes."""
        return f"http://127.0.0.1:{self.port}/{kind}" + ("" if number is None else f"/{number}")

    def stats(self) -> dict[str, dict[str, int]]:
        """Return, by account, the most requests at once, all requests, and those that wait now."""
        import urllib.request

        with urllib.request.urlopen(self.url("stats"), timeout=30) as response:
            stats: dict[str, dict[str, int]] = json.load(response)
            return stats

    def until(self, condition: Callable[[dict[str, dict[str, int]]], bool]) -> None:
        """Wait until the counts meet a condition."""
        import time

        deadline = time.monotonic() + 60
        while not condition(self.stats()):
            assert time.monotonic() < deadline, self.stats()
            time.sleep(0.02)
