"""Every request without a response is a failure of one kind, with a sentence that names host and port."""

from __future__ import annotations

import asyncio
import errno
import os
import socket
from collections.abc import Callable
from dataclasses import replace
from typing import Literal

import h11
import pytest

from tests.patience import PATIENCE
from tests.servers.ports import closed_port, silent_port
from tests.servers.raw_server import (
    RawServer,
    answering,
    answering_endlessly,
    closing,
    dripping,
    http_answer,
    resetting,
    stalling,
)
from tests.transport.support import CONNECTOR, failure_in, request_to, response_of, send_to
from tui.oauth2.connection import Layer
from tui.oauth2.connector import ResponseSettings
from tui.oauth2.exchange import BodyFault
from tui.oauth2.token_request import NameValue
from tui.oauth2.transport_failure import FailureCause, FailureKind
from tui.transport import run_connector, send
from tui.transport.failures.network_errors import NETWORK_ERRORS
from tui.transport.wire.stream import SocketStream

HEAD = b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 100\r\n\r\n"
CHUNKED = b"HTTP/1.1 401 Unauthorized\r\nTransfer-Encoding: chunked\r\n\r\n"


async def test_nothing_listens() -> None:
    port = closed_port()
    failure = failure_in(await send_to(f"http://127.0.0.1:{port}/"))
    assert failure.kind is FailureKind.CONNECT
    assert failure.message == f"Nothing is listening at 127.0.0.1:{port}: the connection was refused."


async def test_nothing_listens_at_any_address_of_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    port = closed_port()
    found = [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in ("127.0.0.1", "127.0.0.2")
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: found)
    failure = failure_in(await send_to(f"http://localhost:{port}/"))
    assert failure.kind is FailureKind.CONNECT
    assert failure.message == f"Nothing is listening at localhost:{port}: the connection was refused."


async def test_an_address_that_can_not_be_reached() -> None:
    # The kernel itself refuses a TCP connection to the broadcast address, so no packet leaves.
    failure = failure_in(await send_to("http://255.255.255.255:9/"))
    assert failure.kind is FailureKind.CONNECT
    assert failure.message.startswith("255.255.255.255:9 can't be reached: ")


async def test_a_host_name_without_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_such_name(*args: object, **kwargs: object) -> list[object]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", no_such_name)
    exchange = await send_to("https://idp.example.invalid/token")
    failure = failure_in(exchange)
    assert failure.kind is FailureKind.DNS
    assert failure.message == (
        "The host name of idp.example.invalid:443 can't be resolved: Name or service not known."
    )
    assert exchange.peer is None
    assert exchange.timings.dns is not None
    assert exchange.timings.connect is None
    assert exchange.connection.stopped_at is Layer.DNS


async def test_a_host_name_that_can_be_none() -> None:
    failure = failure_in(await send_to("http://a..b/"))
    assert failure.kind is FailureKind.DNS


