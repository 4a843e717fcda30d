"""The exit status of one run, and that of several runs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.oauth2.strategies import response
from tui.exit_status import ExitStatus, status_of
from tui.oauth2.assembly import assemble
from tui.oauth2.attempt import Attempt, Run
from tui.oauth2.client_authentication import ClientAuthentication
from tui.oauth2.connector import Connector
from tui.oauth2.exchange import BodyFault, Exchange
from tui.oauth2.responses.token_response import AccessTokenResponse, ErrorResponse, UnusableResponse
from tui.oauth2.secret import Secret
from tui.oauth2.transport_failure import FailureCause, FailureKind, TransportFailure

BASIC = ClientAuthentication.BASIC
REQUEST = assemble(Connector(token_url="https://h/"), BASIC)
HEARD = Exchange(REQUEST, response(""))
TOKEN = Attempt(BASIC, exchange=HEARD, answer=AccessTokenResponse(Secret("t")))
REFUSED = Attempt(BASIC, exchange=HEARD, answer=ErrorResponse("invalid_client"))
UNUSABLE = Attempt(BASIC, exchange=HEARD, answer=UnusableResponse("A page."))


def cut(status: int, fault: BodyFault = BodyFault.CUT_SHORT) -> Attempt:
    heard = replace(response('{"access_token": "tok', status), body_fault=fault)
    answer = UnusableResponse("Cut off.") if status < 400 else ErrorResponse(None)
    return Attempt(BASIC, exchange=Exchange(REQUEST, heard), answer=answer)


SKIPPED = Attempt(BASIC, skipped_because="Not worth it.")


def failed(cause: FailureCause) -> Attempt:
    return Attempt(BASIC, exchange=Exchange(REQUEST, failure=TransportFailure(cause, "It failed.")))


@pytest.mark.parametrize(
    ("attempts", "status"),
    [
        ((TOKEN,), 0),
        ((REFUSED, TOKEN), 0),
        ((failed(FailureCause.CERTIFICATE_REFUSED), TOKEN), 0),
        ((REFUSED, REFUSED), 1),
        ((UNUSABLE, SKIPPED), 1),
        ((failed(FailureCause.RESET), REFUSED), 1),
        ((cut(200), SKIPPED), 3),
        ((REFUSED, cut(200)), 3),
        ((cut(200), REFUSED), 3),
        ((cut(200), TOKEN), 0),
        ((cut(401), SKIPPED), 1),
        ((cut(302), SKIPPED), 1),
        ((cut(200, BodyFault.BAD_CHUNKING), SKIPPED), 1),
        ((cut(200, BodyFault.TOO_LONG), SKIPPED), 1),
        ((failed(FailureCause.CERTIFICATE_REFUSED), SKIPPED), 4),
        ((failed(FailureCause.RESET), failed(FailureCause.CERTIFICATE_REFUSED)), 4),
    ],
)
def test_the_status_of_a_run(attempts: tuple[Attempt, ...], status: int) -> None:
    assert status_of(Run(attempts)) == status


OF_NO_NETWORK = {FailureKind.TLS, FailureKind.CANCELED}


@pytest.mark.parametrize("cause", [cause for cause in FailureCause if cause.kind not in OF_NO_NETWORK])
def test_every_other_failure_is_the_networks(cause: FailureCause) -> None:
    assert status_of(Run((failed(cause),))) is ExitStatus.NETWORK


@pytest.mark.parametrize(("attempt", "status"), [(TOKEN, 5), (REFUSED, 1), (failed(FailureCause.RESET), 3)])
def test_an_api_that_does_not_work_counts_where_there_was_a_token(attempt: Attempt, status: int) -> None:
    assert status_of(Run((attempt,)), api_works=False) == status


def test_the_numbers_are_the_contracts() -> None:
    assert [status.value for status in ExitStatus] == [0, 1, 2, 3, 4, 5, 70, 130, 143]
    assert max(ExitStatus.WORKS, ExitStatus.TLS, ExitStatus.REFUSED) is ExitStatus.TLS
