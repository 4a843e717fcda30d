"""The list of what was checked: what the exchange proves, and nothing else."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Final

import pytest

from tests.runs import BASIC, BODY, CONNECTOR, TOKEN, answered, failed, report_text, run_of
from tui.diagnosis.run_diagnosis import diagnose_run
from tui.interchange.run_text.told import Told
from tui.oauth2.attempt import Attempt
from tui.oauth2.connection import Certificate, Connection, Layer, Peer, Timings
from tui.oauth2.transport_failure import FailureCause

CERTIFICATE: Final = Certificate("CN=idp\x1b.example.com", "CN=Our CA", not_after="2030-01-02T00:00:00Z")
OVER_TLS: Final = replace(CONNECTOR, token_url="https://idp.example.com/token")


def checked(*attempts: Attempt) -> list[str]:
    """Return the lines of the list without their times, the columns as single spaces."""
    run = run_of(*attempts)
    text = report_text(Told("acme", CONNECTOR, run, diagnose_run(CONNECTOR, run)))
    listed = text.partition("Checked")[2].partition("\n\n")[0].split("\n")[1:]
    return [" ".join(line.split()) for line in listed]


def refused(error: str, status: int = 400) -> Attempt:
    return answered(BASIC, status, json.dumps({"error": error}))


ON_THE_WAY: Final = ["✓ Name no lookup needed", "✓ TCP 127.0.0.1, port 8080 8 ms"]


def test_a_token_proves_everything() -> None:
    assert checked(answered(BASIC, 200, json.dumps({"access_token": TOKEN}))) == [
        *ON_THE_WAY,
        "✓ HTTP 200 111 ms",
        "✓ OAuth an access token response",
        "✓ Client accepted with Basic Auth",
        "✓ Account accepted",
        "✓ Token issued",
    ]


@pytest.mark.parametrize(
    ("error", "after"),
    [
        ("invalid_client", ["✗ Client refused", "· Account not reached"]),
        (
            "unauthorized_client",
            ["✓ Client accepted", "✗ Grant not allowed for this client", "· Account not reached"],
        ),
        ("invalid_scope", ["✓ Client accepted", "✗ Scope refused", "? Account the response does not say"]),
        ("invalid_grant", ["✓ Client accepted", "✗ Account refused"]),
        ("server_error", ["? Client, Account: the response does not say"]),
    ],
)
def test_a_code_of_the_standard_proves_what_comes_before_it(error: str, after: list[str]) -> None:
    assert checked(refused(error))[2:] == [
        "✓ HTTP 400 111 ms", f"✓ OAuth an error response: {error}", *after
    ]  # fmt: skip


def test_an_unsupported_grant_says_nothing_of_the_client() -> None:
    assert checked(refused("unsupported_grant_type"))[-2:] == [
        "✗ Request refused",
        "? Client, Account: the response does not say",
    ]


def test_a_bare_401_proves_neither_client_nor_account() -> None:
    assert not [
        line for line in checked(answered(BASIC, 401, "")) if line.startswith("✓ ") and "accepted" in line
    ]
    assert "? Account the response does not say" in checked(answered(BASIC, 401, ""))


def test_a_web_page_is_no_oauth() -> None:
    lines = checked(answered(BASIC, 200, "<html><title>Welcome</title></html>"))
    assert lines[3:] == [
        "✗ OAuth this is no response of a token endpoint",
        "? Client, Account: the response does not say",
    ]


def test_an_error_member_of_another_format_is_no_proof_of_oauth() -> None:
    body = {"timestamp": 1, "status": 404, "error": "Not Found", "path": "/token"}
    lines = checked(answered(BASIC, 404, json.dumps(body)))
    assert not [line for line in lines if line.startswith("✓ OAuth")]


def test_of_several_attempts_the_one_that_got_furthest_is_told() -> None:
    run = run_of(refused("invalid_client", 401), answered(BODY, 400, '{"error": "invalid_grant"}'))
    text = report_text(Told("acme", CONNECTOR, run, diagnose_run(CONNECTOR, run)))
    assert "\nChecked with Request Body:\n" in text
    assert "  ✓ Client   accepted\n  ✗ Account  refused\n" in text


@pytest.mark.parametrize(
    ("stopped", "lines"),
    [
        (Layer.DNS, ["✗ Name It failed 1 ms", "· TCP, HTTP, OAuth, Client, Account: not reached"]),
        (
            Layer.CONNECT,
            [
                "✓ Name no lookup needed 1 ms",
                "✗ TCP It failed 2 ms",
                "· HTTP, OAuth, Client, Account: not reached",
            ],
        ),
        (
            Layer.WAIT,
            [
                "✓ Name no lookup needed 1 ms",
                "✓ TCP 127.0.0.1, port 8080 2 ms",
                "✗ HTTP no response came 30 s",
                "· OAuth, Client, Account: not reached",
            ],
        ),
    ],
)
def test_where_it_stopped_is_told(stopped: Layer, lines: list[str]) -> None:
    made = failed(BASIC, FailureCause.RESET)
    assert made.exchange
    timings = Timings(dns=1.0, connect=2.0, send=0.1, wait=30_000.0)
    reached = list(Layer)[: list(Layer).index(stopped) + 1]
    kept = {layer.value: timings.of(layer) for layer in reached}
    peer = Peer("127.0.0.1") if stopped is Layer.WAIT else None
    exchange = replace(
        made.exchange, timings=Timings(**kept), connection=Connection(stopped_at=stopped), peer=peer
    )
    assert checked(replace(made, exchange=exchange)) == lines


def test_tls_says_its_version_whose_certificate_it_is_and_who_trusts_it() -> None:
    made = answered(BASIC, 200, json.dumps({"access_token": TOKEN}), connector=OVER_TLS)
    assert made.exchange
    peer = Peer("192.0.2.7", "TLSv1.3", "A_CIPHER", (CERTIFICATE,), "system", trusted_by_public=False)
    exchange = replace(
        made.exchange,
        timings=Timings(dns=1.0, connect=2.0, tls=20.0, send=0.1, wait=3.0, receive=0.1, total=27.0),
        connection=Connection(addresses=("192.0.2.7", "192.0.2.8", "192.0.2.9", "192.0.2.10")),
        peer=peer,
    )
    name, tcp, *tls = checked(replace(made, exchange=exchange))[:4]
    assert name == "✓ Name 192.0.2.7, 192.0.2.8, 192.0.2.9, and 1 more 1 ms"
    assert tcp == "✓ TCP 192.0.2.7, port 443 2 ms"
    assert " ".join(tls) == (
        "✓ TLS TLSv1.3, certificate of CN=idp␛.example.com, trusted by this machine's own store, but "
        "not by the public roots 20 ms"
    )
