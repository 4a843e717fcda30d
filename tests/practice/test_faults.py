"""Every practice fault fails as its description says, for a plain client and for our transport."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import pytest

from tests.practice.client import attempts_of
from tui.oauth2.assembly import UnsendableConnectorError
from tui.oauth2.attempt import Attempt, Run, Verdict
from tui.oauth2.connector import Connector
from tui.oauth2.field_checks import find_problems
from tui.oauth2.responses.token_response import ErrorResponse
from tui.oauth2.secret import Secret
from tui.oauth2.transport_failure import FailureKind
from tui.practice.faults import FAULTS
from tui.practice.practice_fault import PracticeFault
from tui.practice.registered import CLIENT_ID, CLIENT_SECRET, PASSWORD
from tui.practice.server import PracticeServer
from tui.transport import run_connector


@dataclass(frozen=True)
class Expected:
    """The verdict of a run, and its attempts, each as outcome, status and error code."""

    verdict: Verdict
    made: tuple[str, ...]


REFUSED_CLIENT = ("error 401 invalid_client", "error 401 invalid_client")
EXPECTED = {
    "none": Expected("works", ("token 200",)),
    "wrong-secret": Expected("fails", REFUSED_CLIENT),
    "wrong-password": Expected("fails", ("error 400 invalid_grant",)),
    "unknown-client": Expected("fails", REFUSED_CLIENT),
    "grant-not-allowed": Expected(
        "fails", ("error 400 unauthorized_client", "error 400 unauthorized_client")
    ),
    "body-only": Expected("works", ("error 401 invalid_client", "token 200")),
    "basic-only": Expected("fails", ("error 401 invalid_client",)),
    "unknown-scope": Expected("fails", ("error 400 invalid_scope", "error 400 invalid_scope")),
    "account-locked": Expected("fails", ("error 400 invalid_grant",)),
    "mfa-required": Expected("fails", ("error 400 invalid_grant",)),
    "wrong-path": Expected("fails", ("error 404", "error 404")),
    "login-page": Expected("fails", ("unusable 200", "unusable 200")),
    "redirect": Expected("fails", ("unusable 302", "unusable 302")),
    "slow": Expected("unreachable", ("transport_failure timeout",)),
    "nothing-listens": Expected("unreachable", ("transport_failure connect",)),
    "server-error": Expected("fails", ("error 500", "error 500")),
    "maintenance": Expected("fails", ("error 503", "error 503")),
    "rate-limit": Expected("fails", ("error 429", "error 429")),
    "other-token-key": Expected("fails", ("unusable 200", "unusable 200")),
    "error-with-200": Expected("fails", ("error 200 invalid_grant",)),
    **dict.fromkeys(("first-token-refused", "one-token-at-a-time"), Expected("works", ("token 200",))),
    **dict.fromkeys(("scope-too-small", "wrong-api-path", "short-lived"), Expected("works", ("token 200",))),
}
UNSENDABLE = "pasted-blank"
ANSWERED = [fault for fault in FAULTS if fault.key not in {UNSENDABLE, "slow", "nothing-listens"}]


def in_words(attempt: Attempt) -> str:
    words: list[str] = [attempt.outcome]
    if attempt.exchange and attempt.exchange.response:
        words.append(str(attempt.exchange.response.status))
    if attempt.exchange and attempt.exchange.failure:
        words.append(attempt.exchange.failure.kind)
    if isinstance(attempt.answer, ErrorResponse) and attempt.answer.error:
        words.append(attempt.answer.error)
    return " ".join(words)


def fault_of(key: str) -> PracticeFault:
    return next(fault for fault in FAULTS if fault.key == key)


def impatient(connector: Connector, seconds: float) -> Connector:
    return dataclasses.replace(connector, request=dataclasses.replace(connector.request, timeout=seconds))


def test_every_fault_has_an_expectation_and_a_text() -> None:
    assert {fault.key for fault in FAULTS} == {*EXPECTED, UNSENDABLE}
    assert len({fault.title for fault in FAULTS}) == len(FAULTS)
    for fault in FAULTS:
        assert "“Authorization failed”" in fault.description
        assert 1 <= fault.description.count(". ") + fault.description.endswith(".") <= 3


@pytest.mark.parametrize("fault", ANSWERED, ids=lambda fault: fault.key)
def test_over_a_plain_socket(server: PracticeServer, fault: PracticeFault) -> None:
    server.fault = fault
    made = [in_words(attempt) for attempt in attempts_of(server, server.connector(fault))]
    expected = EXPECTED[fault.key].made
    assert tuple(made[: len(expected)]) == expected


@pytest.mark.parametrize("key", EXPECTED)
async def test_over_our_transport(server: PracticeServer, key: str) -> None:
    server.fault = fault_of(key)
    connector = server.connector(server.fault)
    if key == "slow":  # the server takes half a minute, so half a second shows the same as five
        connector = impatient(connector, 0.5)
    run: Run = await run_connector(connector)
    made = tuple(in_words(attempt) for attempt in run.attempts if attempt.exchange)
    assert Expected(run.verdict, made) == EXPECTED[key]


async def test_the_timeout_is_the_one_failure_that_is_slow(server: PracticeServer) -> None:
    server.fault = fault_of("slow")
    connector = server.connector(server.fault)
    assert connector.request.timeout == 5
    assert server.fault.delay > connector.request.timeout
    run = await run_connector(impatient(connector, 0.2))
    assert run.failure_kinds == {FailureKind.TIMEOUT}


def test_a_pasted_blank_is_refused_before_anything_is_sent(server: PracticeServer) -> None:
    connector = server.connector(fault_of(UNSENDABLE))
    assert [problem.field for problem in find_problems(connector)] == ["client_secret"]
    with pytest.raises(UnsendableConnectorError, match=r"Client Secret: .*ends with a space"):
        attempts_of(server, connector)


@pytest.mark.parametrize(
    ("key", "changes"),
    [
        ("wrong-secret", {"client_secret": CLIENT_SECRET}),
        ("pasted-blank", {"client_secret": CLIENT_SECRET}),
        ("wrong-password", {"password": PASSWORD}),
        ("unknown-client", {"client_id": CLIENT_ID}),
        ("error-with-200", {"password": PASSWORD}),
        ("basic-only", {"client_authentication": ""}),
        ("wrong-path", {"token_url": "right"}),
        ("login-page", {"token_url": "right"}),
        ("nothing-listens", {"token_url": "right"}),
        ("unknown-scope", {"additional_request_data": ()}),
        ("other-token-key", {"response": "accessToken"}),
    ],
)
def test_changing_the_field_that_the_description_names_helps(
    server: PracticeServer, key: str, changes: dict[str, object]
) -> None:
    server.fault = fault_of(key)
    right = server.connector(FAULTS[0])
    connector = server.connector(server.fault)
    for field, value in changes.items():
        if field == "response":
            response = dataclasses.replace(connector.response, access_token_key=value)  # type: ignore[arg-type]
            connector = dataclasses.replace(connector, response=response)
            continue
        assert getattr(connector, field) != getattr(right, field)
        connector = dataclasses.replace(connector, **{field: getattr(right, field)})
    assert any(attempt.token for attempt in attempts_of(server, connector))


@pytest.mark.parametrize("key", ["account-locked", "mfa-required"])
def test_an_account_refusal_says_why_only_to_the_right_password(server: PracticeServer, key: str) -> None:
    server.fault = fault_of(key)
    connector = server.connector(server.fault)
    guess = dataclasses.replace(connector, password=Secret("a-guess-27"))
    right, wrong = attempts_of(server, connector)[0].answer, attempts_of(server, guess)[0].answer
    assert isinstance(right, ErrorResponse)
    assert isinstance(wrong, ErrorResponse)
    assert right.error_description == server.fault.rules.account_refusal
    assert wrong.error_description == "Invalid credentials given."


def test_the_prefilled_form_shows_no_secret(server: PracticeServer) -> None:
    for fault in FAULTS:
        shown = repr(server.connector(fault)) + repr(fault)
        assert CLIENT_SECRET.reveal()[:-1] not in shown
        assert PASSWORD.reveal()[:-2] not in shown
