"""Which responses can only be those of an API: where anything is about a token request, none is."""

from __future__ import annotations

import pytest

from tui.diagnosis.phase import challenge_of_an_api
from tui.oauth2.exchange import HttpResponse


def response(challenge: str, body: str = "", status: int = 401) -> HttpResponse:
    return HttpResponse(status, "", (("WWW-Authenticate", challenge),), body.encode())


@pytest.mark.parametrize("code", ["invalid_token", "insufficient_scope"])
def test_a_code_of_a_bearer_token_is_certain(code: str) -> None:
    refused = response(f'Basic realm="x", Bearer realm="api", error="{code}"')
    assert challenge_of_an_api(refused, 401) == f'Bearer error="{code}"'
    assert challenge_of_an_api(refused, None, "https://api.example.com/v1/users")


@pytest.mark.parametrize(
    ("refused", "url"),
    [
        (response('Bearer realm="api"'), ""),
        (response('Bearer error="invalid_request"'), ""),
        (response('Bearer error="invalid_client"'), ""),
        (response('Basic error="invalid_token"'), ""),
        (response('Bearer error="invalid_token"', '{"error":"invalid_client"}'), ""),
        (response('Bearer error="invalid_token"', "Missing grant type"), ""),
        (response('Bearer error="invalid_token"'), "https://idp.example.com/oauth2/token"),
        (response('Bearer error="invalid_token"'), "https://acme.example.com/oauth_token.do?x=1"),
        (response('Bearer error="invalid_token"', status=500), ""),
    ],
)
def test_anything_else_is_not(refused: HttpResponse, url: str) -> None:
    assert challenge_of_an_api(refused, refused.status, url) == ""
