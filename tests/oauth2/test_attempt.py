"""How an attempt ends, what a run amounts to, and when the next attempt is not worth the risk."""

from __future__ import annotations

import pytest

from tests.oauth2.strategies import response
from tui.oauth2.assembly import assemble
from tui.oauth2.attempt import Attempt, Outcome, Run, Verdict, reason_to_skip
from tui.oauth2.client_authentication import ClientAuthentication
from tui.oauth2.connector import Connector
from tui.oauth2.exchange import Exchange
from tui.oauth2.responses.token_response import AccessTokenResponse, Answer, ErrorResponse, UnusableResponse
from tui.oauth2.secret import Secret
from tui.oauth2.transport_failure import FailureCause, FailureKind, TransportFailure

BASIC = ClientAuthentication.BASIC
REQUEST = assemble(Connector(token_url="https://h/"), BASIC)


def answered(answer: Answer) -> Attempt:
    return Attempt(BASIC, exchange=Exchange(REQUEST, response("")), answer=answer)


def failed(cause: FailureCause) -> Attempt:
    return Attempt(BASIC, exchange=Exchange(REQUEST, failure=TransportFailure(cause, "It failed.")))


TOKEN = answered(AccessTokenResponse(Secret("t")))
REFUSED = answered(ErrorResponse("invalid_client"))
UNUSABLE = answered(UnusableResponse("A page."))
SKIPPED = Attempt(BASIC, skipped_because="Not worth it.")
RESET = failed(FailureCause.RESET)


@pytest.mark.parametrize(
    ("attempt", "outcome"),
    [
        (TOKEN, "token"),
        (REFUSED, "error"),
        (UNUSABLE, "unusable"),
        (RESET, "transport_failure"),
        (SKIPPED, "skipped"),
    ],
)
def test_outcomes(attempt: Attempt, outcome: Outcome) -> None:
    assert attempt.outcome == outcome
    assert (attempt.token is not None) == (outcome == "token")


@pytest.mark.parametrize(
    ("attempts", "verdict"),
    [
        ((TOKEN,), "works"),
        ((REFUSED, TOKEN), "works"),
        ((TOKEN, SKIPPED), "works"),
        ((RESET, TOKEN), "works"),
        ((REFUSED, UNUSABLE), "fails"),
        ((REFUSED, SKIPPED), "fails"),
        ((RESET, REFUSED), "fails"),
        ((RESET, RESET), "unreachable"),
        ((RESET, SKIPPED), "unreachable"),
    ],
)
def test_verdicts(attempts: tuple[Attempt, ...], verdict: Verdict) -> None:
    assert Run(attempts).verdict == verdict


def test_the_working_attempt_is_the_first_that_gave_a_token() -> None:
    second = answered(AccessTokenResponse(Secret("u")))
    assert Run((REFUSED, TOKEN, second)).working is TOKEN
    assert Run((REFUSED,)).working is None


def test_failure_kinds() -> None:
    run = Run((failed(FailureCause.CERTIFICATE_REFUSED), RESET, SKIPPED, REFUSED))
    assert run.failure_kinds == {FailureKind.TLS, FailureKind.RESET}


def test_after_a_refused_account_the_next_attempt_is_skipped() -> None:
    reason = reason_to_skip((answered(ErrorResponse("invalid_grant")),))
    assert "accepted the client but refused the account" in reason
    assert "lock the account" in reason


def test_after_a_token_the_next_attempt_is_skipped() -> None:
    assert reason_to_skip((TOKEN,)) == ("The server already issued an access token with Basic Auth.")
    assert reason_to_skip((REFUSED, TOKEN))


@pytest.mark.parametrize(
    "cause", [cause for cause in FailureCause if cause.kind not in {"reset", "protocol", "canceled"}]
)
def test_after_no_way_through_the_next_attempt_is_skipped(cause: FailureCause) -> None:
    assert "would take the same route" in reason_to_skip((failed(cause),))


@pytest.mark.parametrize(
    "attempt",
    [REFUSED, UNUSABLE, RESET, failed(FailureCause.NOT_HTTP), answered(ErrorResponse(None)), SKIPPED],
)
def test_otherwise_the_next_attempt_is_made(attempt: Attempt) -> None:
    assert reason_to_skip((attempt,)) == ""


def test_the_first_attempt_is_always_made() -> None:
    assert reason_to_skip(()) == ""
