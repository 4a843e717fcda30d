"""The report for people: the headline first, and no body dropped."""

from __future__ import annotations

import json

from tui.diagnosis.run_diagnosis import diagnose_run
from tui.interchange.run_text import run_report
from tui.oauth2.attempt import Attempt
from tui.oauth2.exchange import FailureKind
from tui.oauth2.redaction import Redactor

from .support import (
    BASIC,
    BODY,
    CONNECTOR,
    PASSWORD,
    SECRET,
    TOKEN,
    answered,
    assert_no_secret,
    failed,
    run_of,
    skipped,
)


def report(*attempts: Attempt) -> str:
    run = run_of(*attempts)
    findings = diagnose_run(CONNECTOR, run)
    return run_report("acme", CONNECTOR, run, Redactor.for_connector(CONNECTOR), findings)


def test_it_says_what_works_and_what_the_token_is() -> None:
    token = {"access_token": TOKEN, "token_type": "Bearer", "expires_in": 3600, "scope": f"a {TOKEN}"}
    text = report(
        answered(BASIC, 401, '{"error": "invalid_client"}', reason="Unauthorized"),
        answered(BODY, 200, json.dumps(token), reason="OK"),
    )
    lines = text.split("\n")
    assert lines[0] == "acme: Works with Request Body."
    assert "Set Oauth2 Client Authentication to “OAuth 2.0 with Request Body”." in lines[1]
    assert "  Basic Auth (form encoding): 401 Unauthorized after 111 ms" in lines
    assert '    {"error": "invalid_client"}' in lines
    assert "  Request Body: 200 OK after 111 ms" in lines
    assert "    Access token: type Bearer, expires in 3600 s, scope a ••••••••, no refresh token" in lines
    assert_no_secret(text)


def test_a_refusal_is_shown_with_headers_and_body() -> None:
    text = report(
        answered(BASIC, 500, f"<p>\x1b[2J{PASSWORD}</p>\nline two", [("X-Echo", SECRET)]),
        skipped(BODY, "No."),
    )
    assert "    <p>␛[2J••••••••</p>\n    line two" in text
    assert "    X-Echo: ••••••••\n" in text
    assert text.endswith("  Request Body: not tried\n    No.")
    assert_no_secret(text, SECRET, PASSWORD)


def test_a_long_body_says_how_much_more_there_is() -> None:
    text = report(answered(BASIC, 500, "x" * 4010))
    assert "x" * 4000 in text
    assert "x" * 4001 not in text
    assert "… 10 characters more; --json shows them" in text
    assert "(no body)" in report(answered(BASIC, 500, ""))


def test_the_first_finding_comes_with_its_fix_and_the_others_with_a_line_of_evidence() -> None:
    text = report(
        answered(BASIC, 401, '{"error": "invalid_client"}'), answered(BODY, 400, '{"error": "invalid_grant"}')
    )
    first, second, *_ = text.split("\n\n")
    assert first.startswith("acme: Fails: ")
    assert "Password Grant Password" in first
    assert "    seen: " in first
    assert "Trying again counts as a failed login" in first
    assert second.lstrip().startswith(
        "warning: The server takes the client by Request Body, not by Basic Auth."
    )
    assert "    seen: Basic Auth: " in second


def test_no_answer_is_told_with_its_reason() -> None:
    text = report(failed(BASIC, FailureKind.CONNECT, "Nothing listens at 127.0.0.1:9: it was refused."))
    assert text.startswith("acme: Unreachable: ")
    assert (
        "  Basic Auth (form encoding): no answer\n    Nothing listens at 127.0.0.1:9: it was refused." in text
    )
