"""What the attempts of a run show together, and what the connector adds to a response."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.runs import BASIC, BODY, CONNECTOR, TOKEN, failed, run_of, skipped, with_method
from tests.runs import answered as answered_at
from tui.diagnosis.finding import Finding
from tui.diagnosis.run_diagnosis import diagnose_run
from tui.oauth2.attempt import Attempt
from tui.oauth2.client_authentication import BasicEncoding, ClientAuthentication
from tui.oauth2.connector import AdditionalRow, Connector, RequestSettings
from tui.oauth2.secret import Secret
from tui.oauth2.transport_failure import FailureCause

PLAIN = replace(
    CONNECTOR, client_secret=Secret("letters7only"), token_url="http://127.0.0.1:8080/oauth2/token"
)
USER = ClientAuthentication.BASIC_USER


def answered(
    method: ClientAuthentication,
    status: int,
    body: object,
    *headers: tuple[str, str],
    connector: Connector = PLAIN,
) -> Attempt:
    return answered_at(
        method, status, body if isinstance(body, str) else json.dumps(body), headers, connector
    )


def refused(
    method: ClientAuthentication, error: str, status: int = 400, said: str = "", **changes: Any
) -> Attempt:
    body = {"error": error, **({"error_description": said} if said else {})}
    return answered(method, status, body, connector=replace(PLAIN, **changes))


def token(method: ClientAuthentication) -> Attempt:
    return answered(method, 200, {"access_token": TOKEN, "token_type": "Bearer", "expires_in": 3600})


def diagnosed(*attempts: Attempt, **changes: Any) -> tuple[Finding, ...]:
    return diagnose_run(replace(PLAIN, **changes), run_of(*attempts))


def ids(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.id for finding in findings]


def test_basic_refused_and_body_accepted_settles_the_matter() -> None:
    finding, note = diagnosed(refused(BASIC, "invalid_client", 401), token(BODY))
    assert (note.id, note.severity) == ("network.works_from_here", "info")
    assert (finding.id, finding.severity) == ("comparison.set_client_authentication", "warning")
    assert "set it to “OAuth 2.0 with Request Body”. It may" in finding.fix
    assert len(finding.evidence) == 2


def test_the_reverse_names_basic_auth_as_the_form_does() -> None:
    finding, _ = diagnosed(refused(BODY, "invalid_client"), token(BASIC), client_authentication=BODY)
    assert "“OAuth 2.0 with Basic Auth Header set to client id and client secret”" in finding.fix


def test_what_works_as_set_has_only_the_note_on_this_machine() -> None:
    assert ids(diagnosed(token(BASIC), skipped(BODY))) == ["network.works_from_here"]
    all_methods = diagnosed(
        token(BASIC), token(BODY), refused(USER, "invalid_client"), client_authentication=BASIC
    )
    assert {finding.severity for finding in all_methods} == {"info"}
    assert ids(all_methods).count("network.works_from_here") == 1


def test_the_account_comes_before_the_client_and_the_method_is_named() -> None:
    first, second = diagnosed(refused(BASIC, "invalid_client", 401), refused(BODY, "invalid_grant"))
    assert first.culprits[0] in {"password", "username"}
    assert first.lockout_risk
    assert (second.id, second.severity) == ("comparison.client_accepted", "warning")
    assert "“OAuth 2.0 with Request Body”" in second.fix


def test_a_method_that_is_set_and_refused_comes_first() -> None:
    first, *_ = diagnosed(
        refused(BASIC, "invalid_client", 401), refused(BODY, "invalid_grant"), client_authentication=BASIC
    )
    assert (first.id, first.severity) == ("comparison.client_accepted", "error")


def test_both_refused_alike_is_the_credentials_and_one_finding() -> None:
    (finding,) = diagnosed(refused(BASIC, "invalid_client", 401), refused(BODY, "invalid_client", 400))
    assert set(finding.culprits[:2]) == {"client_secret", "client_id"}
    assert "refused Basic Auth and Request Body alike" in finding.cause
    assert "Basic Auth and Request Body: the same refusal" in finding.evidence


def test_a_secret_with_two_encodings_is_suspected_and_the_experiment_named() -> None:
    connector = replace(with_method(BASIC), client_secret=Secret("a+b/c="))
    first, second = diagnose_run(
        connector, run_of(refused(BASIC, "invalid_client", 401, **vars_of(connector)))
    )
    assert first.culprits[0] == "client_secret"
    assert (second.id, second.severity) == ("comparison.basic_encoding", "warning")
    assert "Basic encoding “raw”" in second.fix
    raw = replace(connector, request=RequestSettings(basic_encoding=BasicEncoding.RAW))
    assert "Basic encoding “form”" in diagnose_run(raw, run_of(refused(BASIC, "invalid_client", 401)))[1].fix


def vars_of(connector: Connector) -> dict[str, Any]:
    return {
        "client_secret": connector.client_secret,
        "client_authentication": connector.client_authentication,
    }


def test_one_attempt_without_a_response_comes_after_the_other() -> None:
    first, *others = diagnosed(failed(BASIC, FailureCause.RESET), refused(BODY, "invalid_grant"))
    assert first.culprits[0] in {"password", "username"}
    assert "comparison.one_unanswered" in [finding.id for finding in others]


def test_a_rate_limit_between_the_attempts_proves_nothing() -> None:
    findings = diagnosed(refused(BASIC, "invalid_client", 401), answered(BODY, 429, "slow down"))
    assert findings[0].culprits[0] in {"client_secret", "client_id"}
    assert "comparison.held_back" in ids(findings)


@pytest.mark.parametrize(
    ("changes", "culprit"),
    [
        ({}, "network"),
        ({"additional_headers": (AdditionalRow("Authorization", "Basic eA=="),)}, "additional_headers"),
        ({"additional_request_data": (AdditionalRow("client_id", "x"),)}, "additional_request_data"),
    ],
)
def test_credentials_seen_twice_are_traced_to_their_row(changes: dict[str, Any], culprit: str) -> None:
    said = "Multiple client credentials cannot be provided"
    findings = diagnosed(refused(BASIC, "invalid_request", said=said, **changes), **changes)
    (suspect,) = [finding for finding in findings if finding.id.startswith("comparison.cred")]
    assert (suspect.severity, suspect.culprits[0]) == ("warning", culprit)


def test_headers_that_are_too_large_and_pages_of_gateways_make_headers_suspect() -> None:
    assert "comparison.headers_too_large" in ids(diagnosed(answered(BASIC, 431, "")))
    page = "<html><title>403 Forbidden</title><body>Request blocked.</body></html>"
    assert "comparison.credential_headers" in ids(diagnosed(answered(BASIC, 403, page)))
    without = RequestSettings(credential_headers=False)
    assert "comparison.credential_headers" not in ids(diagnosed(answered(BASIC, 403, page), request=without))


@pytest.mark.parametrize("key", ["custom_grant_type", "request_custom_grant_type"])
def test_a_filled_grant_type_is_blamed_for_a_grant_that_nobody_knows(key: str) -> None:
    changes: dict[str, Any] = {key: "passwort"}
    first = diagnosed(refused(BASIC, "unsupported_grant_type", **changes), **changes)[0]
    assert first.first_field == key
    assert "grant_type=passwort" in first.evidence


def missing(said: str, method: ClientAuthentication = BASIC, **changes: Any) -> Finding:
    return diagnosed(refused(method, "invalid_request", said=said, **changes), **changes)[0]


def test_a_parameter_that_went_to_the_wrong_place_is_found_there() -> None:
    row = (AdditionalRow("resource", "x"),)
    header = missing("Missing required parameter: resource", additional_headers=row)
    assert (header.culprits[:2], "move the row resource" in header.fix) == (
        ("additional_headers", "additional_request_data"),
        True,
    )
    query = missing("The resource parameter is missing.", token_url="http://127.0.0.1:8080/token?resource=x")
    assert query.culprits[:2] == ("additional_request_data", "token_url")
    written = missing("resource must be specified", additional_request_data=(AdditionalRow("Resource", "x"),))
    assert "rename the row to resource" in written.fix
    client = missing("The client_id parameter is required")
    assert client.culprits[0] == "client_authentication"
    assert "“OAuth 2.0 with Request Body”" in client.fix


def test_a_parameter_that_was_sent_as_it_should_be_blames_nobody_else() -> None:
    found = missing("Missing parameter: client_id", BODY)
    assert not any(words.startswith("sent ") for words in found.evidence)


def test_a_content_type_that_contradicts_the_body_comes_first() -> None:
    row = (AdditionalRow("Content-Type", "application/json"),)
    first = missing("Missing parameter: grant_type", additional_headers=row)
    assert (first.culprits[0], "Content-Type: application/json" in first.evidence) == (
        "additional_headers",
        True,
    )
    accepted = diagnosed(refused(BASIC, "invalid_grant", additional_headers=row), additional_headers=row)[0]
    assert accepted.culprits[0] != "additional_headers"


def test_a_scope_that_is_refused_is_quoted_or_missed() -> None:
    row = (AdditionalRow("scope", "tickets.reed"),)
    assert (
        "scope=tickets.reed"
        in diagnosed(
            refused(BASIC, "invalid_scope", additional_request_data=row), additional_request_data=row
        )[0].evidence
    )
    assert "no scope was sent" in diagnosed(refused(BASIC, "invalid_scope"))[0].evidence


def test_a_bare_challenge_for_basic_auth_depends_on_what_was_sent() -> None:
    challenge = ("WWW-Authenticate", 'Basic realm="oauth"')
    body = diagnosed(answered(BODY, 401, "", challenge), client_authentication=BODY)[0]
    assert body.culprits[0] == "client_authentication"
    assert "Basic Auth Header set to client id" in body.fix
    basic = diagnosed(answered(BASIC, 401, "", challenge), client_authentication=BASIC)[0]
    assert basic.culprits[:2] == ("client_secret", "client_id")
    user = diagnosed(answered(USER, 401, "", challenge), client_authentication=USER)[0]
    assert user.culprits[:2] == ("password", "username")


@pytest.mark.parametrize(
    ("status", "body"), [(404, "<html>"), (405, ""), (200, "<html><title>Sign in</title>")]
)
def test_a_url_of_the_wrong_shape_is_blamed_for_a_page(status: int, body: str) -> None:
    url = "http://127.0.0.1:8080/oauth2/authorize"
    attempt = answered(BASIC, status, body, connector=replace(PLAIN, token_url=url))
    first = diagnosed(attempt, token_url=url)[0]
    assert first.culprits[0] == "token_url"
    assert "authorization endpoint" in first.cause


def test_a_server_that_lists_the_method_that_was_sent_accepts_it() -> None:
    said = "The client cannot authenticate with methods: ('client_secret_basic', 'client_secret_post')"
    first = diagnosed(refused(BASIC, "invalid_client", 401, said), client_authentication=BASIC)[0]
    assert first.culprits[:2] == ("client_secret", "client_id")


def test_one_method_that_does_not_matter_leaves_the_others_words() -> None:
    first = diagnosed(
        refused(BASIC, "invalid_request", said="The client_id parameter is missing"),
        refused(BODY, "invalid_client", 401),
    )[0]
    assert first.culprits[0] in {"client_secret", "client_id"}


def test_a_clock_that_differs_is_read_from_the_last_response() -> None:
    granted = {"access_token": TOKEN, "token_type": "Bearer", "expires_in": 3600}
    attempt = answered(BASIC, 200, granted, ("Date", "Mon, 06 May 2024 10:00:00 GMT"))
    now = datetime(2024, 5, 6, 10, 10, tzinfo=UTC)
    note, finding = diagnose_run(PLAIN, run_of(attempt), now=now)
    assert (finding.id, "10 minutes behind" in finding.title) == ("answer.clock_skew", True)
    assert diagnose_run(PLAIN, run_of(attempt), now=now.replace(minute=1)) == (note,)
    assert diagnose_run(PLAIN, run_of(attempt)) == (note,)


def test_attempts_that_fail_alike_are_one_finding_with_the_evidence_of_both() -> None:
    (finding,) = diagnosed(
        failed(BASIC, FailureCause.RESET, "Cut once."), failed(BODY, FailureCause.RESET, "Cut again.")
    )
    assert (finding.id, finding.severity) == ("network.reset", "error")
    assert finding.evidence == ("Cut once.", "Cut again.")


def test_a_run_without_an_attempt_has_no_findings() -> None:
    assert diagnosed() == diagnosed(skipped(BASIC)) == ()


FORBIDDEN = [
    "",
    "Forbidden",
    {"message": "Forbidden"},
    "<html><head><title>403 Forbidden</title></head></html>",
]
NOT_UNDERSTOOD = [
    "",
    {"error": "invalid_request"},
    {"error": "invalid_request", "error_description": "client_id is missing"},
    {"error": "invalid_client"},
    "<html><head><title>400 Bad Request</title></head></html>",
]


@pytest.mark.parametrize("forbidden", FORBIDDEN)
@pytest.mark.parametrize("not_understood", NOT_UNDERSTOOD)
def test_of_a_400_and_a_403_the_403_went_further(forbidden: object, not_understood: object) -> None:
    alone = diagnosed(answered(BODY, 403, forbidden))[0].id
    assert ids(diagnosed(answered(BASIC, 400, not_understood), answered(BODY, 403, forbidden)))[0] == alone


def test_a_firewall_that_forbids_stopped_the_request_before_the_server() -> None:
    page = "<html><title>Attention Required! | Cloudflare</title><h1>Sorry, you have been blocked</h1></html>"
    blocked = answered(BODY, 403, page, ("Server", "cloudflare"))
    assert ids(diagnosed(blocked))[0].startswith("waf.")
    found = diagnosed(refused(BASIC, "invalid_request"), blocked)
    assert not found[0].id.startswith("waf.")


def test_a_401_says_more_than_a_403() -> None:
    found = diagnosed(refused(BASIC, "invalid_client", 401), answered(BODY, 403, "Forbidden"))
    assert found[0].id.startswith("oauth.invalid_client")


@pytest.mark.parametrize("value", ["SSO", 'SSO realm="corp"', "SSO, Hawk"])
@pytest.mark.parametrize(
    "body", ["", {"message": "Unauthorized"}, {"error": "invalid_client"}, "<title>401 Unauthorized</title>"]
)
def test_an_unknown_scheme_of_authentication_is_read_and_told(value: str, body: object) -> None:
    finding = diagnosed(answered(BASIC, 401, body, ("WWW-Authenticate", value)))[0]
    assert "SSO" in finding.title + finding.cause
    assert f"www-authenticate: {value}".lower() in [line.lower() for line in finding.evidence]


def test_a_scheme_that_a_connector_speaks_is_not_called_unknown() -> None:
    for value in ("Basic", 'Bearer realm="x"', "Negotiate, Basic"):
        body = {"error": "invalid_client"}
        finding = diagnosed(answered(BASIC, 401, body, ("WWW-Authenticate", value)))[0]
        assert "does not speak" not in finding.cause, value


@pytest.mark.parametrize("said", ["Resource not found", "The requested resource is missing"])
def test_at_a_wrong_address_a_resource_is_no_parameter(said: str) -> None:
    row = AdditionalRow("resource", "")
    finding = diagnosed(
        answered(BASIC, 404, {"error": "not_found", "error_description": said}),
        additional_headers=(row,),
        additional_request_data=(row,),
    )[0]
    assert finding.culprits[0] == "token_url"
    assert "parameter" not in finding.title
