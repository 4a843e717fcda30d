"""A vendor is named for a mark of its own only; what a rule found comes out as the server wrote it."""

from __future__ import annotations

import json

import pytest

from tui.diagnosis.finding import Finding
from tui.diagnosis.rules.catalogue import built_in_rules
from tui.diagnosis.rules.engine import diagnose
from tui.diagnosis.rules.observation import Observation, observe
from tui.diagnosis.rules.rule import Rule
from tui.diagnosis.rules.rule_file import read_catalogue
from tui.oauth2.exchange import HttpResponse


def seen(body: str, **headers: str) -> Observation:
    pairs = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return observe(HttpResponse(0, "", pairs, body.encode()), status=None)


def found(body: str, rules: tuple[Rule, ...] | None = None, **headers: str) -> Finding:
    finding = diagnose(seen(body, **headers), built_in_rules() if rules is None else rules)
    assert finding is not None
    return finding


def rule(when: str, title: str = "It is {what}.", more: str = "") -> tuple[Rule, ...]:
    text = f"""
[[rule]]
id = "acme.rule"
vendor = "Acme"
culprits = ["client_id"]
title = "{title}"
cause = "A cause."
fix = "A fix."
{more}
[rule.when]
{when}
"""
    return read_catalogue(text, "acme.toml")


@pytest.mark.parametrize(
    "body",
    [
        '{"code": 7, "message": "Account locked"}',
        '{"code": 404, "message": "client not found"}',
        '{"error": "invalid_client", "error_description": "Invalid client identifier"}',
        '{"error": "invalid_client", "error_description": "Client is inactive"}',
        '{"error": "invalid_client", "error_description": "Invalid client credentials"}',
        '{"error": "invalid_client", "error_description": "This is an invalid client"}',
        '{"error": "unsupported_grant_type", "error_description": "grant type not supported"}',
        '{"error": "x", "message": "The grant type is unauthorized for this client_id"}',
        '{"error": "invalid_request"}',
        '{"error": "invalid_grant", "error_description": "Invalid username or password"}',
        '{"error": "invalid_grant", "error_description": "User is disabled"}',
        '{"message": "User is locked out"}',
        '{"detail": "Request was throttled."}',
        '{"error": "account_suspended"}',
        '{"message": "CSRF failed: no token"}',
        '{"message": "Login failed"}',
    ],
)
def test_no_vendor_is_named_for_words_that_all_say(body: str) -> None:
    finding = found(body)
    assert finding.vendor is None
    assert "Salesforce" not in finding.title


@pytest.mark.parametrize(
    ("body", "vendor"),
    [
        ('{"ErrorCode": "invalid_client", "Error": "oauth.v2.InvalidClientIdentifier"}', "Apigee"),
        ('{"message": "LOGIN_ERROR_CSS_PW_LOCKOUT"}', "Salesforce"),
        ('{"code": 14, "error": "invalid_grant", "error_description": "Account locked"}', "SAP Concur"),
    ],
)
def test_a_vendor_is_named_for_words_of_its_own(body: str, vendor: str) -> None:
    assert found(body).vendor == vendor


def test_the_place_of_the_vendor_in_a_sentence_is_filled_by_what_is_known() -> None:
    rules = rule('text = ["acme says no"]\nshared = ["says no"]', "{vendor} refuses; ask {vendor}.")
    assert found('{"message": "acme says no"}', rules).title == "Acme refuses; ask Acme."
    assert found('{"message": "it says no"}', rules).title == "The server refuses; ask the server."
    assert found('{"message": "it says no"}', rules).vendor is None


@pytest.mark.parametrize(
    ("when", "body", "headers"),
    [
        (
            'json = { path = "/realms/(?P<what>[a-z]+)/" }',
            '{"path": "/realms/Acme", "x": "/realms/acme"}',
            {},
        ),
        ('body = ["/realm (?P<what>[a-z]+ [a-z]+) is/"]', "No  realm   Acme   Test is here", {}),
        ('header = { X-Realm = "/(?P<what>acme.*)/" }', "{}", {"X_Realm": "Acme"}),
    ],
)
def test_what_is_found_is_quoted_as_the_server_wrote_it(
    when: str, body: str, headers: dict[str, str]
) -> None:
    title = found(body, rule(when), **headers).title
    assert " ".join(title.split()) in {"It is Acme.", "It is Acme Test."}


@pytest.mark.parametrize(
    ("body", "matches"),
    [
        ("E0000004: no", True),
        ("code E0000004", True),
        ("E4", False),
        ("E00000047", False),
        ("FE0000004", False),
        ("1E0000004", False),
    ],
)
def test_a_code_counts_as_it_is_written(body: str, matches: bool) -> None:
    assert (diagnose(seen(body), rule('code = ["E0000004"]', "No.")) is not None) is matches


def test_a_code_without_leading_zeros_is_read_by_its_number() -> None:
    assert diagnose(seen("AADSTS050126"), rule('code = ["AADSTS50126"]', "No.")) is not None


def test_found_words_can_carry_the_lockout_risk() -> None:
    more = '[rule.lockout_by]\nwhat = ["locked"]'
    rules = rule('text = ["/state (?P<what>[a-z]+)/"]', more=more)
    assert found('{"message": "state LOCKED"}', rules).lockout_risk
    assert not found('{"message": "state new"}', rules).lockout_risk


@pytest.mark.parametrize(
    ("body", "risk"),
    [
        ('{"error": "x", "error_codes": [50126], "trace_id": "t"}', True),
        ('{"error": "x", "error_codes": [50034], "trace_id": "t"}', False),
        ('{"__type": "NotAuthorizedException", "message": "Password attempts exceeded"}', True),
        ('{"__type": "NotAuthorizedException", "message": "User is disabled."}', False),
    ],
)
def test_the_catalogue_tells_a_risk_by_what_is_found(body: str, risk: bool) -> None:
    assert found(body).lockout_risk is risk


@pytest.mark.parametrize(
    ("body", "shape"),
    [
        ("[Errno 111] Connection refused", "text"),
        ("[2024-03-02 10:00:00] ERROR: refused", "text"),
        ('[{"error": "invalid_grant"', "json"),
        ('["no"', "json"),
        ("[1, 2]", "json"),
        ("[]", "json"),
    ],
)
def test_a_bracket_alone_makes_no_json(body: str, shape: str) -> None:
    assert seen(body).shape == shape


def test_the_cause_at_the_end_of_a_long_traceback_is_read() -> None:
    lines = "".join(f'  File "/app/part{line}.py", line {line}, in step\n    step()\n' for line in range(400))
    body = (
        f"Traceback (most recent call last):\n{lines}ConnectionRefusedError: [Errno 111] Connection refused"
    )
    assert found(body).culprits[0] == "network"


def test_the_id_at_the_end_of_an_error_uri_is_a_code() -> None:
    assert "ID2055" in seen('{"error": "x", "error_uri": "https://docs.example.com/errors/ID2055"}').codes
    assert seen('{"error": "x", "error_uri": "https://docs.example.com/errors"}').codes == ("x",)


@pytest.mark.parametrize(
    ("description", "rule_id"),
    [("Invalid client id or client secret", "wording.client_id_or_secret"), ("", "spring.boot_unauthorized")],
)
def test_the_look_of_a_response_says_less_than_its_sentence(description: str, rule_id: str) -> None:
    body = {"timestamp": "2026-01-02", "status": 401, "error": "unauthorized", "path": "/v2/oauth/token"}
    assert found(json.dumps(body | ({"error_description": description} if description else {}))).id == rule_id
