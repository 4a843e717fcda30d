"""One request and its response over HTTP/1.1, on a connection that does what it likes."""

from __future__ import annotations

import ssl
from collections.abc import Iterable
from contextlib import suppress
from itertools import pairwise
from socket import socket as Socket  # noqa: N812 (an attribute has its name)
from typing import NoReturn

import h11
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.transport.failures.network_errors import NETWORK_ERRORS, NoResponseError
from tui.transport.wire.conversation import Conversation

HEADERS = [(b"Host", b"idp.example.com"), (b"X-Case", b"Kept")]
ANSWER = b"HTTP/1.1 401 No\r\nContent-Length: 4\r\nX-Twice: 1\r\nx-twice: 2\r\n\r\nbody"


class Played:
    """A connection on which the given bytes come, and then its end."""

    socket: Socket
    tls: ssl.SSLObject | None = None

    def __init__(self, parts: Iterable[bytes], *, takes_nothing: bool = False) -> None:
        self._parts = iter(parts)
        self._takes_nothing = takes_nothing
        self.written = b""

    async def read(self, most: int) -> bytes:
        return next(self._parts, b"")[:most]

    async def write(self, data: bytes) -> None:
        if self._takes_nothing:
            raise BrokenPipeError
        self.written += data

    async def start_tls(self, context: ssl.SSLContext, host: str) -> NoReturn:
        raise NotImplementedError

    def close(self) -> None:
        """Nothing is open."""


def asked(body: bytes = b"") -> Conversation:
    length = [(b"Content-Length", str(len(body)).encode())] if body else []
    return Conversation("POST", "/t?x=%2f", [*HEADERS, *length], body)


async def whole(conversation: Conversation, stream: Played) -> bytes:
    parts = []
    while part := await conversation.read_body(stream):
        parts.append(part)
    return b"".join(parts)


async def test_the_request_goes_out_at_once_and_as_it_is() -> None:
    stream = Played([ANSWER])
    await asked(b"a=b").ask(stream)
    assert stream.written == (
        b"POST /t?x=%2f HTTP/1.1\r\nHost: idp.example.com\r\nX-Case: Kept\r\nContent-Length: 3\r\n\r\na=b"
    )


@given(cuts=st.lists(st.integers(0, len(ANSWER)), max_size=5))
async def test_a_response_is_read_wherever_it_is_cut(cuts: list[int]) -> None:
    edges = [0, *sorted(set(cuts)), len(ANSWER)]
    stream = Played([ANSWER[a:b] for a, b in pairwise(edges) if a != b])
    conversation = asked()
    head = await conversation.ask(stream)
    assert (head.status_code, bytes(head.reason), bytes(head.http_version)) == (401, b"No", b"1.1")
    assert head.headers.raw_items() == [(b"Content-Length", b"4"), (b"X-Twice", b"1"), (b"x-twice", b"2")]
    assert await whole(conversation, stream) == b"body"


async def test_a_response_counts_though_the_request_could_not_be_sent() -> None:
    head = await asked(b"a=b").ask(Played([ANSWER], takes_nothing=True))
    assert head.status_code == 401


async def test_interim_responses_are_passed_over_but_one_that_ends_http() -> None:
    early = b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"
    assert (await asked().ask(Played([early, early + ANSWER]))).status_code == 401
    upgrading = [(b"Connection", b"upgrade"), (b"Upgrade", b"x")]
    conversation = Conversation("POST", "/t", [*HEADERS, *upgrading], b"")
    stream = Played([b"HTTP/1.1 101 Now\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\nxx"])
    assert (await conversation.ask(stream)).status_code == 101
    assert await whole(conversation, stream) == b""


@pytest.mark.parametrize("start", [b"", b"HTTP/1.1 200 OK\r\nContent-Le"])
async def test_no_whole_head_is_no_response(start: bytes) -> None:
    with pytest.raises(NoResponseError):
        await asked().ask(Played([start] if start else []))


async def test_a_body_that_breaks_off_is_told() -> None:
    conversation, stream = asked(), Played([ANSWER[:-2]])
    await conversation.ask(stream)
    assert await conversation.read_body(stream) == b"bo"
    with pytest.raises(h11.RemoteProtocolError, match="peer closed"):
        await conversation.read_body(stream)


@given(said=st.lists(st.binary(max_size=40) | st.sampled_from([ANSWER, b"HTTP/1.1 ", b"\r\n"]), max_size=5))
async def test_whatever_comes_raises_nothing_else(said: list[bytes]) -> None:
    conversation, stream = asked(), Played(part for part in said if part)
    with suppress(*NETWORK_ERRORS):
        await conversation.ask(stream)
        await whole(conversation, stream)
