"""Faults of a body: cut, badly chunked, endless, in a coding that it is not in, or that explodes."""

from __future__ import annotations

import gzip
import zlib
from functools import cache
from typing import Final

from tests.servers.raw_server import (
    Conversation,
    Script,
    answering,
    answering_endlessly,
    http_answer,
    resetting,
)
from tui.oauth2.exchange import BodyFault

from .fault import Fault, Heard, serving

_TOKEN: Final = b'{"access_token": "tok-4f1d.made_up", "token_type": "Bearer", "expires_in": 3600}'
_CHUNKED: Final = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
_BLOCK: Final = 1024 * 1024
_BOMB: Final = 300
"""Mebibytes of a bomb: twice what the program may take."""


def _announced(length: int, body: bytes) -> bytes:
    return f"HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n".encode() + body


def _coded(coding: str, body: bytes) -> Script:
    headers = [("Content-Encoding", coding), ("Content-Type", "application/json")]
    return answering(http_answer(200, body, headers))


@cache
def _bomb_parts(window: int, level: int = 9) -> tuple[bytes, bytes]:
    """Return the start of a stream of zeros, and a block of a mebibyte of them that can be repeated."""
    compressor = zlib.compressobj(level, zlib.DEFLATED, window)
    start = compressor.compress(bytes(_BLOCK)) + compressor.flush(zlib.Z_FULL_FLUSH)
    # Flushed whole, a block does not lean on what came before it.
    return start, compressor.compress(bytes(_BLOCK)) + compressor.flush(zlib.Z_FULL_FLUSH)


def bomb(window: int) -> bytes:
    """Return a few hundred KiB that inflate to hundreds of MiB; `window` is zlib's."""
    start, block = _bomb_parts(window)
    return start + block * _BOMB


def _in_one_chunk(coding: str, window: int) -> Script:
    def script(conversation: Conversation) -> None:
        _coded(coding, bomb(window))(conversation)

    return script


gzip_bomb: Final = _in_one_chunk("gzip", zlib.MAX_WBITS | 16)


def _nested(conversation: Conversation) -> None:
    """Send a bomb in a bomb: a few KiB that become hundreds of KiB, that become hundreds of MiB."""
    _coded("gzip, gzip", gzip.compress(bomb(zlib.MAX_WBITS | 16), mtime=0))(conversation)


def _heard(name: str, script: Script, fault: BodyFault | None, finding: str) -> Fault:
    return Fault(name, serving(script), Heard(200, fault), finding)


CUT: Final = (
    *(
        _heard(name, script, BodyFault.CUT_SHORT, "answer.cut_short")
        for name, script in {
            "less than announced": answering(_announced(100, _TOKEN[:40])),
            "a whole token, but less than announced": answering(_announced(500, _TOKEN)),
            "nothing of what was announced": answering(_announced(100, b"")),
            "an absurd length": answering(_announced(10**18, _TOKEN)),
            "reset in the body": resetting(_announced(500, _TOKEN)),
            "no last chunk": answering(_CHUNKED + b"%x\r\n%s\r\n" % (len(_TOKEN), _TOKEN)),
            "half a chunk": answering(_CHUNKED + b"fff\r\n" + _TOKEN),
        }.items()
    ),
    *(
        _heard(name, answering(_CHUNKED + data), BodyFault.BAD_CHUNKING, "answer.bad_chunking")
        for name, data in {
            "a chunk without a length": _TOKEN + b"\r\n",
            "a negative chunk": b"-5\r\n" + _TOKEN,
            "a chunk longer than it says": b"5\r\n" + _TOKEN + b"\r\n0\r\n\r\n",
            "a chunk of absurd length": b"f" * 30 + b"\r\n" + _TOKEN,
            "nonsense after a chunk": b"%x\r\n%s\r\nzz\r\n" % (len(_TOKEN), _TOKEN),
            "an endless chunk length": b"0" * 200_000,
            "an escape sequence as a length": b"\x1b]52;c;ZXZpbA==\x07\x1b[2Jseen\r\n",
        }.items()
    ),
)

LONG_BODIES: Final = tuple(
    _heard(name, script, BodyFault.TOO_LONG, "answer.too_long")
    for name, script in {
        "an endless body": answering_endlessly(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 65536),
        "an endless page": answering_endlessly(b"HTTP/1.1 200 OK\r\n\r\n<html>", b"<p>" * 20_000),
        "endless large chunks": answering_endlessly(_CHUNKED, b"10000\r\n" + b"x" * 65536 + b"\r\n"),
        "a token of 2 MiB": answering(http_answer(200, b'{"access_token": "' + b"x" * 2 * _BLOCK + b'"}')),
        "gzip bomb": gzip_bomb,
        "deflate bomb": _in_one_chunk("deflate", zlib.MAX_WBITS),
        "bare deflate bomb": _in_one_chunk("deflate", -zlib.MAX_WBITS),
        "gzip bomb in a gzip bomb": _nested,
        "endless gzip": answering_endlessly(
            b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + _bomb_parts(zlib.MAX_WBITS | 16)[0],
            _bomb_parts(zlib.MAX_WBITS | 16)[1],
        ),
        "endless empty blocks": answering_endlessly(
            b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"
            + zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16).flush(zlib.Z_FULL_FLUSH),
            b"\x00\x00\x00\xff\xff" * 10_000,
        ),
    }.items()
)

CODINGS: Final = (
    _heard("gzip that is none", _coded("gzip", _TOKEN), BodyFault.BAD_CODING, "answer.bad_coding"),
    _heard(
        "gzip with bytes behind it",
        _coded("gzip", gzip.compress(_TOKEN, mtime=0) + b"<!-- added by a filter -->"),
        BodyFault.TRAILING_BYTES,
        "answer.trailing_bytes",
    ),
    _heard("deflate that is none", _coded("deflate", _TOKEN), BodyFault.BAD_CODING, "answer.bad_coding"),
    _heard(
        "gzip with a wrong checksum",
        _coded("gzip", gzip.compress(_TOKEN, mtime=0)[:-8] + bytes(8)),
        BodyFault.BAD_CODING,
        "answer.bad_coding",
    ),
    _heard(
        "gzip without its end",
        _coded("gzip", gzip.compress(_TOKEN, mtime=0)[:-9]),
        BodyFault.CUT_SHORT,
        "answer.cut_short",
    ),
    *(
        _heard(name, _coded(coding, body), BodyFault.UNKNOWN_CODING, "answer.unknown_coding")
        for name, coding, body in (
            ("brotli", "br", b"\x0b\x01\x80{}\x03"),
            ("brotli bomb", "br", b"\xcb\xff\xff\x3f\x00\x2a\xf8" * 50_000),
            ("zstd", "zstd", b"\x28\xb5\x2f\xfd\x04\x00\x11\x00\x00{}"),
            ("zstd bomb", "zstd", b"\x28\xb5\x2f\xfd\xa4\x00\x00\x00\x40\x02\xff\xff\x00" * 30_000),
            ("fifty codings", ", ".join(["gzip"] * 50), gzip.compress(_TOKEN, mtime=0)),
        )
    ),
    Fault(
        "a coding that is only a name, with escape sequences",
        serving(_coded("\x1b]52;c;ZXZpbA==\x07\x1b[2Jseen", _TOKEN)),
        Heard(200, BodyFault.UNKNOWN_CODING),
        "answer.unknown_coding",
        gives_a_token=True,
    ),
    _heard(
        "gzip that does not say so",
        answering(http_answer(200, gzip.compress(_TOKEN * 40, mtime=0))),
        None,
        "answer.octets",
    ),
)
