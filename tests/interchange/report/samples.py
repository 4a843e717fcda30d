"""Cases to report, all made up."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

from tests.runs import BASIC, BODY, CONNECTOR, answered, run_of, skipped
from tui.diagnosis.run_diagnosis import diagnose_run
from tui.interchange.report.case import Case
from tui.interchange.report.maker import Maker
from tui.interchange.report.model import Report, make_report
from tui.oauth2.attempt import Attempt
from tui.oauth2.connection import AddressTrial, Certificate, Connection, Peer, Timings

BEGAN: Final = datetime(2026, 1, 2, 3, 4, 5, 678_000, tzinfo=UTC)
MAKER: Final = Maker("connector-doctor 0.0.0", "3.11.0", "Linux 6 x86_64")
ROOT: Final = Certificate(
    "CN=Made-up Root", "CN=Made-up Root", (), "2020-01-01T00:00:00Z", "2040-01-01T00:00:00Z"
)
OWN: Final = Certificate(
    "CN=idp.example.com",
    "CN=Made-up Root",
    ("idp.example.com",),
    "2025-01-01T00:00:00Z",
    "2026-02-02T00:00:00Z",
)
URL: Final = "https://idp.example.com/oauth2/token"
TRACE: Final = "5d5b2f7a-0c1d-4f6e-9a3c-1e2f3a4b5c6d"
REFUSED: Final = json.dumps(
    {"error": "invalid_grant", "error_description": "Wrong password", "trace_id": TRACE}
)
HEADERS: Final = (
    ("Content-Type", "application/json"),
    ("Date", "Fri, 02 Jan 2026 03:04:47 GMT"),
    ("X-Request-ID", "req-42"),
)


def on_the_wire(attempt: Attempt) -> Attempt:
    """Return an attempt with all that is known of a connection."""
    assert attempt.exchange
    exchange = replace(
        attempt.exchange,
        started=BEGAN,
        timings=Timings(dns=12.0, connect=18.0, tls=45.0, send=0.0, wait=212.0, receive=3.0, total=290.0),
        peer=Peer("192.0.2.7", "TLSv1.3", "TLS_AES_256_GCM_SHA384", (OWN, ROOT), "public"),
        connection=Connection(
            addresses=("192.0.2.7",),
            trials=(AddressTrial("2001:db8::1", "Network is unreachable"), AddressTrial("192.0.2.7")),
            source="192.168.1.23:51324",
        ),
    )
    return replace(attempt, exchange=exchange)


def case_of(*attempts: Attempt, name: str = "acme") -> Case:
    """Return a case with its findings."""
    connector, run = replace(CONNECTOR, token_url=URL), run_of(*attempts)
    return Case(name, connector, run, diagnose_run(connector, run, now=BEGAN))


def refused(
    body: str | bytes = REFUSED,
    headers: Sequence[tuple[str, str]] = HEADERS,
    status: int = 400,
    name: str = "acme",
) -> Case:
    """Return the case of an account that was refused."""
    connector = replace(CONNECTOR, token_url=URL)
    attempt = on_the_wire(answered(BASIC, status, body, headers, connector, "Bad Request"))
    return case_of(attempt, skipped(BODY, "It could lock the account."), name=name)


def reported(case: Case) -> Report:
    """Return the report of a case, made a moment after it."""
    return make_report(case, BEGAN + timedelta(seconds=2), MAKER)
