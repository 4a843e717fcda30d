"""A response is laid out so that rules find what it says; a look before spares searches."""

from __future__ import annotations

import json

import pytest

from tui.diagnosis.rules.observation import Observation, observe
from tui.oauth2.exchange import HttpResponse


def seen(body: str, status: int | None = None, **headers: str) -> Observation:
    pairs = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return observe(HttpResponse(status or 0, "", pairs, body.encode()), status=status)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('{"code": "UserNotFoundException"}', "user not found exception"),
        ('{"message": "failed: PASSWORD_EXPIRED"}', "password expired"),
        ('{"type": "https://api.example.com/errors/bad-password"}', "bad password"),
        ('{"detail": [{"loc": ["body", "username"], "msg": "Field required"}]}', "username: field required"),
        (
            '{"errors": [{"source": {"pointer": "/data/login"}, "detail": "is missing"}]}',
            "login: is missing",
        ),
        ('{"password": ["This field is required."]}', "password: this field is required."),
        ('{"errors": [{"field": "client_id", "code": "not_known"}]}', "client_id: not known"),
        ('{"errors": [{"field": "username", "rule": "email"}]}', "username: invalid email"),
        ('{"errors": [{"field": "username", "rule": "required"}]}', "username: required"),
        (
            '{"body": "{\\"error\\": \\"x\\", \\"error_description\\": \\"Two words\\"}"}',
            "two words",
        ),
        ('"Login failed"', "login failed"),
        (
            "<html><body><form><input id=p type='password'></form></body></html>",
            "a form with a password field",
        ),
        ("<reply><state>failure</state><text>No user</text></reply>", "failure | no user"),
        ("<b>Fatal error</b>: no <i>such</i> file<br/>", "fatal error : no such file"),
    ],
)
def test_words_hold_what_is_said_in_other_ways(body: str, words: str) -> None:
    assert words in seen(body).words


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ('{"error": "InvalidClient"}', "invalid_client"),
        ('{"error": "Invalid Grant"}', "invalid_grant"),
        ('{"errors": ["acme_oauth_error_invalid_scope"]}', "invalid_scope"),
        ("Token request failed: unauthorized_client", "unauthorized_client"),
        ('{"message": "400 Bad Request: {\\"error\\": \\"invalid_grant\\"}"}', "invalid_grant"),
    ],
)
def test_codes_of_the_rfc_are_found_in_other_spellings(body: str, code: str) -> None:
    assert code in seen(body).folded_codes


def test_a_longer_code_is_not_taken_for_one_of_the_rfc() -> None:
    assert "invalid_client" not in seen('{"error": "invalid_client_id"}').folded_codes


def test_codes_come_from_headers_too() -> None:
    assert "access_denied" in seen("", 302, Location="/cb?error=access_denied").codes
    assert "KeyException" in seen("", 403, X_Amzn_ErrorType="KeyException:http://x").codes
    assert "locked" in seen("", 403, X_Denied_Reason="locked").codes
    assert "user_locked" in seen("", 401, X_Acme_Status='[{"reasonCode":"user_locked"}]').codes


def test_what_a_code_is_about_changes_what_a_word_means() -> None:
    """A permission in invalid_scope is a scope."""
    body = '{"error": "%s", "error_description": "A permission is invalid"}'
    found = [claim.entity for claim in seen(body % "invalid_scope", 400).claims]
    assert found == ["scope"]
    assert [claim.entity for claim in seen(body % "access_denied", 400).claims] == ["permission"]


@pytest.mark.parametrize(
    ("body", "status", "told"),
    [
        ('{"statusCode": 401}', None, 401),
        ('{"error": {"code": "403"}}', None, 403),
        ("<html><title>HTTP Status 404 – Not Found</title></html>", None, 404),
        ("Response status code does not indicate success: 429 (Too Many Requests).", None, 429),
        ('{"code": 401, "msg": "no"}', 200, 401),
        ('{"code": 401, "msg": "no"}', 403, 403),
        ('{"code": 40110000}', None, None),
        ("port 443 is closed", None, None),
    ],
)
def test_a_status_that_a_body_names_counts_where_http_names_none(
    body: str, status: int | None, told: int | None
) -> None:
    assert seen(body, status).told_status == told


def test_an_object_that_java_printed_says_what_its_members_say() -> None:
    printed = (
        "ProblemException{error='invalid_request', description='Missing parameters: password', uri='null'}"
    )
    assert seen(json.dumps({"detail": printed})).messages == ("Missing parameters: password",)


def test_a_parameter_is_called_by_the_name_in_quotes_before_it() -> None:
    claims = seen(json.dumps({"message": 'Invalid impersonation "sub" field.'})).claims
    assert [claim.name for claim in claims] == ["sub"]