@pytest.mark.parametrize(
    ("script", "cause", "words"),
    [
        (closing, FailureCause.CLOSED, "closed the connection without a response."),
        (resetting(), FailureCause.RESET, "reset the connection without a response."),
        (answering(b"HTTP/1.1 200 OK\r\nContent-Le"), FailureCause.CLOSED, "in the middle of the headers."),
        (
            answering(b"HTTP/1.1 200 OK\r\nBad Name: x\r\n\r\n"),
            FailureCause.BAD_HEADERS,
            "illegal header line",
        ),
        (answering(b"SSH-2.0-OpenSSH_9.2\r\n\r\n"), FailureCause.NOT_HTTP, "illegal status line"),
        (answering(b"\x15\x03\x01\x00\x02\x02\x46\r\n\r\n"), FailureCause.TLS_PORT, "speaks TLS"),
        (answering(b"x" * 50_000 + b"\r\n\r\n"), FailureCause.NOT_HTTP, "xxx…."),
        (answering(b"HTTP/1.1 099 x\r\n\r\n"), FailureCause.BAD_HEADERS, "not valid HTTP/1.1"),
        (
            answering(b"HTTP/1.1 200 " + b"x" * 200_000),
            FailureCause.HEADERS_TOO_LONG,
            "too long",
        ),
        (
            answering(b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 10_000 + b"\r\n"),
            FailureCause.HEADERS_TOO_LONG,
            "more than 1000 lines",
        ),
        (answering(b"\x1b[2J\x1b]0;x\x07\r\n\r\n"), FailureCause.NOT_HTTP, "illegal status line"),
        (
            # Nobody asked for another protocol (RFC 9110 §15.2.2).
            answering(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n"),
            FailureCause.BAD_HEADERS,
            "not valid HTTP/1.1",
        ),
        (
            answering(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx"),
            FailureCause.BAD_HEADERS,
            "Content-Length",
        ),
    ],
)
async def test_answers_that_are_none(script: Callable[..., None], cause: FailureCause, words: str) -> None:
    with RawServer(script) as server:
        exchange = await send_to(server)
    failure = failure_in(exchange)
    assert failure.cause is cause
    assert words in failure.message
    assert failure.message.startswith(server.address)
    assert failure.message.isprintable()
    assert all(line.isprintable() for line in failure.evidence)
    assert len(failure.message) + sum(len(line) for line in failure.evidence) < 800
    assert exchange.peer
    assert exchange.peer.ip == "127.0.0.1"
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("script", "body", "fault"),
    [
        (answering(HEAD), b"", BodyFault.CUT_SHORT),
        (resetting(HEAD), b"", BodyFault.CUT_SHORT),
        (answering(HEAD + b'{"error":'), b'{"error":', BodyFault.CUT_SHORT),
        (resetting(HEAD + b'{"error":'), b'{"error":', BodyFault.CUT_SHORT),
        (answering(CHUNKED + b'9\r\n{"error":\r\n'), b'{"error":', BodyFault.CUT_SHORT),
        (answering(CHUNKED + b'9\r\n{"error":\r\nzz\r\n'), b'{"error":', BodyFault.BAD_CHUNKING),
        (answering(CHUNKED + b"zz\r\n"), b"", BodyFault.BAD_CHUNKING),
    ],
)
async def test_a_body_that_breaks_off_is_kept_as_far_as_it_came(
    script: Callable[..., None], body: bytes, fault: BodyFault
) -> None:
    with RawServer(script) as server:
        response = response_of(await send_to(server))
    assert (response.status, response.body, response.body_fault) == (401, body, fault)


@pytest.mark.parametrize(
    "body", [b"access_token=made-up&expires", b"made-up-tok", b'{"access_token": "made-up"}']
)
@pytest.mark.parametrize("response_type", ["text", "json"])
async def test_a_token_that_may_be_cut_short_is_none(
    body: bytes, response_type: Literal["text", "json"]
) -> None:
    with RawServer(answering(HEAD.replace(b"401", b"200") + body)) as server:
        connector = replace(
            CONNECTOR, token_url=server.token_url, response=ResponseSettings(type=response_type)
        )
        run = await run_connector(connector)
    assert [attempt.outcome for attempt in run.attempts] == ["unusable", "unusable"]
    assert run.verdict == "fails"


@pytest.mark.parametrize(
    ("script", "cause", "words"),
    [
        (stalling(), FailureCause.WAIT_TIMEOUT, "but no response came within 0.2 seconds."),
        (
            stalling(b"HTTP/1.1 200 OK\r\nX-Slo"),
            FailureCause.SLOW_ANSWER,
            "began to answer, but its headers did not end within 0.2",
        ),
        (
            dripping(b"HTTP/1.1 200 OK\r\nX-Slow:"),
            FailureCause.SLOW_ANSWER,
            "began to answer, but its headers did not end within 0.2",
        ),
        (
            stalling(HEAD),
            FailureCause.SLOW_ANSWER,
            "the body did not end within 0.2 seconds. Body bytes received: 0.",
        ),
        (
            dripping(b"HTTP/1.1 200 OK\r\n\r\n"),
            FailureCause.SLOW_ANSWER,
            "answered 200 OK, but the body did not end within 0.2",
        ),
        (
            answering_endlessly(b"", b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" * 100),
            FailureCause.INTERIM_ONLY,
            "sent only interim responses (1xx), and no final one within 0.2 seconds.",
        ),
        (
            answering_endlessly(CHUNKED, b"1\r\nx\r\n" * 1000),
            FailureCause.SLOW_ANSWER,
            "answered 401 Unauthorized, but the body did not end within 0.2",
        ),
    ],
)
async def test_the_whole_attempt_has_one_deadline(
    script: Callable[..., None], cause: FailureCause, words: str
) -> None:
    with RawServer(script) as server:
        async with asyncio.timeout(PATIENCE):
            exchange = await send_to(server, timeout=0.2)
        assert server.client_left.wait(PATIENCE)
    failure = failure_in(exchange)
    assert failure.cause is cause
    assert words in failure.message
    assert exchange.timings.total
    assert exchange.timings.total >= 190


async def test_the_deadline_of_the_connection_does_not_count_for_the_answer() -> None:
    def slow(conversation: object) -> None:
        answering(b"")(conversation)  # type: ignore[arg-type]
        conversation.pause(1.3)  # type: ignore[attr-defined]
        conversation.send(http_answer(200, b"{}"))  # type: ignore[attr-defined]

    with RawServer(slow) as server:
        assert response_of(await send_to(server, connect_timeout=1.0)).status == 200


async def test_a_server_that_accepts_no_connection() -> None:
    with silent_port() as port:
        exchange = await send_to(f"http://127.0.0.1:{port}/", connect_timeout=0.2)
    failure = failure_in(exchange)
    assert failure.kind is FailureKind.TIMEOUT
    assert failure.message == f"127.0.0.1:{port} did not accept a connection within 0.2 seconds."


@pytest.mark.parametrize(
    ("name", "value"), [("X-Made-Up", "made-up\r\nX: made-up"), ("X-Made-Up-東", "made-up")]
)
async def test_a_request_that_can_not_be_sent_is_a_failure_that_quotes_no_secret(
    name: str, value: str
) -> None:
    with RawServer(answering(http_answer(200, b""))) as server:
        request = request_to(server.token_url)
        unsendable = replace(request, headers=(*request.headers, NameValue(name, value)))
        failure = failure_in(await send(unsendable, CONNECTOR.request))
    assert failure.kind is FailureKind.PROTOCOL
    assert "made-up" not in failure.message.lower()
    assert server.requests == []


async def test_after_no_answer_the_second_attempt_is_not_made() -> None:
    connector = replace(CONNECTOR, token_url=f"http://127.0.0.1:{closed_port()}/")
    run = await run_connector(connector)
    assert [attempt.outcome for attempt in run.attempts] == ["transport_failure", "skipped"]
    assert run.verdict == "unreachable"


def test_every_exception_of_the_parser_is_caught() -> None:
    exceptions = [
        thing for thing in vars(h11).values() if isinstance(thing, type) and issubclass(thing, Exception)
    ]
    assert exceptions
    assert all(issubclass(exception, NETWORK_ERRORS) for exception in exceptions)


async def test_a_limit_of_the_system_s_is_not_told_as_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    async def give_up(*_: object) -> None:
        raise TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT))

    monkeypatch.setattr(SocketStream, "connect", give_up)
    failure = failure_in(await send_to("http://127.0.0.1:8080/t"))
    assert failure.cause is FailureCause.CONNECT_TIMEOUT
    assert failure.message == "127.0.0.1:8080 did not accept a connection in time."
