"""Base Url and API path side by side."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tui.diagnosis.api.address import address_suspicion
from tui.oauth2.api_request import api_url
from tui.oauth2.connector import ApiCall

from .api_runs import API


@pytest.mark.parametrize(
    ("base_url", "path", "finding", "words"),
    [
        ("https://h/api/v1", "/api/v1/me", "api.path_twice", "API path: set it to /me."),
        ("https://h/api/v1/", "v1/me?x=/v1", "api.path_twice", "API path: set it to /me."),
        ("https://h/a/b/a", "/a/b/a/x", "api.path_twice", "API path: set it to /x."),
        ("https://h/app/api", "/api", "api.path_twice", "API path: set it to /."),
        ("https://h/oauth2/token", "/me", "api.base_url_is_token_url", "https://h, followed by the path"),
        ("https://h/oauth_token.do", "/me", "api.base_url_is_token_url", "https://h,"),
        ("https://h/gettoken/x", "/me", None, ""),
        ("https://h/api?v=1", "/me", "api.base_url_query", "Base Url: set it to https://h/api."),
        ("https://h:8443", "h/me", "api.host_in_path", "Remove the host from the start"),
        ("https://h:8443", "/h:8443/me", "api.host_in_path", "Remove the host from the start"),
        ("https://h/api/v1", "/v2/me", None, ""),
        ("https://h/api/v1", "/api/me", None, ""),
        ("https://h", "/me", None, ""),
        ("https://h/v1", "", None, ""),
        ("https://h/v1", "https://other/v1/me", None, ""),
        ("https://[", "/me", None, ""),
    ],
)
def test_an_address_that_can_t_be_meant(base_url: str, path: str, finding: str | None, words: str) -> None:
    connector = replace(API, base_url=base_url, api=ApiCall(path=path))
    suspicion = address_suspicion(connector)
    assert (suspicion.id if suspicion else None) == finding
    if suspicion:
        assert words in suspicion.fix


def test_what_it_says_to_write_ends_the_doubling() -> None:
    connector = replace(API, base_url="https://h/api/v1", api=ApiCall(path="/api/v1/me"))
    assert address_suspicion(connector)
    fixed = replace(connector, api=ApiCall(path="/me"))
    assert api_url(fixed) == "https://h/api/v1/me"
    assert address_suspicion(fixed) is None


def test_the_token_url_itself_is_known_whatever_its_path() -> None:
    connector = replace(API, base_url="https://h/login/give/", token_url="https://h/login/give")
    suspicion = address_suspicion(connector)
    assert suspicion
    assert suspicion.id == "api.base_url_is_token_url"


def test_a_query_is_not_shown_and_no_character_is_obeyed() -> None:
    connector = replace(API, base_url="https://h/\x1b[2J?key=made-up-key")
    suspicion = address_suspicion(connector)
    assert suspicion
    assert "made-up-key" not in str(suspicion)
    assert "\x1b" not in "".join((suspicion.title, suspicion.cause, suspicion.fix, *suspicion.evidence))
