"""Steps, certainty and the next step as text prints them."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tests.runs import BASIC, CONNECTOR, answered, run_of
from tui.diagnosis.finding import Finding
from tui.diagnosis.next_step import NextStep
from tui.diagnosis.run_diagnosis import diagnose_run
from tui.interchange.findings_text import findings_text
from tui.interchange.run_text import run_report
from tui.oauth2.masking.redaction import Redactor

LIST: Final = "Client ID: copy it. Client Secret: copy it. Ask the owner."
OPEN: Final = Finding("a.b", "error", ("client_secret",), "It fails.", "Why.", LIST, confidence="open")


def lines_of(finding: Finding) -> list[str]:
    return [line.strip() for line in findings_text([finding])]


def test_many_steps_are_a_numbered_list_and_two_are_prose() -> None:
    assert lines_of(OPEN)[2:6] == [
        "Fix:", "1. Client ID: copy it.", "2. Client Secret: copy it.", "3. Ask the owner.",
    ]  # fmt: skip
    assert "Fix: One. Two." in lines_of(replace(OPEN, fix="One. Two."))


def test_what_is_not_certain_says_so_and_what_comes_next() -> None:
    asked = replace(OPEN, next=NextStep("question", "Ask them.", costs_login=True))
    lines = lines_of(asked)
    assert "Why. This response can't tell." in lines
    assert "Next: Ask them. This may cost a failed login." in lines
    assert not [line for line in lines_of(OPEN) if line.startswith("Next")]


def test_a_run_numbers_the_steps_below_its_headline() -> None:
    run = run_of(answered(BASIC, 401, '{"error": "invalid_client"}'))
    findings = (OPEN, *diagnose_run(CONNECTOR, run))
    lines = run_report("acme", CONNECTOR, run, Redactor(()), findings).splitlines()
    assert [line.strip() for line in lines[:6]] == [
        "acme: Fails: It fails.", "Why.", "1. Client ID: copy it.", "2. Client Secret: copy it.",
        "3. Ask the owner.", "This response can't tell.",
    ]  # fmt: skip
