"""How sure a rule's finding is: by what the server said, and by what it left open."""

from __future__ import annotations

import pytest

from tui.diagnosis.finding import Finding
from tui.diagnosis.run_diagnosis import diagnose_response
from tui.oauth2.exchange import HttpResponse


def first_of(body: str, status: int = 400) -> Finding:
    return diagnose_response(HttpResponse(status, "", (), body.encode()), status=status)[0]


def said(error: str, description: str) -> str:
    return f'{{"error": "{error}", "error_description": "{description}"}}'


@pytest.mark.parametrize(
    ("body", "confidence"),
    [
        (said("invalid_grant", "AADSTS50126: Error validating credentials"), "stated"),
        (said("invalid_client", "Invalid client secret"), "stated"),
        (said("invalid_grant", "The user account is locked"), "stated"),
        (said("invalid_grant", "Invalid username or password"), "likely"),
        (said("invalid_client", "Invalid client_id or client_secret"), "likely"),
        ('{"error": "invalid_client"}', "open"),
        ('{"error": "invalid_grant"}', "open"),
    ],
)
def test_what_is_said_decides(body: str, confidence: str) -> None:
    assert first_of(body).confidence == confidence


def test_a_status_alone_leaves_it_open() -> None:
    found = first_of("", 404)
    assert (found.confidence, found.certainty) == ("open", "This response leaves the cause open.")


def test_people_read_it_beside_an_error_of_a_rule_alone() -> None:
    stated = first_of(said("invalid_grant", "The user account is locked"))
    assert stated.certainty == "The server names this cause itself."
    seen = Finding("a.b", "error", ("network",), "T.", "C.", "F.")
    assert seen.certainty == ""


def test_a_culprit_that_is_no_field_brings_no_field_along() -> None:
    locked = Finding(
        "a.b", "error", ("account_state", "password", "client_secret"), "T.", "C.", "Ask for it."
    )
    assert locked.fields == ()
    named = Finding("a.b", "error", ("account_state", "password"), "T.", "C.", "Client ID: copy it.")
    assert named.fields == ("Client ID",)
    assert (
        Finding("a.b", "error", ("password", "scope"), "T.", "C.", "F.").fields[0]
        == "Password Grant Password"
    )
