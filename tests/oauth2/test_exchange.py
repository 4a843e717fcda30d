"""A response's text and headers are read, whatever charset it names."""

from __future__ import annotations

import encodings
import pkgutil
import warnings
from encodings.aliases import aliases

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.oauth2.strategies import response
from tui.oauth2.exchange import HttpResponse
from tui.oauth2.transport_failure import FailureKind

CODECS = sorted(
    {*aliases, *aliases.values(), *(module.name for module in pkgutil.iter_modules(encodings.__path__))}
)
AWKWARD_BYTES = [b"\\d\\N{x}\\uD800\\x", b"+AGE-+2AA-", b"\x0e\x0f~{~~", b"\xff\xfe\x00", b"a" * 70 + b"."]


def test_no_charset_breaks_it() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for charset in (*CODECS, "", "'", "\0", "ü", "\ud800", "../x", "a" * 9999, "mbcs", "__init__"):
            for body in AWKWARD_BYTES:
                text = response(body, content_type=f"text/plain; charset={charset}").text
                assert isinstance(text, str), charset


@pytest.mark.parametrize(
    ("content_type", "body", "text"),
    [
        ("text/plain", "ü".encode(), "ü"),
        ("text/plain; charset=ISO-8859-1", b"\xfc", "ü"),
        ('text/plain; x=y; CHARSET="latin-1"', b"\xfc", "ü"),
        ("application/json; charset=utf-16", "ü".encode("utf-16"), "ü"),
        ("application/json; charset=nonsense", "ü".encode(), "ü"),
        ("application/json; charset=base64", b"YWJj", "YWJj"),
        ("application/json; charset=rot13", b"abc", "abc"),
        ("application/json; charset=unicode_escape", b"\\u0041", "\\u0041"),
        ("application/json", b"\xef\xbb\xbf{}", "{}"),
        ("application/json", b"\xff{", "\ufffd{"),
        ("", b"x", "x"),
    ],
)
def test_charsets(content_type: str, body: bytes, text: str) -> None:
    assert response(body, content_type=content_type).text == text


@given(st.text(), st.binary())
def test_arbitrary_content_types(content_type: str, body: bytes) -> None:
    answer = response(body, content_type=content_type)
    assert isinstance(answer.text, str)
    assert answer.media_type == answer.media_type.strip().lower()


def test_headers_are_found_in_any_case_and_the_first_counts() -> None:
    answer = HttpResponse(200, "OK", (("X-A", "1"), ("x-a", "2"), ("content-type", " Text/HTML ;x")), b"")
    assert answer.header("x-A") == "1"
    assert answer.header("X-B") is None
    assert answer.media_type == "text/html"
    assert HttpResponse(200, "", (), b"").media_type == ""


def test_which_failures_may_have_reached_the_server() -> None:
    assert {kind.value for kind in FailureKind if kind.reached_the_server} == {
        "timeout",
        "reset",
        "protocol",
        "canceled",
    }
