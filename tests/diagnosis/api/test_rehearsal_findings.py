"""What a rehearsal of a token's end, and a refresh, tell."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.runs import BODY, answered, assert_no_secret, failed
from tui.diagnosis.api.refresh import diagnose_refresh
from tui.diagnosis.api.rehearsal import diagnose_rehearsal
from tui.diagnosis.finding import Finding
from tui.oauth2.api_run import ApiRun, CallStep, TokenStep, Why
from tui.oauth2.attempt import Attempt
from tui.oauth2.transport_failure import FailureCause

from .api_runs import API, FIRST, JSON, SECOND, called, challenge, given, unanswered

OK = called(200)
REFUSED = challenge('Bearer error="invalid_token"')


def second(token: str = SECOND, **members: Any) -> TokenStep:
    return TokenStep(Why.DISCARDED, given(token, **members))


def not_given(status: int, body: str, *headers: tuple[str, str]) -> TokenStep:
    return TokenStep(Why.DISCARDED, answered(BODY, status, body, [JSON, *headers]))


def repeated(status: int = 200) -> CallStep:
    return called(status, why=Why.REPEATED, token=SECOND)


def old_again(status: int = 200) -> CallStep:
    return called(status, why=Why.OLD_AGAIN)


def rehearsed(*steps: CallStep | TokenStep, first: Attempt | None = None) -> tuple[Finding, ...]:
    return diagnose_rehearsal(API, ApiRun(steps), first or given(expires_in=3600))


def ids(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.id for finding in findings]


def test_two_tokens_that_live_side_by_side() -> None:
    findings = rehearsed(OK, second(), repeated(), old_again())
    assert ids(findings) == ["rehearsal.second_works", "rehearsal.both_live"]
    assert {finding.severity for finding in findings} == {"info"}


def test_a_second_token_that_ends_the_first_throws_other_connectors_out() -> None:
    first, *others = rehearsed(OK, second(), repeated(), old_again(401))
    assert (first.id, first.severity) == ("rehearsal.first_ended", "warning")
    assert "throw each other out" in first.cause
    assert "a separate account or client" in first.fix
    assert ids(tuple(others)) == ["rehearsal.second_works"]


@pytest.mark.parametrize("status", [403, 429, 500])
def test_another_refusal_of_the_first_tells_nothing_of_its_end(status: int) -> None:
    assert ids(rehearsed(OK, second(), repeated(), old_again(status))) == ["rehearsal.second_works"]


def test_a_token_that_never_worked_can_t_have_been_ended() -> None:
    findings = rehearsed(called(401), second(), repeated(401), old_again(401))
    assert ids(findings) == ["api.unauthorized"]


def test_a_call_that_is_refused_for_another_reason_still_tells_of_the_tokens() -> None:
    findings = rehearsed(called(404, JSON, body="{}"), second(), repeated(404), old_again(401))
    assert ids(findings) == ["api.not_found", "rehearsal.first_ended"]


def test_a_first_token_that_was_refused_only_warns_where_the_second_works() -> None:
    findings = rehearsed(called(401), second(), repeated(), old_again(401))
    assert [(finding.id, finding.severity) for finding in findings] == [
        ("api.unauthorized", "warning"),
        ("rehearsal.second_works", "info"),
    ]


def test_a_second_token_that_does_not_work_is_an_error() -> None:
    findings = rehearsed(OK, second(), repeated(401), old_again())
    assert (findings[0].id, findings[0].severity) == ("api.unauthorized", "error")
    assert "rehearsal.second_works" not in ids(findings)


def test_the_same_token_again_is_told_and_not_taken_for_two() -> None:
    steps = (OK, second(FIRST, expires_in=3590), called(200, why=Why.REPEATED), old_again())
    (same,) = rehearsed(*steps)
    assert same.id == "rehearsal.same_token"
    assert "expires_in: 3600, then 3590" in same.evidence[0]
    assert_no_secret(str(same), FIRST)


@pytest.mark.parametrize(
    ("status", "body", "is_limit"),
    [
        (429, "", True),
        (400, '{"error": "slow_down"}', True),
        (403, '{"message": "Too many token requests"}', True),
        (400, '{"error": "invalid_grant"}', False),
        (500, "", False),
    ],
)
def test_a_limit_is_told_from_another_refusal(status: int, body: str, is_limit: bool) -> None:
    first, *_ = rehearsed(OK, not_given(status, body))
    assert first.id == ("rehearsal.limited" if is_limit else "rehearsal.no_second_token")
    assert first.severity == "error"
    assert (first.culprits[0] == "rate_limit") is is_limit


def test_no_answer_at_all() -> None:
    first, *_ = rehearsed(unanswered(FailureCause.REFUSED))
    assert first.id == "api.network.refused"
    first, *_ = rehearsed(OK, TokenStep(Why.DISCARDED, failed(BODY, FailureCause.WAIT_TIMEOUT)))
    assert first.id == "rehearsal.no_second_token"


@pytest.mark.parametrize(
    ("lifetime", "is_short"), [(59, True), ("30", True), (60, False), (0, False), (None, False)]
)
def test_a_lifetime_that_is_too_short(lifetime: int | str | None, is_short: bool) -> None:
    step = second() if lifetime is None else second(expires_in=lifetime)
    findings = rehearsed(OK, step, repeated(), old_again())
    assert (findings[0].id == "rehearsal.short_lifetime") is is_short
    if is_short:
        assert f"only {lifetime} seconds" in findings[0].title


def refreshed(attempt: Attempt, *steps: CallStep, first: Attempt | None = None) -> tuple[Finding, ...]:
    run = ApiRun((TokenStep(Why.REFRESH, attempt), *steps))
    return diagnose_refresh(API, run, first or given(refresh_token="made-up-refresh-1"))


@pytest.mark.parametrize(
    ("refresh_token", "words"),
    [
        ("made-up-refresh-1", "stays the same"),
        ("made-up-refresh-2", "(rotated)"),
        (None, "No new refresh token came with it"),
    ],
)
def test_a_refresh_that_works_is_compared_and_said_not_to_be_the_connectors_way(
    refresh_token: str | None, words: str
) -> None:
    members: dict[str, Any] = {"refresh_token": refresh_token} if refresh_token else {}
    call = called(200, why=Why.REFRESHED, token=SECOND)
    (finding,) = refreshed(given(SECOND, **members), call, called(401, why=Why.OLD_AGAIN))
    assert (finding.id, finding.severity) == ("refresh.works", "info")
    assert words in finding.cause
    assert "The API accepted the new token. The first access token no longer works." in finding.cause
    assert finding.cause.endswith("it gets the next one with the user's credentials.")
    assert_no_secret(str(finding), FIRST, SECOND, "made-up-refresh")


def test_a_refresh_that_fails_is_no_error_of_this_connector() -> None:
    refused = answered(BODY, 400, '{"error": "unauthorized_client"}', [JSON])
    (finding,) = refreshed(refused)
    assert (finding.id, finding.severity, finding.fields) == ("refresh.refused", "info", ())
    assert "answered 400" in finding.cause
    (finding,) = refreshed(failed(BODY, FailureCause.RESET))
    assert "There was no response." in finding.cause


def test_nothing_is_told_of_a_refresh_that_was_not_made() -> None:
    assert diagnose_refresh(API, ApiRun(), given()) == ()
    nothing = replace(given(), answer=None)
    assert diagnose_rehearsal(API, ApiRun(), nothing) == ()
