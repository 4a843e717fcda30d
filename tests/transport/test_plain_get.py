"""A GET for a public document."""

from __future__ import annotations

from tui.transport.plain_get import PlainGet


def test_the_request_carries_no_credentials() -> None:
    request = PlainGet("https://idp.example.com/.well-known/openid-configuration", "application/json")
    assert (request.method, request.target, request.body) == ("GET", "/.well-known/openid-configuration", b"")
    assert {name for name, _ in request.wire_headers()} == {
        b"Host",
        b"Accept",
        b"User-Agent",
        b"Accept-Encoding",
    }
