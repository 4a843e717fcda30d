"""The route to a server: names, addresses, the order of the layers, and time for other tasks."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.patience import PATIENCE
from tests.servers import ports
from tests.servers.certificates import Certificates
from tests.servers.raw_server import (
    Conversation,
    RawServer,
    answering,
    answering_endlessly,
    http_answer,
    tunnelling,
)
from tests.transport.support import failure_in, request_to, response_of, send_to
from tui.oauth2.connection import AddressTrial, Connection, Layer, Progress
from tui.oauth2.connector import RequestSettings
from tui.oauth2.transport_failure import FailureCause
from tui.transport import send
from tui.transport.watch import Watch
from tui.transport.wire.names import look_up
from tui.transport.wire.network import WatchedStream
from tui.transport.wire.stream import SocketStream

CHUNKED = b"HTTP/1.1 401 Unauthorized\r\nTransfer-Encoding: chunked\r\n\r\n"


def name_stands_for(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    def found(host: str, port: int, **_: object) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", found)


@pytest.fixture
def silent_port() -> Iterator[int]:
    """Yield a port of 127.0.0.2 that neither accepts connections nor refuses them."""
    with ports.silent_port("127.0.0.2") as port:
        yield port


async def test_an_address_that_refuses_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    name_stands_for(monkeypatch, "127.0.0.2", "127.0.0.1")
    with RawServer(answering(http_answer(200, b"{}"))) as server:
        exchange = await send_to(f"http://idp.example.test:{server.port}/")
    assert response_of(exchange).status == 200
    assert replace(exchange.connection, source=None) == Connection(
        addresses=("127.0.0.2", "127.0.0.1"),
        trials=(AddressTrial("127.0.0.2", "Connection refused"), AddressTrial("127.0.0.1")),
    )
    assert exchange.peer
    assert exchange.peer.ip == "127.0.0.1"


async def test_this_end_of_the_connection_and_its_moment_are_kept() -> None:
    ends: list[str] = []

    def note(conversation: Conversation) -> None:
        host, port = conversation.connection.getpeername()
        ends.append(f"{host}:{port}")
        conversation.read_request()
        conversation.send(http_answer(200, b"{}"))

    before = datetime.now(UTC)
    with RawServer(note) as server:
        exchange = await send_to(server)
    assert [exchange.connection.source] == ends
    assert exchange.started
    assert before <= exchange.started <= datetime.now(UTC)


async def test_a_request_that_never_connected_has_a_moment_and_no_end() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    exchange = await send_to(f"http://127.0.0.1:{port}/")
    assert exchange.connection.source is None
    assert exchange.started


async def test_an_address_that_is_silent_does_not_hold_up_the_next(
    silent_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    name_stands_for(monkeypatch, "127.0.0.2", "127.0.0.1")
    with socket.create_server(("127.0.0.1", silent_port)) as listener:
        listener.setblocking(False)
        sending = asyncio.create_task(send_to(f"http://idp.example.test:{silent_port}/", timeout=PATIENCE))
        connection, _ = await asyncio.wait_for(asyncio.get_running_loop().sock_accept(listener), PATIENCE)
        with connection:
            await asyncio.get_running_loop().sock_sendall(connection, http_answer(200, b"{}"))
            exchange = await sending
    assert exchange.connection.trials == (
        AddressTrial("127.0.0.1"),
        AddressTrial("127.0.0.2", "another address was faster"),
    )


async def test_of_several_reasons_a_refusal_is_told(
    silent_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    name_stands_for(monkeypatch, "255.255.255.255", "127.0.0.1")
    exchange = await send_to(f"http://idp.example.test:{silent_port}/")
    assert failure_in(exchange).cause is FailureCause.REFUSED
    assert [bool(trial.error) for trial in exchange.connection.trials] == [True, True]
    assert exchange.connection.stopped_at is Layer.CONNECT


async def test_an_address_given_up_at_the_deadline_is_told(silent_port: int) -> None:
    exchange = await send_to(f"http://127.0.0.2:{silent_port}/", connect_timeout=0.2)
    assert failure_in(exchange).cause is FailureCause.CONNECT_TIMEOUT
    assert exchange.connection.trials == (AddressTrial("127.0.0.2", "no response"),)


async def test_families_take_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    name_stands_for(monkeypatch, "::1", "::2", "::1", "127.0.0.1")
    assert await look_up("idp.example.test", 80) == ("::1", "127.0.0.1", "::2")


async def test_an_address_needs_no_resolver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(socket, "getaddrinfo")
    assert await look_up("::0001", 80) == ("::1",)


async def test_a_resolver_that_hangs_ends_at_the_deadline_and_holds_nothing_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before, end = threading.enumerate(), threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: end.wait(PATIENCE) and [])
    exchange = await send_to("http://idp.example.test/", connect_timeout=0.2)
    assert failure_in(exchange).cause is FailureCause.NAME_TIMEOUT
    threads = set(threading.enumerate()).difference(before)
    left = [thread for thread in threads if thread.name == "name look-up"]
    assert [thread.daemon for thread in left] == [True], "the program would wait for it at its end"
    end.set()
    await asyncio.to_thread(left[0].join, PATIENCE)


@pytest.mark.parametrize(
    ("number", "cause"),
    [
        (socket.EAI_NONAME, FailureCause.NAME_NOT_FOUND),
        (socket.EAI_AGAIN, FailureCause.RESOLVER_FAILED),
        (socket.EAI_FAIL, FailureCause.RESOLVER_FAILED),
    ],
)
async def test_no_such_name_and_no_resolver_are_told_apart(
    number: int, cause: FailureCause, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise socket.gaierror(number, "made-up words")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    failure = failure_in(await send_to("http://idp.example.test/"))
    assert failure.cause is cause
    assert "made-up words" in failure.message


async def test_each_layer_is_heard_as_it_begins(certificates: Certificates) -> None:
    heard: list[Progress] = []
    with (
        RawServer(answering(http_answer(200, b"{}")), tls=certificates.good()) as server,
        RawServer(tunnelling(server.port)) as proxy,
    ):
        settings = RequestSettings(trust=str(certificates.ca_file))
        straight = await send(request_to(server.token_url), settings, heard.append)
        assert [progress.layer for progress in heard] == [
            layer for layer in Layer if layer is not Layer.PROXY
        ]
        assert None not in {straight.timings.of(layer) for layer in Layer if layer is not Layer.PROXY}
        heard.clear()
        by_proxy = await send_to(server, trust=str(certificates.ca_file), proxy=f"http://{proxy.address}")
    assert by_proxy.connection.proxy == proxy.address
    assert by_proxy.timings.proxy is not None
    times = [by_proxy.timings.of(layer) or 0.0 for layer in Layer]
    assert sum(times) <= (by_proxy.timings.total or 0.0)


@pytest.mark.parametrize(
    ("start", "part"),
    [(CHUNKED, b"1\r\nx\r\n" * 1000), (b"", b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" * 100)],
    ids=["tiny chunks", "interim responses"],
)
async def test_an_endless_answer_leaves_everyone_else_their_turn(start: bytes, part: bytes) -> None:
    async def longest_turn() -> float:
        """Return the part of the time that the longest wait for a turn took."""
        gaps: list[float] = []

        async def take_turns() -> None:
            # What this thread computes: on a busy machine, the clock runs for others too.
            last = time.thread_time()
            while True:
                await asyncio.sleep(0)
                gaps.append(time.thread_time() - last)
                last += gaps[-1]

        with RawServer(answering_endlessly(start, part)) as server:
            other = asyncio.create_task(take_turns())
            await send_to(server, timeout=1.0)
            other.cancel()
        return max(gaps) / sum(gaps)

    # Reading at once all that has come would take a third of the time or more, each time.
    for _ in range(3):
        if await longest_turn() < 1 / 8:
            return
    pytest.fail("others wait too long for their turn")


async def test_octets_are_taken_in_slices_and_others_get_the_time_that_the_last_one_took() -> None:
    asked: list[int] = []

    class Endless(SocketStream):
        async def read(self, most: int) -> bytes:
            asked.append(most)
            return b"x" * most

    watch = Watch("public")
    watch.first_words = b"HTTP/1.1 200 OK"
    with socket.socket() as unused:
        stream = WatchedStream(Endless(unused), watch)
        assert len(await stream.read(65536)) == 4096
        time.sleep(0.05)  # noqa: ASYNC251 (a parser at work)
        began = time.perf_counter()
        await stream.read(100)
    assert time.perf_counter() - began >= 0.05
    assert asked == [4096, 100]
