"""Every rule of the catalogue has a case that it wins, and every case goes to its rule."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tui.diagnosis.api.catalogue_rules import rules_of_api
from tui.diagnosis.rules.catalogue import built_in_rules, of_the_token
from tui.diagnosis.rules.engine import best_matches, diagnose
from tui.diagnosis.rules.observation import Observation, observe
from tui.diagnosis.rules.rule import Rule
from tui.oauth2.exchange import HttpResponse

from .catalogue_files import FILES, read


def cases_in(name: str, kind: str = "wins") -> list[dict[str, Any]]:
    """Return the cases of a file's rules, each with the id of its rule."""
    rules = read(name)["rule"]
    return [{"rule": rule["id"], **case} for rule in rules for case in rule.get(kind, ())]


def rules_for(name: str) -> tuple[Rule, ...]:
    """Return the rules that a response of a file's phase is matched against."""
    phase = read(name).get("phase", "token")
    return of_the_token(built_in_rules()) if phase == "token" else rules_of_api(built_in_rules())


def seen(case: dict[str, Any]) -> Observation:
    headers = tuple((name, value) for name, value in case.get("headers", {}).items())
    response = HttpResponse(case.get("status", 0), "", headers, case.get("body", "").encode())
    return observe(response, status=case.get("status"), url=case.get("url", ""))


def faults_of(case: dict[str, Any], rules: tuple[Rule, ...]) -> Iterator[str]:
    observation = seen(case)
    finding = diagnose(observation, rules)
    if finding is None or finding.id != case["rule"]:
        won = [(found.rule.id, found.weight) for found in best_matches(observation, rules)[:4]]
        yield f"went to {won}"
    elif finding.culprits[0] != case["culprit"]:
        yield f"accuses {finding.culprits}"
    elif not finding.evidence:
        yield "quotes nothing that led to it"
    elif "…" in finding.title:
        yield f"leaves a place in its title: {finding.title}"


# One test a file: there are a thousand cases and more, and each takes less time than a test costs.
@pytest.mark.parametrize("name", FILES)
def test_every_case_goes_to_its_rule(name: str) -> None:
    rules = rules_for(name)
    faults = [
        f"case {number}, {case['rule']}, {fault}"
        for number, case in enumerate(cases_in(name), start=1)
        for fault in faults_of(case, rules)
    ]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("name", FILES)
def test_no_near_miss_goes_to_its_rule(name: str) -> None:
    rules = rules_for(name)
    won = [
        f"near miss of {case['rule']}: {case.get('body', '')[:200]}"
        for case in cases_in(name, "near_miss")
        if (finding := diagnose(seen(case), rules)) and finding.id == case["rule"]
    ]
    assert not won, "\n".join(won)


def test_every_rule_has_a_case_that_it_wins() -> None:
    cased = {case["rule"] for name in FILES for case in cases_in(name)}
    assert sorted(rule.id for rule in built_in_rules() if rule.id not in cased) == []


def test_every_text_ends_as_a_sentence() -> None:
    for rule in built_in_rules():
        for text in (rule.title, rule.cause, rule.fix):
            assert text.endswith((".", "?", "!", "”")), f"{rule.id}: {text}"
