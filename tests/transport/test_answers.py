"""Whatever a server sends is a response: any status, any header, any body, within limits."""

from __future__ import annotations

import gzip
import zlib

import pytest

from tests.servers.raw_server import RawServer, answering, answering_endlessly, http_answer
from tui.transport.wire.response_body import MAX_BODY, BoundedBody

from .support import response_of, send_to


async def response_to(data: bytes) -> tuple[int, str, bytes]:
    with RawServer(answering(data)) as server:
        response = response_of(await send_to(server))
        assert not response.truncated
        return response.status, response.reason, response.body


@pytest.mark.parametrize("status", [200, 204, 299, 300, 304, 400, 401, 418, 500, 503, 599, 999])
async def test_any_status_is_a_response(status: int) -> None:
    body = b"" if status in {204, 304} else b"{}"
    assert await response_to(http_answer(status, body)) == (status, "Whatever", body)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"HTTP/1.1 100 Continue\r\n\r\n" + http_answer(200, b"x"), (200, "Whatever", b"x")),
        (
            b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" * 3 + http_answer(401, b"x"),
            (401, "Whatever", b"x"),
        ),
        (b"HTTP/1.1 200\r\nContent-Length: 1\r\n\r\nx", (200, "", b"x")),
        ("HTTP/1.1 400 Ungültig 東\r\nContent-Length: 0\r\n\r\n".encode(), (400, "Ungültig 東", b"")),
        (b"HTTP/1.1 400 Ung\xfcltig\r\nContent-Length: 0\r\n\r\n", (400, "Ungültig", b"")),
        (b"HTTP/1.0 200 OK\r\n\r\nuntil the end", (200, "OK", b"until the end")),
        (b"HTTP/1.1 200 OK\r\n\r\nuntil the end", (200, "OK", b"until the end")),
        (
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\n{}\r\n0\r\nT: x\r\n\r\n",
            (200, "OK", b"{}"),
        ),
    ],
)
async def test_odd_but_proper_answers(data: bytes, expected: tuple[int, str, bytes]) -> None:
    assert await response_to(data) == expected


@pytest.mark.parametrize(
    "location", ["https://elsewhere.example.com/x", "http://[", "//", "ÿ", "http://a:b/", ""]
)
async def test_redirects_are_responses_and_never_followed(location: str) -> None:
    with RawServer(answering(http_answer(302, b"", [("Location", location)]))) as server:
        response = response_of(await send_to(server))
    assert response.status == 302
    assert response.header("location") == location
    assert len(server.requests) == 1


async def test_headers_are_kept_as_they_came() -> None:
    headers = [("X-Twice", "1"), ("x-twice", "2"), ("X-Text", "ü東"), ("Set-Cookie", "a=b")]
    with RawServer(answering(http_answer(200, b"", headers))) as server:
        response = response_of(await send_to(server))
        await send_to(server)
    assert response.headers == (*headers, ("Content-Length", "0"))
    assert response.http_version == "HTTP/1.1"
    assert all(b"cookie" not in request.lower() for request in server.requests)


@pytest.mark.parametrize(
    ("coding", "body", "expected"),
    [
        ("gzip", gzip.compress(b"{}", mtime=0), b"{}"),
        ("X-GZip", gzip.compress(b"{}", mtime=0), b"{}"),
        ("deflate", zlib.compress(b"{}"), b"{}"),
        ("deflate", zlib.compress(b"{}")[2:-4], b"{}"),
        ("identity", b"{}", b"{}"),
        ("br", b"\x0b\x01\x80{}\x03", b"\x0b\x01\x80{}\x03"),
        ("gzip, identity, deflate", zlib.compress(gzip.compress(b"{}", mtime=0)), b"{}"),
        ("gzip, br", b"\x0b\x01\x80{}\x03", b"\x0b\x01\x80{}\x03"),
        ("gzip", b"{}", b"{}"),
        ("deflate", b"not deflated", b"not deflated"),
        ("gzip", b"", b""),
    ],
)
async def test_content_codings(coding: str, body: bytes, expected: bytes) -> None:
    answer = http_answer(200, body, [("Content-Encoding", coding)])
    assert (await response_to(answer))[2] == expected


async def test_a_coded_body_without_its_end_is_truncated() -> None:
    coded = gzip.compress(b"x" * 10_000, mtime=0)
    with RawServer(answering(http_answer(200, coded[:-9], [("Content-Encoding", "gzip")]))) as server:
        response = response_of(await send_to(server))
    assert response.truncated
    assert response.body
    assert set(response.body) == {ord("x")}


@pytest.mark.parametrize(("length", "truncated"), [(MAX_BODY, False), (MAX_BODY + 1, True)])
async def test_a_body_is_kept_up_to_one_mebibyte(length: int, truncated: bool) -> None:
    with RawServer(answering(http_answer(200, b"x" * length))) as server:
        response = response_of(await send_to(server))
    assert (len(response.body), response.truncated) == (MAX_BODY, truncated)


async def test_an_endless_body_is_cut_and_the_connection_closed() -> None:
    with RawServer(answering_endlessly(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 65536)) as server:
        response = response_of(await send_to(server))
    assert (len(response.body), response.truncated) == (MAX_BODY, True)


async def test_endless_empty_blocks_of_deflate_end_too() -> None:
    compressor = zlib.compressobj()
    start = compressor.compress(b"{") + compressor.flush(zlib.Z_FULL_FLUSH)
    block = compressor.flush(zlib.Z_FULL_FLUSH) or b"\x00\x00\x00\xff\xff"
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\n\r\n"
    with RawServer(answering_endlessly(head + start, block * 10_000)) as server:
        response = response_of(await send_to(server))
    assert response.truncated
    assert response.body == b"{"


@pytest.mark.parametrize("mebibytes", [1, 64, 1024])
async def test_a_bomb_inflates_to_no_more_than_is_kept(mebibytes: int) -> None:
    start, block = bomb_parts(1024 * 1024)
    bomb = http_answer(200, start + block * mebibytes, [("Content-Encoding", "gzip")])
    with RawServer(answering(bomb)) as server:
        response = response_of(await send_to(server))
    assert response.body == bytes(MAX_BODY)
    assert response.truncated


@pytest.mark.parametrize("inflated", [1024 * 1024, MAX_BODY + 1])
def test_no_more_is_inflated_than_tells_that_it_is_too_much(inflated: int) -> None:
    start, block = bomb_parts(inflated)
    body = BoundedBody("gzip")
    for chunk in (start, block * 64, block * 64):
        body.feed(chunk)
    assert body.is_full
    assert len(body._decoders[0].decoded) == MAX_BODY + 1


def bomb_parts(length: int) -> tuple[bytes, bytes]:
    """Return the start of a gzip stream of `length` zeros, and a block of as many that can be repeated."""
    compressor = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    start = compressor.compress(bytes(length)) + compressor.flush(zlib.Z_FULL_FLUSH)
    # After a full flush, a block does not depend on what came before it.
    return start, compressor.compress(bytes(length)) + compressor.flush(zlib.Z_FULL_FLUSH)
