"""Every password sent counts as a failed login, unless it is proven that it can't have been one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.runs import BASIC, answered, failed, skipped
from tui.oauth2.connection import Connection, Layer
from tui.oauth2.failed_logins import may_be_a_failed_login
from tui.oauth2.transport_failure import FailureCause

CHALLENGE = (("WWW-Authenticate", 'Basic realm="token"'), ("Content-Type", "application/json"))
COUNTED = [
    (400, '{"error": "invalid_grant"}', ()),
    (400, '{"error": "invalid_request"}', ()),
    (
        400,
        '{"error": "invalid_request", "error_description": "Invalid \\"username\\" or \\"password\\"."}',
        (),
    ),
    (400, '{"error": "invalid_scope", "error_description": "Not granted to this user."}', ()),
    (401, '{"error": "access_denied", "error_description": "access_denied"}', ()),
    (401, '{"error": "invalid_client"}', ()),
    (401, '{"error": "invalid_client", "error_description": "Wrong password for client"}', CHALLENGE),
    (401, '{"error": "unauthorized", "error_description": "Bad credentials"}', ()),
    (403, "", ()),
    (400, "", ()),
    (401, "", ()),
    (500, "", ()),
    (500, '{"error": "server_error"}', ()),
    (200, "<html><title>Sign in</title></html>", ()),
    (302, "", (("Location", "/login"),)),
    (404, '{"message": "User not found"}', (("Content-Type", "application/json"),)),
    (429, "", ()),
]
NOT_COUNTED = [
    (200, '{"access_token": "made-up", "token_type": "Bearer"}', ()),
    (400, '{"error": "unsupported_grant_type"}', ()),
    (400, '{"error": "invalid_scope", "error_description": "Unknown: tickets.raed"}', ()),
    (400, '{"error": "unauthorized_client", "error_description": "Password grant not allowed"}', ()),
    (401, '{"error": "invalid_client"}', CHALLENGE),
    (400, '{"error": "invalid_client", "error_description": "Client authentication failed"}', ()),
    (401, '{"error": "invalid_client", "error_description": "AADSTS7000215: Invalid client secret."}', ()),
    (404, "<html><title>Not Found</title></html>", (("Content-Type", "text/html"),)),
    (405, "", ()),
]


@pytest.mark.parametrize(("status", "body", "headers"), COUNTED)
def test_a_password_that_was_sent_counts(
    status: int, body: str, headers: tuple[tuple[str, str], ...]
) -> None:
    assert may_be_a_failed_login(answered(BASIC, status, body, headers))


@pytest.mark.parametrize(("status", "body", "headers"), NOT_COUNTED)
def test_a_client_or_a_scope_that_was_refused_costs_no_login(
    status: int, body: str, headers: tuple[tuple[str, str], ...]
) -> None:
    assert not may_be_a_failed_login(answered(BASIC, status, body, headers))


@pytest.mark.parametrize("cause", [FailureCause.WAIT_TIMEOUT, FailureCause.RESET, FailureCause.CANCELED])
def test_an_attempt_without_a_response_counts_from_the_moment_of_sending(cause: FailureCause) -> None:
    made = failed(BASIC, cause)
    assert made.exchange
    for layer in Layer:
        exchange = replace(made.exchange, connection=Connection(stopped_at=layer))
        was_sent = layer in {Layer.SEND, Layer.WAIT, Layer.RECEIVE}
        assert may_be_a_failed_login(replace(made, exchange=exchange)) == was_sent
    assert not may_be_a_failed_login(skipped(BASIC))
