"""The headline: does it work, and what to look at first."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.runs import BASIC, BODY, CONNECTOR, TOKEN, answered, failed, run_of, skipped, with_method
from tui.diagnosis.run_diagnosis import diagnose_run
from tui.diagnosis.verdict import Headline
from tui.diagnosis.verdict import headline as headline_of
from tui.oauth2.attempt import Attempt, Run
from tui.oauth2.client_authentication import ClientAuthentication
from tui.oauth2.connector import AdditionalRow, Connector
from tui.oauth2.form_fields import FORM_FIELDS
from tui.oauth2.transport_failure import FailureCause

USER = ClientAuthentication.BASIC_USER
SET_TO_BODY = "Oauth2 Client Authentication: set it to “OAuth 2.0 with Request Body”."
BLANK_WORKS_TOO = (
    f"{SET_TO_BODY} It may also stay blank, but setting it saves one refused attempt for each token."
)


def headline(connector: Connector, run: Run) -> Headline:
    return headline_of(connector, run, diagnose_run(connector, run))


def token(method: ClientAuthentication) -> Attempt:
    granted = {"access_token": TOKEN, "token_type": "Bearer", "expires_in": 3600}
    return answered(method, 200, json.dumps(granted))


def refused(method: ClientAuthentication, error: str, status: int = 400) -> Attempt:
    return answered(method, status, json.dumps({"error": error}))


def test_blank_that_works_with_one_method_says_which_to_set() -> None:
    found = headline(CONNECTOR, run_of(refused(BASIC, "invalid_client", 401), token(BODY)))
    assert (found.works, found.title, found.detail) == (True, "Works with Request Body.", BLANK_WORKS_TOO)
    assert found.field == "client_authentication"


def test_blank_that_works_at_once_can_stay_blank() -> None:
    found = headline(CONNECTOR, run_of(token(BASIC), skipped(BODY)))
    assert (found.title, found.field, found.tells) == ("Works with Basic Auth.", "", None)
    assert "can stay blank" in found.detail
    assert headline(CONNECTOR, run_of(token(BASIC), token(BODY), refused(USER, "invalid_client"))).field == ""


def test_all_methods_tried_names_the_one_that_works() -> None:
    found = headline(with_method(BASIC), run_of(refused(BASIC, "invalid_client"), token(BODY), token(USER)))
    assert (found.title, found.detail) == ("Works with Request Body.", SET_TO_BODY)
    found = headline(with_method(BODY), run_of(token(BASIC), token(BODY)))
    assert (found.works, found.field) == (True, "")


def test_a_token_that_is_odd_is_told() -> None:
    odd = answered(BASIC, 200, json.dumps({"access_token": TOKEN, "token_type": "mac", "expires_in": 9}))
    found = headline(CONNECTOR, run_of(odd))
    assert (found.works, found.title) == (True, "Works with Basic Auth.")
    assert found.detail.startswith("But: the token's type is mac, not Bearer. Ask ")


@pytest.mark.parametrize(
    ("error", "field"),
    [
        ("invalid_client", "client_secret"),
        ("invalid_grant", "password"),
        ("unauthorized_client", ""),
        ("invalid_scope", "additional_request_data"),
    ],
)
def test_each_code_of_the_rfc_has_a_field_to_change_or_none(error: str, field: str) -> None:
    found = headline(CONNECTOR, run_of(refused(BASIC, error)))
    assert not found.works
    assert found.title.startswith("Fails: ")
    assert found.field == field
    assert found.detail


def test_the_attempt_that_came_furthest_is_told() -> None:
    attempts = [
        failed(USER, FailureCause.RESET),
        refused(BASIC, "invalid_client", 401),
        refused(BODY, "invalid_grant"),
    ]
    fields = ["", "client_secret", "password"]
    for count in (1, 2, 3):
        found = headline(CONNECTOR, run_of(*attempts[:count], skipped(USER)))
        assert found.field == fields[count - 1]


def test_the_headline_is_the_first_finding_with_its_fix() -> None:
    run = run_of(refused(BASIC, "invalid_client", 401))
    first = diagnose_run(CONNECTOR, run)[0]
    found = headline(CONNECTOR, run)
    assert found.title.lower() == f"fails: {first.title}".lower()
    assert (found.detail, found.tells) == (first.cause, first)


def test_an_unknown_grant_type_points_to_where_it_was_typed() -> None:
    typed = replace(CONNECTOR, custom_grant_type="x")
    run = run_of(answered(BASIC, 400, '{"error": "unsupported_grant_type"}', connector=typed))
    assert headline(typed, run).field == "custom_grant_type"
    typed = replace(CONNECTOR, additional_request_data=(AdditionalRow("grant_type", "x"),))
    run = run_of(answered(BASIC, 400, '{"error": "unsupported_grant_type"}', connector=typed))
    assert headline(typed, run).field == "additional_request_data"


@pytest.mark.parametrize(
    ("status", "body", "field"),
    [
        (404, "sorry", "token_url"),
        (429, "", ""),
        (500, "", ""),
        (200, '{"token": "abcdefgh12345678"}', "response.access_token_key"),
    ],
)
def test_an_answer_without_an_error_has_its_field(status: int, body: str, field: str) -> None:
    found = headline(CONNECTOR, run_of(answered(BASIC, status, body)))
    assert found.title.startswith("Fails: ")
    assert found.field == field


@pytest.mark.parametrize("cause", FailureCause)
def test_each_failure_to_get_an_answer_names_host_and_reason(cause: FailureCause) -> None:
    found = headline(CONNECTOR, run_of(failed(BASIC, cause, "The reason."), skipped(BODY)))
    is_canceled = cause is FailureCause.CANCELED
    assert found.title.startswith("The attempt was canceled" if is_canceled else "Unreachable: ")
    assert "127.0.0.1" in found.title
    assert found.tells
    assert "The reason." in found.detail


def test_a_run_without_an_attempt_has_a_headline() -> None:
    for run in (run_of(), run_of(skipped(BASIC))):
        assert headline(CONNECTOR, run).title == "Fails: no attempt was made."


@given(st.binary(max_size=60), st.integers(100, 999), st.text(max_size=10))
def test_no_answer_raises(body: bytes, status: int, reason: str) -> None:
    found = headline(CONNECTOR, run_of(answered(BASIC, status, body, reason=reason)))
    assert found.field in {"", *FORM_FIELDS}
