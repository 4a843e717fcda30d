"""An audience that is clearly another system, and those that need not be."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.diagnosis.answers.test_answers import jwt
from tests.diagnosis.api.api_runs import API, called, challenge, diagnosed, given
from tui.diagnosis.run_diagnosis import diagnose_run
from tui.diagnosis.tokens.audience import foreign_audiences
from tui.oauth2.attempt import Run

CONNECTOR = replace(API, token_url="https://login.idp.example.net/token")
GRAPH = "00000003-0000-0000-c000-000000000000"


@pytest.mark.parametrize(
    ("audience", "is_foreign"),
    [
        ("https://graph.microsoft.com", True),
        (GRAPH, True),
        (["https://graph.microsoft.com", "https://vault.azure.net"], True),
        ("other.example.org", True),
        ("https://api.example.com/v2", False),
        ("https://www.example.com", False),
        (["https://graph.microsoft.com", "https://api.example.com"], False),
        ("https://idp.example.net/resources", False),
        ("https://issuer.example.edu", False),
        ("account", False),
        ("9d1f5ca2-6a41-4e0b-8d2c-5f3f6d0d7c11", False),
        ("api://default", False),
        ("https://myapi", False),
        ("urn:microsoft:userinfo", False),
        ("https://[", False),
        ([], False),
        (None, False),
        ({"x": 1}, False),
        ([7], False),
    ],
)
def test_only_a_clearly_different_system_counts(audience: object, is_foreign: bool) -> None:
    claims = {"aud": audience, "iss": "https://issuer.example.edu/tenant"}
    assert bool(foreign_audiences(CONNECTOR, claims)) is is_foreign


def test_hosts_of_one_country_suffix_are_not_one_site() -> None:
    connector = replace(API, base_url="https://api.acme.co.uk")
    assert foreign_audiences(connector, {"aud": "https://api.other.co.uk"})
    assert not foreign_audiences(connector, {"aud": "https://www.acme.co.uk"})
    assert not foreign_audiences(replace(API, base_url=""), {"aud": "https://api.other.co.uk"})


def test_it_warns_and_names_both_sides() -> None:
    first = given(jwt(aud=GRAPH), expires_in=3600)
    warning = next(finding for finding in diagnose_run(CONNECTOR, Run((first,))) if "audience" in finding.id)
    assert (warning.id, warning.severity) == ("token.audience_elsewhere", "warning")
    assert f"Microsoft Graph ({GRAPH})" in warning.title
    assert "Base Url is at api.example.com" in warning.title
    assert warning.first_field == "additional_request_data"


def test_the_audience_explains_a_refused_token() -> None:
    first = given(jwt(aud="https://graph.microsoft.com"))
    refused = called(401, challenge('Bearer error="invalid_token"'))
    found = diagnosed(refused, connector=CONNECTOR, first=first)[0]
    assert "is for https://graph.microsoft.com" in found.cause
    assert found.culprits[0] == "additional_request_data"
