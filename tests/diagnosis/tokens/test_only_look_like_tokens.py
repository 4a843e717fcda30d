"""Responses that look like a token's: an error where a connector breaks on them, else a warning."""

from __future__ import annotations

import json
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.runs import BASIC, answered
from tui.diagnosis.finding import Finding
from tui.diagnosis.run_diagnosis import diagnose_response, diagnose_run
from tui.oauth2.attempt import Run
from tui.oauth2.connector import Connector
from tui.oauth2.exchange import HttpResponse
from tui.oauth2.responses.token_text import is_error_sentence

TOKEN: Final = "tok-4f1d8a7c6b5e4d3c2b1a"
GRANTED: Final[dict[str, Any]] = {"access_token": TOKEN, "token_type": "Bearer", "expires_in": 3600}


def first(media_type: str = "application/json", **members: Any) -> Finding:
    body = json.dumps({**GRANTED, **members})
    response = HttpResponse(200, "OK", (("Content-Type", media_type),), body.encode())
    return diagnose_response(response, status=200)[0]


@pytest.mark.parametrize(
    ("members", "severity", "field"),
    [
        ({"expires_in": "1 hour"}, "error", "response.expires_in_key"),
        ({"expires_in": "svc@example.com"}, "error", "response.expires_in_key"),
        ({"expires_in": False}, "error", "response.expires_in_key"),
        ({"expires_in": "2026-05-06T11:00:00Z"}, "error", "response.expires_in_format"),
        ({"expires_in": "3600"}, "warning", "response.expires_in_key"),
        ({"expires_in": -1}, "warning", "response.expires_in_key"),
        ({"expires_in": 3_600_000}, "warning", "response.expires_in_key"),
        ({"token_type": None}, "warning", "header_auth_value_pattern"),
        ({"token_type": "JWT"}, "warning", "header_auth_value_pattern"),
        ({"token_type": "mac"}, "error", "response.type"),
        ({"media_type": "text/javascript"}, "warning", "response.type"),
        ({"media_type": "text/html"}, "warning", "response.type"),
        ({"media_type": "text/plain; charset=utf-8"}, "warning", "response.type"),
    ],
)
def test_each_leads_to_the_setting_to_change(members: dict[str, Any], severity: str, field: str) -> None:
    found = first(**members)
    assert (found.severity, found.first_field) == (severity, field)
    assert found.culprits[0] == "response_format"


@pytest.mark.parametrize("token_type", ["Bearer", "bearer", "BEARER", "bEaReR"])
def test_the_case_of_bearer_does_not_matter(token_type: str) -> None:
    assert first(token_type=token_type).id == "answer.token"


@pytest.mark.parametrize(
    ("sentence", "culprit"),
    [
        ("error: grant_type: password is not supported in this application", "grant_not_allowed"),
        ("error: invalid username or password", "password"),
        ("The user is locked.", "account_state"),
    ],
)
def test_a_sentence_in_place_of_the_token_is_diagnosed(sentence: str, culprit: str) -> None:
    found = first(access_token=sentence)
    assert (found.severity, found.culprits[0]) == ("error", culprit)


def test_a_run_that_gets_a_sentence_does_not_work() -> None:
    body = json.dumps({**GRANTED, "access_token": "error: invalid username or password"})
    attempt = answered(BASIC, 200, body)
    assert Run((attempt,)).verdict == "fails"
    assert diagnose_run(Connector(), Run((attempt,)))[0].culprits[0] == "password"


@pytest.mark.parametrize(
    "text", [TOKEN, "Bearer not-a-sentence", "a b", "error", "tok\nen-4f1d8a7c", "1f2e 3d4c", "not_a_token"]
)
def test_a_token_that_is_odd_is_no_sentence(text: str) -> None:
    assert not is_error_sentence(text)


@given(st.text(max_size=300))
def test_any_text_may_stand_where_the_token_should_be(text: str) -> None:
    is_error_sentence(text)
    assert first(access_token=text)


@pytest.mark.parametrize(
    "members",
    [
        {"mfa_required": True, "challenge_token": "eyJ.e30.x"},
        {"mfaRequired": True},
        {"requires_2fa": True, "access_token": None},
        {"challenge_token": "abcdefghij0123456789", "access_token": ""},
        {"data": {"otp_required": True}},
        {"ChallengeName": "SOFTWARE_TOKEN_MFA", "Session": "x", "access_token": None},
    ],
)
def test_a_second_factor_comes_first(members: dict[str, Any]) -> None:
    found = first(**members)
    assert (found.severity, found.culprits[0]) == ("error", "mfa_or_policy")
    assert TOKEN not in str(found)


@pytest.mark.parametrize(
    "members",
    [
        {"mfa_required": False, "challenge_token": "x1"},
        {"mfa_enrolled": True},
        {"mfa": True},
        {"ChallengeName": "NEW_PASSWORD_REQUIRED"},
    ],
)
def test_what_only_sounds_like_a_second_factor_is_none(members: dict[str, Any]) -> None:
    assert first(**members).id != "answer.second_factor"


@pytest.mark.parametrize(
    "wrapped", ["cb({});", "/**/ app.callback({})", ")]}}',\n{}", "while(1);{}", "for (;;); {}"]
)
def test_json_inside_a_script_is_no_json(wrapped: str) -> None:
    body = wrapped.format(json.dumps(GRANTED))
    response = HttpResponse(200, "OK", (("Content-Type", "text/javascript"),), body.encode())
    found = diagnose_response(response, status=200)[0]
    assert (found.id, found.severity, found.culprits[0]) == (
        "answer.wrapped_json",
        "error",
        "response_format",
    )
    assert TOKEN not in str(found)
