"""A fault of ours costs one finding, not the run: what was seen is still shown, and nothing is quoted."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NoReturn

import pytest

from tests.diagnosis.api.api_runs import API, FIRST, called, given, run_of_steps
from tests.runs import BASIC, BODY, CONNECTOR, answered, run_of
from tui.diagnosis import response_diagnosis, run_diagnosis
from tui.diagnosis.api import findings as api_door
from tui.diagnosis.api.findings import api_works, diagnose_api, together
from tui.diagnosis.api.refresh import diagnose_refresh
from tui.diagnosis.api.rehearsal import diagnose_rehearsal
from tui.diagnosis.finding import Finding
from tui.diagnosis.guard import INTERNAL_FAULT
from tui.diagnosis.lint import findings as lint_door
from tui.diagnosis.lint.findings import lint
from tui.diagnosis.rules.findings import observe_masked
from tui.diagnosis.run_diagnosis import diagnose_response, diagnose_run
from tui.diagnosis.verdict import headline
from tui.oauth2.connector import ResponseSettings
from tui.oauth2.own_fault import RAISE_VARIABLE
from tui.oauth2.responses import token_response
from tui.oauth2.responses.token_response import UnusableResponse, read_answer

REFUSED = answered(BODY, 400, '{"error": "invalid_grant"}')
SAID = "the password is hunter2-made-up"


class BugError(Exception):
    """What a fault of ours raises here."""


def fail(*_: object, **__: object) -> NoReturn:
    raise BugError(SAID)


@pytest.fixture
def in_use(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Return what to break the engine with, its guards being up as they are for users."""
    monkeypatch.delenv(RAISE_VARIABLE)
    return monkeypatch


def ids(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.id for finding in findings]


def the_fault(findings: tuple[Finding, ...]) -> Finding:
    found = [finding for finding in findings if finding.id == INTERNAL_FAULT]
    assert len(found) == 1
    assert SAID not in repr(found[0].document())
    assert "BugError" in found[0].evidence[0]
    assert found[0].evidence[0] in found[0].fix
    return found[0]


def test_one_attempt_that_fails_us_leaves_the_others(in_use: pytest.MonkeyPatch) -> None:
    real = observe_masked

    def observe(response: object, *rest: object, status: int, **named: object) -> object:
        return fail() if status == 418 else real(response, *rest, status=status, **named)  # type: ignore[arg-type]

    in_use.setattr(run_diagnosis, "observe_masked", observe)
    run = run_of(answered(BASIC, 418, "I'm a teapot"), REFUSED)
    findings = diagnose_run(CONNECTOR, run)
    assert findings[0].id == "oauth.invalid_grant"
    fault = the_fault(findings)
    assert fault.severity == "error"
    assert "status 418" in fault.evidence[1]
    assert fault.evidence[0].startswith("BugError at diagnosis/run_diagnosis.py:")
    assert headline(CONNECTOR, run, (fault,)).title == "Fails: connector-doctor failed on this response."


@pytest.mark.parametrize(
    "part",
    [
        "attempts.comparison.compare",
        "attempts.comparison.with_hindsight",
        "attempts.this_machine.place_findings",
        "tokens.server_clock.server_time",
    ],
)
def test_what_compares_and_places_can_fail_and_the_rest_stays(in_use: pytest.MonkeyPatch, part: str) -> None:
    in_use.setattr(f"tui.diagnosis.{part}", fail)
    now = datetime(2026, 1, 1, tzinfo=UTC)
    findings = diagnose_run(
        CONNECTOR, run_of(answered(BASIC, 401, '{"error": "invalid_client"}'), REFUSED), now=now
    )
    assert "oauth.invalid_grant" in ids(findings)
    the_fault(findings)


def test_a_run_with_a_token_has_no_error(in_use: pytest.MonkeyPatch) -> None:
    in_use.setattr(run_diagnosis, "answer_findings", fail)
    findings = diagnose_run(API, run_of(given()))
    assert the_fault(findings).severity == "warning"
    assert headline(API, run_of(given()), findings).works


def test_a_pasted_response_and_an_answer_of_the_endpoint(in_use: pytest.MonkeyPatch) -> None:
    response = REFUSED.exchange.response if REFUSED.exchange else None
    assert response is not None
    for door in (run_diagnosis, response_diagnosis):
        in_use.setattr(door, "answer_findings", fail)
    assert ids(diagnose_response(response, status=400)) == [INTERNAL_FAULT]
    in_use.setattr(token_response, "read_document", fail)
    answer = read_answer(response, ResponseSettings())
    assert isinstance(answer, UnusableResponse)
    assert "/token_response.py:" in answer.reason
    run = run_of(answered(BODY, 400, '{"error": "invalid_grant"}'))
    the_fault(diagnose_run(CONNECTOR, run))


@pytest.mark.parametrize(("status", "works"), [(429, False), (200, True)])
def test_whether_the_api_works_is_known_all_the_same(
    in_use: pytest.MonkeyPatch, status: int, works: bool
) -> None:
    in_use.setattr(api_door, "read_answer_of_api", fail)
    steps = run_of_steps(called(status, ("Retry-After", "1"), token=FIRST))
    findings = together(diagnose_run(API, run_of(given())), diagnose_api(API, steps, given()))
    assert api_works(findings) is works
    the_fault(findings)
    assert headline(API, run_of(given()), findings).works is works
    the_fault(diagnose_rehearsal(API, steps, given()) if not works else findings)


def test_the_doors_of_the_api_are_guarded_as_a_whole(in_use: pytest.MonkeyPatch) -> None:
    steps = run_of_steps(called(429))
    in_use.setattr(api_door, "calls_of", fail)
    assert INTERNAL_FAULT in ids(diagnose_api(API, steps, given()))
    assert ids(diagnose_rehearsal(API, None, given())) == [INTERNAL_FAULT]  # type: ignore[arg-type]
    assert ids(diagnose_refresh(API, None, given())) == [INTERNAL_FAULT]  # type: ignore[arg-type]


def test_one_part_of_lint_that_fails_leaves_the_others(in_use: pytest.MonkeyPatch) -> None:
    _, *rest = lint_door._PARTS
    in_use.setattr(lint_door, "_PARTS", (fail, *rest))
    findings = lint(API)
    assert the_fault(findings).severity == "warning"
    assert "this connector" in the_fault(findings).title


def test_a_test_sees_the_fault_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_diagnosis, "answer_findings", fail)
    with pytest.raises(BugError):
        diagnose_run(CONNECTOR, run_of(REFUSED))
