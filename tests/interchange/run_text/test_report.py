"""The report for people: the verdict comes first, then what to change, and no body is lost."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wcwidth import wcswidth

from tests.depth import examples
from tests.runs import (
    BASIC,
    BODY,
    CONNECTOR,
    PASSWORD,
    SECRET,
    TOKEN,
    answered,
    assert_no_secret,
    failed,
    report_text,
    run_of,
    skipped,
)
from tui.diagnosis.finding import Severity
from tui.diagnosis.run_diagnosis import diagnose_run
from tui.interchange.run_text.report import run_report
from tui.interchange.run_text.told import Told, verdict_line
from tui.oauth2.attempt import Attempt
from tui.oauth2.secret import Secret
from tui.oauth2.transport_failure import FailureCause
from tui.terminal.color import painted
from tui.terminal.wrapping import plain_lines, wrapped

REFUSED: Final = answered(BASIC, 401, '{"error": "invalid_client"}', reason="Unauthorized")
GRANTED: Final = json.dumps(
    {"access_token": TOKEN, "token_type": "Bearer", "expires_in": 3600, "scope": f"a {TOKEN}"}
)


def told(*attempts: Attempt, least: Severity = "info", overridden: tuple[str, ...] = ()) -> Told:
    run = run_of(*attempts)
    findings = diagnose_run(CONNECTOR, run)
    return Told("acme", CONNECTOR, run, findings, least=least, overridden=overridden)


def report(*attempts: Attempt, least: Severity = "info", overridden: tuple[str, ...] = ()) -> str:
    return report_text(told(*attempts, least=least, overridden=overridden))


def test_it_says_what_works_what_to_change_and_what_the_token_is() -> None:
    text = report(REFUSED, answered(BODY, 200, GRANTED, reason="OK"))
    lines = text.split("\n")
    assert lines[0] == "✓ acme works with Request Body."
    assert "  Change:  Oauth2 Client Authentication" in lines
    assert "  To:      OAuth 2.0 with Request Body (now blank)" in lines
    assert "  Token:   type Bearer, expires in 3600 s, scope a ••••••••, no refresh token" in lines
    assert "Checked with Request Body:" in lines
    assert_no_secret(text)


def test_a_success_without_a_finding_is_a_few_lines() -> None:
    text = report(answered(BASIC, 200, GRANTED))
    assert text.startswith(
        "✓ acme works with Basic Auth.\n\n  Oauth2 Client Authentication can stay blank.\n  Token: "
    )
    assert "\ni It works on this machine" in text
    assert "Change:" not in text


def test_a_refusal_has_the_status_the_error_and_the_words_of_the_vendor() -> None:
    body = json.dumps({"error": "invalid_grant", "error_description": f"Wrong \x1b[2J{PASSWORD}"})
    text = report(answered(BASIC, 400, body, reason="Bad Request"), skipped(BODY, "No."))
    assert "  Seen:    Basic Auth: 400 Bad Request, invalid_grant: “Wrong ␛[2J••••••••”\n" in text
    assert "Each further attempt counts as a failed login and can lock the account." in text
    assert "\nRequest Body was not tried. No.\n" in text
    assert_no_secret(text)


def test_attempts_that_were_not_made_share_their_reason() -> None:
    assert report(skipped(BASIC, "No."), skipped(BODY, "No.")) == (
        "✗ acme fails: no attempt was made.\n\nBasic Auth and Request Body were not tried. No."
    )


def test_attempts_with_the_same_answer_share_a_line() -> None:
    text = report(REFUSED, replace(REFUSED, client_authentication=BODY))
    assert "  Seen:    Basic Auth and Request Body: 401 Unauthorized, invalid_client\n" in text
    assert text.count("invalid_client\n") == 2, "in the evidence, and in the list of checks"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<html><title>Gone</title><h1>Gone fishing</h1><p>Back soon</html>", "“Gone fishing | Back soon”"),
        ("plain\nwords", "“plain words”"),
        ("x" * 5000, f"“{'x' * 300}…”"),
        ("", "the body is empty"),
    ],
)  # fmt: skip
def test_the_words_of_a_body_that_is_no_error_response_are_evidence(body: str, words: str) -> None:
    text = report(answered(BASIC, 404, body))
    assert words in re.sub(r"\s*\n\s*", "" if "xxx" in words else " ", text)


def test_a_long_description_is_cut_and_a_secret_at_the_cut_is_masked() -> None:
    for filler in (290, 3_990):
        body = json.dumps({"error": "invalid_client", "error_description": "x" * filler + SECRET * 2})
        text = report(answered(BASIC, 401, body))
        assert len(text) < 3_000
        assert_no_secret(text, SECRET, SECRET[:10])


def test_a_missing_response_is_told_once() -> None:
    text = report(failed(BASIC, FailureCause.REFUSED, "Nothing listens at 127.0.0.1:9: it was refused."))
    assert text.startswith("✗ acme is unreachable: ")
    assert "  Change:  Oauth2 Token Url\n" in text
    assert text.count("Nothing listens at 127.0.0.1:9") == 1


def test_what_is_not_in_the_form_says_so() -> None:
    body = {"error": "invalid_grant", "error_description": "The account is locked after failed sign-ins."}
    text = report(answered(BASIC, 400, json.dumps(body)))
    assert "  Change:  nothing in the form\n" in text
    assert "  Steps:   1. Stop sending until the account is unlocked.\n           2. " in text


@pytest.mark.parametrize(
    ("body", "asked"),
    [
        ({"error": "invalid_grant", "error_description": "Account is locked"}, "the server's administrator"),
        ({"error": "unauthorized_client"}, "the server's administrator"),
        ({"error": "invalid_client"}, ""),
    ],
)
def test_who_has_to_act_before_a_field_is_worth_changing_is_named_first(
    body: dict[str, str], asked: str
) -> None:
    text = report(answered(BASIC, 400, json.dumps(body)))
    assert ("  Ask:     " in text) == bool(asked)
    if asked:
        assert f"\n\n  Ask:     {asked}\n  Change:  " in text


def test_a_secret_with_a_blank_at_its_end_is_proposed_without_it_and_never_shown() -> None:
    connector, run = replace(CONNECTOR, client_secret=Secret(f"{SECRET} ")), run_of(REFUSED)
    text = report_text(Told("acme", connector, run, diagnose_run(connector, run)))
    assert "  To:      ••••••••, the same without what can't be seen in it\n" in text
    assert_no_secret(text, SECRET)


def test_lesser_findings_are_hidden_when_the_user_says_so() -> None:
    attempts = (REFUSED, answered(BODY, 400, '{"error": "invalid_grant"}'))
    everything, errors = report(*attempts), report(*attempts, least="error")
    assert "\n! " in everything
    assert "\n! " not in errors
    assert errors.split("\n")[:4] == everything.split("\n")[:4]
    works = report(REFUSED, answered(BODY, 200, GRANTED), least="error")
    assert "Change:" not in works
    assert works.startswith("✓ acme works with Request Body.\n")


def test_values_of_this_run_alone_are_said_beside_the_verdict() -> None:
    text = report(REFUSED, overridden=(f"Oauth2 Token Url is https://a.example/{SECRET} (--token-url)",))
    assert text.startswith("✗ acme (not as saved) fails: ")
    assert "\n! For this run alone: Oauth2 Token Url is https://a.example/•••••••• (--token-url)\n" in text


def test_the_verdict_alone_is_the_first_line() -> None:
    assert report(REFUSED).split("\n")[0] == "✗ acme fails: the server does not accept the client."
    (line,) = plain_lines([verdict_line(told(REFUSED))])
    assert line == report(REFUSED).split("\n")[0]


@settings(max_examples=examples(20), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=300), st.text(max_size=60), st.integers(40, 110))
def test_whatever_a_server_says_no_line_is_too_wide_and_no_escape_of_its_own_is_written(
    words: str, name: str, width: int
) -> None:
    body = json.dumps({"error": "invalid_client", "error_description": words})
    run = run_of(answered(BASIC, 401, body, [("X-A", words.encode("unicode_escape").decode())]))
    made = Told(name, CONNECTOR, run, diagnose_run(CONNECTOR, run))
    plain = list(plain_lines(run_report(made), width))
    colored = [painted(line) for line in wrapped(run_report(made), width)]
    assert max(map(wcswidth, plain)) <= width
    assert [re.sub(r"\x1b\[[0-9;]+m", "", line) for line in colored] == plain
    assert not re.search(r"[\x00-\x1f\x7f-\x9f]", "".join(plain))
