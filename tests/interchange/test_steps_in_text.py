"""Steps, certainty and the next step as text prints them."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tests.runs import BASIC, CONNECTOR, answered, report_text, run_of
from tui.diagnosis.finding import Finding
from tui.diagnosis.next_step import NextStep
from tui.diagnosis.run_diagnosis import diagnose_run
from tui.interchange.findings_text import findings_text
from tui.interchange.run_text.told import Told

LIST: Final = "Client ID: copy it. Client Secret: copy it. Ask the owner."
OPEN: Final = Finding("a.b", "error", ("client_secret",), "It fails.", "Why.", LIST, confidence="open")


def lines_of(finding: Finding) -> list[str]:
    return [line.strip() for line in findings_text([finding])]


def test_many_steps_are_a_numbered_list_and_one_is_not() -> None:
    assert lines_of(OPEN)[-3:] == [
        "Steps:   1. Client ID: copy it.", "2. Client Secret: copy it.", "3. Ask the owner.",
    ]  # fmt: skip
    assert "Do:      Ask the owner." in lines_of(replace(OPEN, fix="Ask the owner."))


def test_what_is_not_certain_says_so_and_what_comes_next() -> None:
    asked = replace(OPEN, next=NextStep("question", "Ask them.", costs_login=True))
    lines = lines_of(asked)
    assert "Why:     Why. This response leaves the cause open." in lines
    assert "Next:    Ask them. This may cost a failed login." in lines
    assert not [line for line in lines_of(OPEN) if line.startswith("Next")]


def test_a_run_leads_with_its_verdict_and_the_field_to_change() -> None:
    run = run_of(answered(BASIC, 401, '{"error": "invalid_client"}'))
    findings = (OPEN, *diagnose_run(CONNECTOR, run))
    lines = report_text(Told("acme", CONNECTOR, run, findings)).splitlines()
    assert [line.strip() for line in lines[:6]] == [
        "✗ acme fails: It fails.",
        "",
        "Change:  Client Secret, then Client ID",
        "To:      the client's current secret",
        "Why:     Why. This response leaves the cause open.",
        "Seen:    Basic Auth: 401, invalid_client",
    ]


def test_a_later_finding_is_shorter() -> None:
    lines = list(findings_text([OPEN, replace(OPEN, severity="warning", evidence=("one", "two"))]))
    assert lines[-3:] == [
        "",
        "! It fails. Client ID: copy it. Client Secret: copy it. Ask the owner.",
        "  Seen: one",
    ]
