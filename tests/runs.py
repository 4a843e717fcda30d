"""Runs with answers of every kind, and a search for secrets in whatever is written about them."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from dataclasses import replace
from typing import Final
from urllib.parse import quote, quote_plus

from tui.interchange.run_text.report import run_report
from tui.interchange.run_text.told import Told
from tui.oauth2.assembly import assemble
from tui.oauth2.attempt import Attempt, Run
from tui.oauth2.client_authentication import ClientAuthentication
from tui.oauth2.connection import Peer, Timings
from tui.oauth2.connector import Connector
from tui.oauth2.exchange import Exchange, HttpResponse
from tui.oauth2.responses.token_response import read_answer
from tui.oauth2.secret import Secret
from tui.oauth2.transport_failure import FailureCause, TransportFailure
from tui.terminal.wrapping import plain_lines

SECRET: Final = "Qx7!made up/secret+é&="
PASSWORD: Final = 'Zk9"made\\up<password>'
TOKEN: Final = "tok-4f1d.made_up-access~token"
CONNECTOR: Final = Connector(
    name="acme",
    client_id="abcd-1234",
    client_secret=Secret(SECRET),
    username="svc.connector",
    password=Secret(PASSWORD),
    token_url="http://127.0.0.1:8080/oauth2/token",
)
BASIC, BODY = ClientAuthentication.BASIC, ClientAuthentication.REQUEST_BODY


def answered(
    method: ClientAuthentication,
    status: int,
    body: bytes | str,
    headers: Iterable[tuple[str, str]] = (),
    connector: Connector = CONNECTOR,
    reason: str = "",
) -> Attempt:
    """Return an attempt that was answered."""
    data = body.encode() if isinstance(body, str) else body
    response = HttpResponse(status, reason, tuple(headers), data)
    request = assemble(connector, method)
    exchange = Exchange(
        request,
        response,
        timings=Timings(connect=8.04, total=111.06),
        peer=Peer(ip="127.0.0.1"),
    )
    answer = read_answer(response, connector.response)
    return Attempt(method, request.basic_encoding, exchange, answer)


def failed(method: ClientAuthentication, cause: FailureCause, message: str = "It failed.") -> Attempt:
    """Return an attempt that no answer came to."""
    request = assemble(CONNECTOR, method)
    return Attempt(
        method, request.basic_encoding, Exchange(request, failure=TransportFailure(cause, message))
    )


def skipped(method: ClientAuthentication, reason: str = "It was not worth it.") -> Attempt:
    """Return an attempt that was not made."""
    return Attempt(method, skipped_because=reason)


def run_of(*attempts: Attempt) -> Run:
    """Return the run of these attempts."""
    return Run(attempts)


def with_method(method: ClientAuthentication) -> Connector:
    """Return the connector with a client authentication."""
    return replace(CONNECTOR, client_authentication=method)


def report_text(told: Told, *, is_verbose: bool = False) -> str:
    """Return the report on a run as `run` prints it to a file."""
    return "\n".join(plain_lines(run_report(told, is_verbose=is_verbose)))


def assert_no_secret(text: str, *secrets: str) -> None:
    """Fail when a secret stands in a text: as it is, percent-encoded, or in base64."""
    for number, secret in enumerate(secrets or (SECRET, PASSWORD, TOKEN)):
        encoded = base64.b64encode(secret.encode()).decode().rstrip("=")
        for writing in (secret, quote(secret, safe=""), quote_plus(secret), encoded[:-1]):
            # The message must not show what it is about.
            assert writing not in text, f"secret {number} is shown"
