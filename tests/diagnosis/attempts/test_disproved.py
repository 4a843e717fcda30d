"""A fix advises nothing that the same run has tried in vain."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

import pytest

from tests.runs import BASIC, BODY, CONNECTOR, answered, run_of, with_method
from tui.diagnosis.attempts.disproved import without_disproved
from tui.diagnosis.attempts.reading import Reading
from tui.diagnosis.finding import Finding
from tui.diagnosis.rules.catalogue import built_in_rules
from tui.diagnosis.rules.observation import observe
from tui.diagnosis.run_diagnosis import diagnose_run
from tui.diagnosis.steps import steps_of
from tui.diagnosis.verdict import headline
from tui.oauth2.attempt import Attempt
from tui.oauth2.client_authentication import ClientAuthentication
from tui.oauth2.secret import Secret

REFUSED: Final = '{"error": "invalid_client"}'
TOKEN: Final = '{"access_token": "tok-4f1d.made-up", "token_type": "Bearer", "expires_in": 60}'
ADVICE: Final = re.compile(
    r"(?i)the other Oauth2|Oauth2 Client Authentication: try the other|"
    r"Oauth2 Client Authentication(?:: set it)? to “?(?:OAuth|Basic|Request)(?!.* or to )"
)


def reading(method: ClientAuthentication, culprit: str = "client_secret") -> Reading:
    attempt = answered(method, 401, REFUSED)
    main = Finding("a.b", "error", (culprit,), "T.", "C.", "F.")
    seen = diagnose_reading(attempt)
    return replace(seen, findings=(main,))


def diagnose_reading(attempt: Attempt) -> Reading:
    assert attempt.exchange
    assert attempt.exchange.response
    seen = observe(attempt.exchange.response, status=401)
    return Reading(attempt, attempt.exchange.request, (), seen)


def fix_after(fix: str, *readings: Reading) -> str:
    return without_disproved(Finding("a.b", "error", ("client_secret",), "T.", "C.", fix), readings).fix


OTHER: Final = "Oauth2 Client Authentication: try the other method."
TO_BASIC: Final = "Oauth2 Client Authentication: set it to Basic Auth."


@pytest.mark.parametrize(
    ("fix", "left"),
    [
        (f"Client Secret: copy it again. {OTHER} Check X.", "Client Secret: copy it again. Check X."),
        (f"{OTHER} Client Secret: copy it again.", "Client Secret: copy it again."),
        ("Try the other Oauth2 Client Authentication. Ask the owner.", "Ask the owner."),
        (f"{TO_BASIC} Client ID: fill it in.", "Client ID: fill it in."),
        ("Oauth2 Client Authentication: with a + in it, set it to Request Body. Ask B.", "Ask B."),
        ("Set Oauth2 Client Authentication to “OAuth 2.0 with Request Body”. Fill D.", "Fill D."),
        ("Compare A, B; C is D.", "Compare A, B; C is D."),
        (
            "Oauth2 Client Authentication: set it to one method.",
            "Oauth2 Client Authentication: set it to one method.",
        ),
    ],
)
def test_what_both_refused_is_taken_out(fix: str, left: str) -> None:
    assert fix_after(fix, reading(BASIC), reading(BODY)) == left


def test_one_refused_method_leaves_the_other_advice() -> None:
    to_body = "Oauth2 Client Authentication: set it to Request Body."
    for_each = "Oauth2 Client Authentication: set it to Basic Auth for one, or to Request Body for the other."
    assert fix_after(OTHER, reading(BASIC)) == OTHER
    assert fix_after(to_body, reading(BASIC)) == to_body
    assert "registered for" in fix_after(to_body, reading(BODY))
    assert fix_after(to_body, reading(BASIC), reading(BODY, "password")) == to_body
    assert fix_after(for_each, reading(BASIC), reading(BODY)) == for_each


# One test for all rules here and elsewhere: each takes less time than a test costs.
def test_no_rule_keeps_such_advice() -> None:
    readings = reading(BASIC), reading(BODY)
    for rule in built_in_rules():
        left = steps_of(fix_after(rule.fix, *readings))
        assert not [step for step in left if ADVICE.search(step)], rule.id
        assert set(left) <= set(steps_of(rule.fix)) or "registered for" in left[-1], rule.id


@pytest.mark.parametrize(
    "body",
    [
        REFUSED,
        '{"error": "invalid_client", "error_description": "Client authentication failed"}',
        '{"error": "unauthorized"}',
        "",
    ],
)
def test_after_both_methods_no_finding_says_to_try_the_other(body: str) -> None:
    run = run_of(answered(BASIC, 401, body), answered(BODY, 401, body))
    for finding in diagnose_run(CONNECTOR, run):
        assert not ADVICE.search(finding.fix), finding.fix


def test_the_encoding_does_not_advise_the_body_that_was_refused_too() -> None:
    connector = replace(CONNECTOR, client_secret=Secret("a+b/c&d"))
    both = run_of(*(answered(method, 401, REFUSED, connector=connector) for method in (BASIC, BODY)))
    alone = run_of(answered(BASIC, 401, REFUSED, connector=connector))
    told = [
        next(found.fix for found in diagnose_run(connector, run) if found.id == "comparison.basic_encoding")
        for run in (both, alone)
    ]
    assert ["Request Body" in fix for fix in told] == [False, True]


def test_where_blank_works_too_it_says_so_and_what_setting_it_saves() -> None:
    run = run_of(answered(BASIC, 401, REFUSED), answered(BODY, 200, TOKEN))
    found = headline(CONNECTOR, run, diagnose_run(CONNECTOR, run))
    assert found.works
    assert "may also stay blank" in found.detail
    assert "saves one refused attempt for each token" in found.detail
    basic = with_method(BASIC)
    assert "blank" not in headline(basic, run, diagnose_run(basic, run)).detail
