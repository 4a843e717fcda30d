"""The API call in `run --json --api` and in the report for people."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from tests.diagnosis.api.api_runs import API, FIRST, JSON, SECOND, called, challenge, given, unanswered
from tests.runs import PASSWORD, SECRET, assert_no_secret, report_text
from tui.diagnosis.api.findings import diagnose_api, together
from tui.diagnosis.run_diagnosis import diagnose_run
from tui.interchange.json_text import json_text
from tui.interchange.run_json import run_document
from tui.interchange.run_text.told import Told
from tui.oauth2.api_run import ApiRun, ApiStep, TokenStep, Why
from tui.oauth2.attempt import Run
from tui.oauth2.connection import Timings
from tui.oauth2.connector import AdditionalRow, ApiCall, Connector
from tui.oauth2.masking.redaction import Redactor
from tui.oauth2.secret import Secret
from tui.oauth2.transport_failure import FailureCause

RENEWED = TokenStep(Why.REFUSED, given(SECOND))


def written(*steps: ApiStep, connector: Connector = API) -> tuple[dict[str, Any], str]:
    """Return the key `api` of the JSON, and the report. Neither contains a token."""
    run, api = Run((given(connector=connector, expires_in=3600),)), ApiRun(steps)
    assert run.working
    findings = together(diagnose_run(connector, run), diagnose_api(connector, api, run.working))
    redactor = Redactor.for_connector(connector)
    document = run_document("acme", run, redactor, findings, api)
    assert json.loads(json_text(document)) == document
    told = Told("acme", connector, run, findings, api=api)
    assert_no_secret(report_text(told, is_verbose=True), FIRST, SECOND, SECRET, PASSWORD)
    text = report_text(told)
    assert_no_secret(json_text(document) + text, FIRST, SECOND, SECRET, PASSWORD)
    part: dict[str, Any] = document["api"]
    return part, text


def test_a_call_that_works() -> None:
    step = called(200, JSON, body='{"name": "made up"}')
    timed = replace(step, exchange=replace(step.exchange, timings=Timings(connect=8.04, total=20.0)))
    part, text = written(timed)
    assert list(part) == [
        "status", "reacquired", "method", "url", "outcome", "error", "failure", "failure_cause", "started",
        "timings_ms", "connection", "peer", "request", "response", "steps",
    ]  # fmt: skip
    assert (part["status"], part["reacquired"], part["outcome"]) == (200, False, "works")
    assert (part["method"], part["url"]) == ("GET", "https://api.example.com/v1/me")
    assert (part["error"], part["failure"], part["failure_cause"]) == (None, None, None)
    assert part["timings_ms"]["connect"] == 8.0
    assert ["Authorization", "Bearer ••••••••"] in part["request"]["headers"]
    assert part["response"]["body"] == '{"name": "made up"}'
    assert part["steps"] == [{"why": "call", "kind": "call", "status": 200, "outcome": "answered"}]
    assert text.startswith("✓ acme works with Request Body, and the API accepts the token.\n")
    assert "  ✓ API      GET https://api.example.com/v1/me: 200  20 ms\n" in text
    assert "made up" not in text


def test_each_step_is_reported_and_the_last_call_counts() -> None:
    refused = called(401, challenge('Bearer error="invalid_token"'), body=f"no {FIRST}")
    part, text = written(refused, RENEWED, called(200, why=Why.REPEATED, token=SECOND))
    assert (part["status"], part["reacquired"], part["outcome"]) == (200, True, "works")
    assert part["steps"] == [
        {"why": "call", "kind": "call", "status": 401, "outcome": "token_refused"},
        {"why": "refused", "kind": "token", "status": 200, "outcome": "token"},
        {"why": "repeated", "kind": "call", "status": 200, "outcome": "answered"},
    ]
    lines = text.split("\n")
    order = [
        lines.index("  ✗ API        GET https://api.example.com/v1/me: 401"),
        lines.index("  ✓ New token  because the API refused the first: 200  111 ms"),
        lines.index("  ✓ API        GET https://api.example.com/v1/me: 200"),
    ]
    assert order == sorted(order)


def test_a_refusal_has_its_error_and_its_finding_first() -> None:
    echo = f"{SECOND} {FIRST} {SECRET}"
    headers = (challenge(f'Bearer error="invalid_token", error_description="{echo}"'), ("X-Echo", echo))
    again = called(401, *headers, body=echo, why=Why.REPEATED, token=SECOND)
    part, text = written(called(401), RENEWED, again)
    assert (part["status"], part["outcome"], part["error"]) == (401, "refused", "invalid_token")
    assert text.startswith(
        "✗ acme gets a token with Request Body, then fails: the API refuses the token, and"
    )


def test_a_call_without_a_response() -> None:
    part, text = written(unanswered(FailureCause.NAME_NOT_FOUND))
    assert (part["status"], part["outcome"], part["response"]) == (None, "transport_failure", None)
    assert (part["failure"], part["failure_cause"]) == ("dns", "name_not_found")
    assert "  ✗ API      GET https://api.example.com/v1/me: no response came\n" in text


def test_no_second_token_and_so_no_call() -> None:
    part, text = written(TokenStep(Why.EXPIRED, replace(given(), answer=None)))
    assert (part["outcome"], part["method"], part["request"]) == ("no_token", None, None)
    assert part["timings_ms"]["total"] is None
    assert "✗ New token  because the first has expired: 200" in text


def test_a_sign_in_page_is_no_success_whatever_its_status() -> None:
    part, _ = written(called(200, ("Content-Type", "text/html"), body="<html><input type=password></html>"))
    assert (part["status"], part["outcome"]) == (200, "refused")


def test_a_secret_of_the_query_and_of_a_header_row_is_masked() -> None:
    row = AdditionalRow("key", Secret("made-up-row-secret"))
    header = AdditionalRow("X-Api-Key", Secret("made-up-header-secret"))
    connector = replace(API, api=ApiCall(path="/v1/me", query=(row,), headers=(header,)))
    part, text = written(called(403, body="made-up-row-secret", connector=connector), connector=connector)
    assert part["url"] == "https://api.example.com/v1/me?key=••••••••"
    assert_no_secret(json_text(part) + text, "made-up-row-secret", "made-up-header-secret")
