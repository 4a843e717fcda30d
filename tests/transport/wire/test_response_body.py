"""Encoded bodies, in whatever pieces they come: members of gzip data, and what follows the last one."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.oauth2.exchange import BodyFault
from tui.transport.wire.response_body import MAX_BODY, BoundedBody

TOKEN = b'{"access_token":"abcdefgh","token_type":"Bearer","expires_in":3600}'


def read(coding: str, *chunks: bytes) -> tuple[bytes, BodyFault | None]:
    body = BoundedBody(coding)
    for chunk in chunks:
        body.feed(chunk)
    return body.content, body.fault


def members(*parts: bytes) -> bytes:
    return b"".join(gzip.compress(part, mtime=0) for part in parts)


def in_pieces(data: bytes, cuts: Iterable[int]) -> list[bytes]:
    places = [0, *sorted({cut % (len(data) + 1) for cut in cuts}), len(data)]
    return [data[start:end] for start, end in pairwise(places)]


@given(st.lists(st.binary(max_size=50), min_size=1, max_size=5), st.lists(st.integers(0, 1000), max_size=8))
def test_all_members_are_read_however_they_are_cut(parts: list[bytes], cuts: list[int]) -> None:
    assert read("gzip", *in_pieces(members(*parts), cuts)) == (b"".join(parts), None)


@given(st.binary(min_size=1, max_size=30).filter(lambda data: data[:2] != b"\x1f\x8b"), st.data())
def test_other_bytes_behind_them_are_told(behind: bytes, data: st.DataObject) -> None:
    cuts = data.draw(st.lists(st.integers(0, 1000), max_size=5))
    pieces = in_pieces(members(TOKEN) + behind, cuts)
    assert read("gzip", *pieces) == (TOKEN, BodyFault.TRAILING_BYTES)


@pytest.mark.parametrize("coding", ["deflate", "gzip, deflate"])
def test_zlib_data_has_no_members(coding: str) -> None:
    inner = members(TOKEN) if "gzip" in coding else TOKEN
    assert read(coding, zlib.compress(inner) + zlib.compress(b"more")) == (TOKEN, BodyFault.TRAILING_BYTES)


def test_a_member_that_is_cut_short() -> None:
    assert read("gzip", members(TOKEN[:20], TOKEN[20:])[:-4])[1] is BodyFault.CUT_SHORT


def test_a_second_member_that_can_not_be_read() -> None:
    coded = members(TOKEN[:20]) + b"\x1f\x8bnot deflated"
    assert read("gzip", coded) == (TOKEN[:20], BodyFault.BAD_CODING)


def test_members_expand_to_no_more_than_is_kept() -> None:
    content, fault = read("gzip", members(bytes(MAX_BODY), bytes(MAX_BODY)))
    assert (len(content), fault) == (MAX_BODY, BodyFault.TOO_LONG)


def test_thousands_of_empty_members_end() -> None:
    assert read("gzip", members(*[b""] * 50_000)[:MAX_BODY])[1] is BodyFault.TRAILING_BYTES
