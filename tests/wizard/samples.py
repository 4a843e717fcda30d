"""Connectors and runs to show, all made up."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from tui.diagnosis.run_diagnosis import diagnose_run
from tui.form.journey import RunRecord
from tui.oauth2.assembly import assemble
from tui.oauth2.attempt import Attempt, Run
from tui.oauth2.client_authentication import ClientAuthentication
from tui.oauth2.connection import Timings
from tui.oauth2.connector import Connector
from tui.oauth2.exchange import BodyFault, Exchange, HttpResponse
from tui.oauth2.responses.token_response import read_answer
from tui.oauth2.secret import Secret
from tui.oauth2.transport_failure import FailureCause, TransportFailure

CLIENT_SECRET: Final = "cl1ent/Secret+7f3a="
PASSWORD: Final = "Gr4nite&Harb0ur#27"
TOKEN: Final = "t0ken-of-many-letters-9c1d"
REFRESH_TOKEN: Final = "refresh-" + TOKEN
SECRETS: Final = {
    "client_secret": CLIENT_SECRET,
    "password": PASSWORD,
    "token": TOKEN,
    "refresh_token": REFRESH_TOKEN,
}
"""The secrets of all samples, by what they are."""
COMPLETE: Final = Connector(
    name="acme",
    base_url="https://api.example.com",
    client_id="abcd-1234",
    client_secret=Secret(CLIENT_SECRET),
    username="svc.connector@example.com",
    password=Secret(PASSWORD),
    token_url="https://idp.example.com/oauth2/token",
)
TIMINGS: Final = Timings(dns=1.2, connect=8.0, tls=20.1, send=0.2, wait=81.0, receive=0.6, total=111.0)
NOW: Final = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
BASIC, BODY = ClientAuthentication.BASIC, ClientAuthentication.REQUEST_BODY


def attempt(
    status: int,
    body: bytes | dict[str, Any],
    *,
    connector: Connector = COMPLETE,
    method: ClientAuthentication = BASIC,
    content_type: str = "application/json",
    headers: tuple[tuple[str, str], ...] = (),
    body_fault: BodyFault | None = None,
) -> Attempt:
    """Return an attempt that was answered."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    response = HttpResponse(
        status,
        {200: "OK", 400: "Bad Request", 401: "Unauthorized"}.get(status, ""),
        (("Content-Type", content_type), *headers),
        data,
        body_fault,
    )
    exchange = Exchange(assemble(connector, method), response=response, timings=TIMINGS)
    return Attempt(method, exchange=exchange, answer=read_answer(response, connector.response))


def failed_attempt(cause: FailureCause, message: str, method: ClientAuthentication = BASIC) -> Attempt:
    """Return an attempt that got no answer."""
    failure = TransportFailure(cause, message)
    return Attempt(method, exchange=Exchange(assemble(COMPLETE, method), failure=failure))


def skipped_attempt(method: ClientAuthentication = BODY) -> Attempt:
    """Return an attempt that was not made."""
    return Attempt(method, skipped_because="Another attempt could lock the account.")


GRANTED: Final[dict[str, Any]] = {
    "access_token": TOKEN,
    "token_type": "Bearer",
    "expires_in": 3600,
    "refresh_token": REFRESH_TOKEN,
    "scope": "tickets.read",
}
REFUSED_CLIENT: Final = {"error": "invalid_client", "error_description": "Client authentication failed."}
REFUSED_ACCOUNT: Final = {"error": "invalid_grant", "error_description": "Invalid credentials given."}


def record(*attempts: Attempt, connector: Connector = COMPLETE) -> RunRecord:
    """Return what the wizard keeps of a run."""
    run = Run(attempts)
    return RunRecord(connector, run, NOW, diagnose_run(connector, run, now=NOW))


def put(path: Path, text: str) -> Path:
    """Write a file, its folder first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path
