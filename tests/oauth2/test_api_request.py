"""The API call with the token: where it goes, and what it carries."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tui.oauth2.api_request import api_url, assemble_api_call, find_api_problems, leaves_base_url
from tui.oauth2.connector import AdditionalRow, ApiCall, Connector
from tui.oauth2.secret import MASK, Secret
from tui.oauth2.wire_request import USER_AGENT

TOKEN = Secret("made-up-token")
CONNECTOR = Connector(base_url="https://api.example.com", api=ApiCall(path="/v1/me"))


def calling(path: str, *, base_url: str = "https://api.example.com", **api: object) -> Connector:
    return Connector(base_url=base_url, api=ApiCall(path=path, **api))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("base_url", "path", "url"),
    [
        ("https://a.example", "/v1/me", "https://a.example/v1/me"),
        ("https://a.example/", "/v1/me", "https://a.example/v1/me"),
        ("https://a.example/api", "v1", "https://a.example/api/v1"),
        ("https://a.example/api/", "//v1", "https://a.example/api/v1"),
        ("https://a.example/api", "", "https://a.example/api"),
        ("https://a.example/api", "?x=%2f", "https://a.example/api?x=%2f"),
        ("https://a.example", "/a/../b?x=1", "https://a.example/a/../b?x=1"),
        ("https://a.example", "https://b.example/me", "https://b.example/me"),
    ],
)
def test_the_path_is_appended_to_the_base_url(base_url: str, path: str, url: str) -> None:
    assert api_url(calling(path, base_url=base_url)) == url


def test_query_rows_are_encoded_and_follow_what_is_there() -> None:
    rows = (AdditionalRow("q", "a b&c"), AdditionalRow("k", Secret("ü")))
    assert api_url(calling("/x", query=rows)).endswith("/x?q=a+b%26c&k=%C3%BC")
    assert api_url(calling("/x?y=1", query=rows)).endswith("/x?y=1&q=a+b%26c&k=%C3%BC")


def headers_of(connector: Connector, *, reveal: bool = True) -> list[tuple[str, str]]:
    request = assemble_api_call(connector, TOKEN)
    return [(header.name, header.shown(reveal_secrets=reveal)) for header in request.headers]


def test_the_token_goes_as_a_bearer_token_and_is_masked_where_it_is_shown() -> None:
    assert headers_of(CONNECTOR) == [
        ("Host", "api.example.com"),
        ("Accept", "application/json"),
        ("Authorization", "Bearer made-up-token"),
        ("User-Agent", USER_AGENT),
        ("Accept-Encoding", "identity"),
    ]
    assert ("Authorization", f"Bearer {MASK}") in headers_of(CONNECTOR, reveal=False)
    assert "made-up-token" not in repr(assemble_api_call(CONNECTOR, TOKEN))


def test_the_form_can_name_another_header_and_another_pattern() -> None:
    connector = replace(CONNECTOR, header_auth_key="X-Token", header_auth_value_pattern="Token token=%s")
    assert ("X-Token", "Token token=made-up-token") in headers_of(connector)
    assert ("X-Token", MASK) in headers_of(connector, reveal=False)
    assert "Authorization" not in dict(headers_of(connector))


@pytest.mark.parametrize(
    "key", ["accept", "ACCEPT-ENCODING", "User-Agent", "host", "authorization", "X-Token"]
)
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    "rows", [(), (AdditionalRow("Accept", "text/csv"), AdditionalRow("X-Token", "mine"))]
)
def test_no_header_is_sent_twice_whatever_carries_the_token(
    key: str, method: str, rows: tuple[AdditionalRow, ...]
) -> None:
    found = headers_of(replace(calling("/x", method=method, headers=rows), header_auth_key=key))
    names = [name.lower() for name, _ in found]
    assert len(names) == len(set(names))
    assert names.count(key.lower()) == 1
    is_replaced = key.lower() in {row.name.lower() for row in rows}
    assert ("Bearer made-up-token" in dict(found).values()) is not is_replaced


def test_header_rows_replace_and_add() -> None:
    rows = (AdditionalRow("accept", "text/csv"), AdditionalRow("X-Tenant", "acme"))
    found = headers_of(calling("/x", headers=rows))
    assert ("accept", "text/csv") in found
    assert found.index(("X-Tenant", "acme")) < found.index(("User-Agent", USER_AGENT))


@pytest.mark.parametrize(("method", "has_length"), [("GET", False), ("DELETE", False), ("POST", True)])
def test_a_method_with_content_says_that_there_is_none(method: str, has_length: bool) -> None:
    assert (("Content-Length", "0") in headers_of(calling("/x", method=method))) is has_length


@pytest.mark.parametrize(
    ("connector", "field"),
    [
        (Connector(), "base_url"),
        (calling("/a b"), "api.path"),
        (calling("/x", base_url="https://a b.example"), "base_url"),
        (calling("/x", query=(AdditionalRow("half", "\ud800"),)), "api.query"),
        (calling("/x", query=(AdditionalRow("", "nameless"),)), "api.query"),
        (replace(CONNECTOR, header_auth_key="X Token"), "header_auth_key"),
        (replace(CONNECTOR, header_auth_key="host"), "header_auth_key"),
        (replace(CONNECTOR, header_auth_key="Content-Length"), "header_auth_key"),
        (replace(CONNECTOR, header_auth_value_pattern="Token\n%s"), "header_auth_value_pattern"),
        (calling("https://b.example/a b"), "api.path"),
        (replace(CONNECTOR, header_auth_value_pattern="Bearer"), "header_auth_value_pattern"),
        (calling("/x", headers=(AdditionalRow("Bad Name", "x"),)), "api.headers"),
    ],
)
def test_what_keeps_a_call_from_being_made(connector: Connector, field: str) -> None:
    assert [problem.field for problem in find_api_problems(connector)] == [field]


@pytest.mark.parametrize("connector", [CONNECTOR, calling("https://b.example/me", base_url="")])
def test_what_can_be_called(connector: Connector) -> None:
    assert find_api_problems(connector) == ()


@pytest.mark.parametrize(
    ("path", "other"),
    [
        ("/v1/me", ""),
        ("https://API.example.com:443/v1", ""),
        ("https://b.example/v1", "https://b.example"),
        ("http://api.example.com/v1", "http://api.example.com"),
        ("https://api.example.com:8443/", "https://api.example.com:8443"),
        ("https://api.example.com@b.example/", "https://api.example.com@b.example"),
    ],
)
def test_a_token_that_would_leave_the_base_url(path: str, other: str) -> None:
    assert leaves_base_url(calling(path)) == other
