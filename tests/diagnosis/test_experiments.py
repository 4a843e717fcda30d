"""Which experiments a run leaves worth making, what each changes, and what its outcome teaches."""

from __future__ import annotations

from dataclasses import replace

from tests.runs import BASIC, BODY, CONNECTOR, answered, failed
from tui.diagnosis.experiments import Experiment, propose_experiments
from tui.diagnosis.search.trial import conclusion
from tui.oauth2.attempt import Attempt, Run
from tui.oauth2.client_authentication import BasicEncoding, ClientAuthentication
from tui.oauth2.connector import AdditionalRow, Connector
from tui.oauth2.secret import Secret
from tui.oauth2.transport_failure import FailureCause

PLAIN = replace(CONNECTOR, client_secret=Secret("lettersanddigits1"))
INVALID_CLIENT = answered(BASIC, 401, '{"error":"invalid_client"}')
INVALID_GRANT = answered(BASIC, 400, '{"error":"invalid_grant"}')
GRANTED = answered(BASIC, 200, '{"access_token":"made-up","token_type":"Bearer"}')


def proposed(connector: Connector, *attempts: Attempt) -> dict[str, Experiment]:
    return {experiment.id: experiment for experiment in propose_experiments(connector, Run(attempts))}


def test_nothing_is_worth_it_when_the_first_attempt_works() -> None:
    assert proposed(PLAIN, GRANTED) == {}


def test_nothing_was_sent_nothing_is_proposed() -> None:
    assert propose_experiments(PLAIN, Run((Attempt(BASIC, skipped_because="why"),))) == ()


def test_the_methods_not_tried_are_proposed_for_the_form() -> None:
    experiments = proposed(PLAIN, INVALID_CLIENT)
    assert {"by-request-body", "by-basic-user"} <= experiments.keys()
    assert "by-basic" not in experiments
    body = experiments["by-request-body"]
    assert (body.method, body.connector.client_authentication) == (BODY, ClientAuthentication.REQUEST_BODY)


def test_the_other_encoding_only_where_the_two_differ() -> None:
    assert not [name for name in proposed(PLAIN, INVALID_CLIENT) if name.startswith("basic-encoding")]
    other = proposed(CONNECTOR, INVALID_CLIENT)["basic-encoding-raw"]
    assert other.connector.request.basic_encoding is BasicEncoding.RAW
    assert other.method is BASIC
    body_only = proposed(CONNECTOR, answered(BODY, 401, '{"error":"invalid_client"}'))
    assert "basic-encoding-raw" not in body_only


def test_without_the_credential_headers_only_where_they_are_sent() -> None:
    experiment = proposed(PLAIN, INVALID_CLIENT)["without-credential-headers"]
    assert not experiment.connector.request.credential_headers
    without = replace(PLAIN, request=replace(PLAIN.request, credential_headers=False))
    assert "without-credential-headers" not in proposed(without, INVALID_CLIENT)


def test_one_row_at_a_time() -> None:
    rows = (AdditionalRow("X-A", "1"), AdditionalRow("X-B", Secret("two")))
    data = (AdditionalRow("scope", "x"),)
    connector = replace(PLAIN, additional_headers=rows, additional_request_data=data)
    experiments = proposed(connector, INVALID_CLIENT)
    assert experiments["without-additional-headers-1"].connector.additional_headers == rows[1:]
    assert experiments["without-additional-headers-2"].connector.additional_headers == rows[:1]
    assert experiments["without-additional-request-data-1"].connector.additional_request_data == ()


def test_trimming_comes_first_and_keeps_secrets_secret() -> None:
    connector = replace(PLAIN, client_secret=Secret("made-up \n"), username=" svc")
    first = propose_experiments(connector, Run((INVALID_CLIENT,)))[0]
    assert first.id == "trimmed"
    assert first.connector.client_secret == Secret("made-up")
    assert first.connector.username == "svc"
    assert "made-up" not in repr(first.title + first.teaches)


def test_what_it_may_cost() -> None:
    assert not proposed(PLAIN, INVALID_CLIENT)["by-request-body"].costs_login
    assert proposed(PLAIN, INVALID_GRANT)["by-request-body"].costs_login


def test_the_discovery_is_always_worth_a_look() -> None:
    assert proposed(PLAIN, failed(BASIC, FailureCause.RESET))["discovered-token-url"].by_discovery


def test_conclusions() -> None:
    experiment = proposed(PLAIN, INVALID_CLIENT)["by-request-body"]
    assert conclusion(experiment, INVALID_CLIENT, GRANTED) == (
        "It works: set Oauth2 Client Authentication to “OAuth 2.0 with Request Body”."
    )
    assert conclusion(experiment, INVALID_CLIENT, answered(BODY, 401, '{"error":"invalid_client"}')) == (
        "It fails the same way: this was not the cause."
    )
    other = conclusion(experiment, INVALID_CLIENT, INVALID_GRANT)
    assert "400 invalid_grant instead of 401 invalid_client" in other
