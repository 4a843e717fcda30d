"""The exit status that a run earns, and the one of several runs."""

from __future__ import annotations

import pytest

from tests.oauth2.strategies import response
from tui.exit_status import ExitStatus, status_of
from tui.oauth2.assembly import assemble
from tui.oauth2.attempt import Attempt, Run
from tui.oauth2.client_authentication import ClientAuthentication
from tui.oauth2.connector import Connector
from tui.oauth2.exchange import Exchange, FailureKind, TransportFailure
from tui.oauth2.secret import Secret
from tui.oauth2.token_response import AccessTokenResponse, ErrorResponse, UnusableResponse

BASIC = ClientAuthentication.BASIC
REQUEST = assemble(Connector(token_url="https://h/"), BASIC)
HEARD = Exchange(REQUEST, response(""))
TOKEN = Attempt(BASIC, exchange=HEARD, answer=AccessTokenResponse(Secret("t")))
REFUSED = Attempt(BASIC, exchange=HEARD, answer=ErrorResponse("invalid_client"))
UNUSABLE = Attempt(BASIC, exchange=HEARD, answer=UnusableResponse("A page."))
SKIPPED = Attempt(BASIC, skipped_because="Not worth it.")


def failed(kind: FailureKind) -> Attempt:
    return Attempt(BASIC, exchange=Exchange(REQUEST, failure=TransportFailure(kind, "It failed.")))


@pytest.mark.parametrize(
    ("attempts", "status"),
    [
        ((TOKEN,), 0),
        ((REFUSED, TOKEN), 0),
        ((failed(FailureKind.TLS), TOKEN), 0),
        ((REFUSED, REFUSED), 1),
        ((UNUSABLE, SKIPPED), 1),
        ((failed(FailureKind.RESET), REFUSED), 1),
        ((failed(FailureKind.TLS), SKIPPED), 4),
        ((failed(FailureKind.RESET), failed(FailureKind.TLS)), 4),
    ],
)
def test_the_status_of_a_run(attempts: tuple[Attempt, ...], status: int) -> None:
    assert status_of(Run(attempts)) == status


@pytest.mark.parametrize("kind", [kind for kind in FailureKind if kind is not FailureKind.TLS])
def test_every_other_failure_is_the_networks(kind: FailureKind) -> None:
    assert status_of(Run((failed(kind),))) is ExitStatus.NETWORK


def test_the_numbers_are_the_contracts() -> None:
    assert [status.value for status in ExitStatus] == [0, 1, 2, 3, 4, 5, 70, 130]
    assert max(ExitStatus.WORKS, ExitStatus.TLS, ExitStatus.REFUSED) is ExitStatus.TLS
