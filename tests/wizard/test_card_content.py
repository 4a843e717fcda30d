"""The card says what the report on the same run says: one source, two faces."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.depth import examples
from tui.form.journey import RunRecord
from tui.form.outcome import changed_fields
from tui.interchange.run_text.report import run_report
from tui.interchange.run_text.told import Told
from tui.oauth2.masking.redaction import Redactor
from tui.oauth2.secret import Secret
from tui.oauth2.transport_failure import FailureCause
from tui.plain_text import plain_line
from tui.terminal.wrapping import plain_lines
from tui.wizard.card.before_after import before_after
from tui.wizard.card.card_content import CardContent, card_content

from .samples import (
    BODY,
    CLIENT_SECRET,
    COMPLETE,
    GRANTED,
    PASSWORD,
    REFUSED_ACCOUNT,
    REFUSED_CLIENT,
    attempt,
    failed_attempt,
    record,
)

RUNS = {
    "client": record(attempt(401, REFUSED_CLIENT)),
    "account": record(attempt(400, REFUSED_ACCOUNT)),
    "grant": record(attempt(400, {"error": "unauthorized_client"})),
    "locked": record(attempt(400, {"error": "invalid_grant", "error_description": "Account is locked"})),
    "scope": record(attempt(400, {"error": "invalid_scope"})),
    "key": record(attempt(200, {"accessToken": "made-up-7c1d"})),
    "server": record(attempt(500, b"oops")),
    "rate": record(attempt(429, b"slow")),
    "echo": record(attempt(401, {"error": "invalid_client", "error_description": CLIENT_SECRET})),
    "body": record(attempt(401, REFUSED_CLIENT), attempt(200, GRANTED, method=BODY)),
    "works": record(attempt(200, GRANTED)),
    **{str(cause): record(failed_attempt(cause, "Words of the failure.")) for cause in FailureCause},
}


def card_of(shown: RunRecord) -> CardContent:
    return card_content(shown, Redactor.for_connector(shown.connector, shown.run.secrets))


def report_of(shown: RunRecord) -> str:
    return "\n".join(plain_lines(run_report(Told("acme", shown.connector, shown.run, shown.findings))))


def in_report(report: str, label: str) -> str:
    """Return the text beside a label of the report's first part, its lines joined."""
    found = re.search(rf"^  {label}: +(.*(?:\n {{11}}.*)*)", report, re.M)
    return " ".join(found[1].split()) if found else ""


@pytest.mark.parametrize("name", RUNS)
def test_verdict_chip_value_reason_and_next_are_the_reports(name: str) -> None:
    shown = RUNS[name]
    card, report = card_of(shown), report_of(shown)
    flat = " ".join(report.split())
    assert flat.startswith(f"{card.sign} acme ")
    assert card.title[1:] in flat
    ask, change = in_report(report, "Ask"), in_report(report, "Change")
    assert (card.chip is None) == (not change)
    if card.chip:
        said = ask if card.asks else change.partition(", then ")[0]
        assert said == card.chip.what
        assert bool(ask) == card.asks
    rows = " ".join(card.rows.plain.split())
    if card.key:
        assert in_report(report, "To").partition(" (now ")[0] in rows
    assert in_report(report, "Next") in rows
    for step in filter(None, re.split(r"(?:^| )\d\. ", in_report(report, "Steps"))):
        assert step in rows
    assert CLIENT_SECRET not in rows
    assert PASSWORD not in rows


@settings(max_examples=examples(30), deadline=None)
@given(words=st.text(max_size=200), whom=st.text(max_size=30))
def test_whatever_a_finding_says_the_card_takes_and_shows_without_a_control_character(
    words: str, whom: str
) -> None:
    refused = RUNS["locked"]
    fix = f"Ask the {whom} owner. {words} Client ID: set it to “{words}”."
    first = replace(refused.findings[0], title=words, cause=words, fix=fix)
    card = card_of(replace(refused, findings=(first,)))
    shown = f"{card.title}{card.chip}{card.rows.plain}".replace("\n", "")
    assert plain_line(shown) == shown
    assert card.chip is not None


def test_a_run_is_compared_with_the_last_one_that_had_other_fields() -> None:
    other = replace(COMPLETE, client_secret=Secret("an0ther/Secret"))
    refused, works = RUNS["client"], record(attempt(200, GRANTED, connector=other), connector=other)
    compared = before_after(refused, works)
    assert compared is not None
    assert compared.plain == " before: ✗ 401 invalid_client  │  now: ✓ 200 token   Client Secret changed"
    still_refused = replace(RUNS["account"], connector=other)
    compared = before_after(refused, still_refused)
    assert compared is not None
    assert compared.plain.partition("\n")[2] == " Client Secret changed", "no line breaks within it"
    assert before_after(None, works) is None
    assert before_after(works, works) is None


def test_names_and_the_use_of_the_token_are_no_change_of_the_request() -> None:
    renamed = replace(COMPLETE, name="other", base_url="https://elsewhere.example.com", description="x")
    assert changed_fields(COMPLETE, renamed) == ()
    assert changed_fields(COMPLETE, replace(renamed, username="somebody.else")) == ("username",)
