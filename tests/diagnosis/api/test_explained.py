"""What a saved response of an API says, without the call."""

from __future__ import annotations

import pytest

from tui.diagnosis.api.explained import diagnose_api_response
from tui.diagnosis.finding import Finding
from tui.oauth2.exchange import HttpResponse


def found(status: int, body: str, **headers: str) -> Finding:
    response = HttpResponse(status, "", tuple(headers.items()), body.encode())
    return diagnose_api_response(response, status=status)[0]


@pytest.mark.parametrize(
    ("page", "rule"),
    [
        ("<form><input type='password'></form>", "api.said.login_page"),
        ("<h1>Welcome</h1>", "api.said.page"),
    ],
)
def test_a_web_page_is_no_success(page: str, rule: str) -> None:
    body = f"<!DOCTYPE html><html><head><title>Portal</title></head><body>{page}</body></html>"
    assert found(200, body).id == rule


def test_data_is_a_success() -> None:
    assert found(200, '{"items": []}').id == "api.said.works"


@pytest.mark.parametrize(
    ("target", "rule"),
    [
        ("https://login.example.com/saml2?SAMLRequest=x", "api.said.redirect_to_sign_in"),
        ("https://api.example.com/v2", "api.said.redirect"),
    ],
)
def test_a_redirect_is_told(target: str, rule: str) -> None:
    assert found(302, "", Location=target).id == rule


def test_the_first_field_is_one_that_the_fix_names() -> None:
    finding = found(404, '{"message":"The requested resource does not exist"}')
    assert finding.culprits[0] == "token_url"
    assert finding.first_field == "base_url"
