"""Where a discovery document may be found, and what is read from it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.oauth2.exchange import HttpResponse
from tui.oauth2.responses.discovery import discovery_urls, named_token_endpoint


@pytest.mark.parametrize(
    ("token_url", "document"),
    [
        (
            "https://idp.example.com/realms/acme/protocol/openid-connect/token",
            "https://idp.example.com/realms/acme/.well-known/openid-configuration",
        ),
        (
            "https://login.example.com/t1/oauth2/v2.0/token",
            "https://login.example.com/t1/v2.0/.well-known/openid-configuration",
        ),
        ("https://idp.example.com/oauth/token", "https://idp.example.com/.well-known/openid-configuration"),
        (
            "https://idp.example.com:8443/token",
            "https://idp.example.com:8443/.well-known/openid-configuration",
        ),
        ("https://idp.example.com/token", "https://idp.example.com/.well-known/oauth-authorization-server"),
        ("https://idp.example.com", "https://idp.example.com/.well-known/openid-configuration"),
    ],
)
def test_the_document_is_looked_for_where_issuers_keep_it(token_url: str, document: str) -> None:
    assert document in discovery_urls(token_url)


def test_no_more_than_a_few_requests() -> None:
    assert len(discovery_urls("https://idp.example.com/" + "a/" * 500 + "token")) <= 8


def test_the_query_and_its_secrets_stay_behind() -> None:
    assert all("?" not in url for url in discovery_urls("https://idp.example.com/token?api_key=made-up"))


def answer(body: bytes, status: int = 200) -> HttpResponse:
    return HttpResponse(status, "", (), body)


def test_the_named_endpoint() -> None:
    document = {"issuer": "https://idp.example.com", "token_endpoint": "https://idp.example.com/token"}
    assert named_token_endpoint(answer(json.dumps(document).encode())) == "https://idp.example.com/token"
    assert named_token_endpoint(answer(json.dumps(document).encode(), status=404)) == ""


@pytest.mark.parametrize(
    "endpoint", ["", 7, None, "ftp://x/", "https://user:pw@x/", "/token", ["https://x/"]]
)
def test_what_is_no_usable_url_is_not_taken(endpoint: object) -> None:
    assert named_token_endpoint(answer(json.dumps({"token_endpoint": endpoint}).encode())) == ""


@given(st.binary(max_size=200))
def test_no_document_raises(body: bytes) -> None:
    named_token_endpoint(answer(body))
