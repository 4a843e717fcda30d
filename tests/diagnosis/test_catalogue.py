"""Every rule of the catalogue has a case that it wins, and every case goes to its rule."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, Final

import pytest

from tui.diagnosis.catalogue import built_in_rules
from tui.diagnosis.engine import best_matches, diagnose
from tui.diagnosis.observation import Observation, observe
from tui.oauth2.exchange import HttpResponse

CASES: Final[list[tuple[str, dict[str, Any]]]] = [
    (f"{path.stem}-{index}-{case['rule']}", case)
    for path in sorted((Path(__file__).parent / "cases").glob("*.toml"))
    for index, case in enumerate(tomllib.loads(path.read_text("utf-8"))["case"], start=1)
]


def seen(case: dict[str, Any]) -> Observation:
    headers = tuple((name, value) for name, value in case.get("headers", {}).items())
    response = HttpResponse(case.get("status", 0), "", headers, case.get("body", "").encode())
    return observe(response, status=case.get("status"), url=case.get("url", ""))


@pytest.mark.parametrize("case", [case for _, case in CASES], ids=[name for name, _ in CASES])
def test_a_case_goes_to_its_rule(case: dict[str, Any]) -> None:
    observation = seen(case)
    finding = diagnose(observation, built_in_rules())
    assert finding is not None
    won = [(found.rule.id, found.weight) for found in best_matches(observation, built_in_rules())[:4]]
    assert finding.id == case["rule"], won
    assert finding.culprits[0] == case["culprit"]
    assert finding.evidence, "a finding quotes what led to it"
    assert "…" not in finding.title, "a place in the title was not filled"


def test_every_rule_has_a_case_that_it_wins() -> None:
    cased = {case["rule"] for _, case in CASES}
    assert sorted(rule.id for rule in built_in_rules() if rule.id not in cased) == []


def test_every_text_ends_as_a_sentence() -> None:
    for rule in built_in_rules():
        for text in (rule.title, rule.cause, rule.fix):
            assert text.endswith((".", "?", "!", "”")), f"{rule.id}: {text}"
