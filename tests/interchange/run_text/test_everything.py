"""What -v adds: each layer with its time, the certificates, and every byte that was sent and received."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.runs import (
    BASIC,
    BODY,
    CONNECTOR,
    PASSWORD,
    SECRET,
    TOKEN,
    answered,
    assert_no_secret,
    failed,
    report_text,
    run_of,
    skipped,
)
from tui.interchange.run_text.told import Told
from tui.oauth2.attempt import Attempt
from tui.oauth2.connection import AddressTrial, Certificate, Connection, Layer, Peer, Timings
from tui.oauth2.exchange import BodyFault
from tui.oauth2.transport_failure import FailureCause


def everything(*attempts: Attempt) -> list[str]:
    text = report_text(Told("acme", CONNECTOR, run_of(*attempts)), is_verbose=True)
    assert_no_secret(text)
    return text.partition("\nAttempt 1")[2].split("\n")


def test_each_layer_has_its_time_and_each_certificate_its_line() -> None:
    made = answered(BASIC, 200, json.dumps({"access_token": TOKEN}), connector=replace(
        CONNECTOR, token_url="https://idp.example.com/token"))  # fmt: skip
    assert made.exchange
    certificate = Certificate(
        "CN=idp\x1b.example.com", "CN=Our CA", ("idp.example.com",), "2029-01-01", "2030-01-02", "ab" * 32
    )
    exchange = replace(
        made.exchange,
        started=datetime(2026, 1, 2, 3, 4, 5, 678000, UTC),
        timings=Timings(
            dns=1.2, connect=8.0, proxy=3.0, tls=20.1, send=0.2, wait=1810.0, receive=0.4, total=1843
        ),
        connection=Connection(
            proxy="proxy.example.com:3128",
            trials=(AddressTrial("2001:db8::1", "Network is unreachable"), AddressTrial("192.0.2.7")),
        ),
        peer=Peer("192.0.2.7", "TLSv1.3", "A_CIPHER", (certificate,), "system", trusted_by_public=False),
    )
    lines = everything(replace(made, exchange=exchange))
    assert lines[:16] == [
        ", Basic Auth (form encoding) at 2026-01-02T03:04:05.678Z",
        "  ✓ DNS          1 ms",
        "  ✓ TCP          8 ms  192.0.2.7",
        "                       tried 2001:db8::1: Network is unreachable",
        "  ✓ Proxy        3 ms  proxy.example.com:3128",
        "  ✓ TLS         20 ms  TLSv1.3, A_CIPHER",
        "  ✓ Sent         0 ms",
        "  ✓ Waited      1.8 s",
        "  ✓ Received     0 ms  49 bytes",
        "    Total       1.8 s",
        "    Certificates, trusted by this machine's own store, but not by the public roots:",
        "    1. CN=idp␛.example.com, issued by CN=Our CA",
        "       valid from 2029-01-01 until 2030-01-02",
        "       for idp.example.com",
        f"       SHA-256 {'ab' * 32}",
        "",
    ]


def test_request_and_response_are_whole_with_their_lines_unwrapped() -> None:
    body = f"<p>\x1b[2J{PASSWORD}</p>\nline two{' long' * 60}  \n"
    lines = everything(answered(BASIC, 500, body, [("X-Echo", SECRET)], reason="Oops"), skipped(BODY, "No."))
    assert "  > POST /oauth2/token HTTP/1.1" in lines
    assert "  > Client-Secret: ••••••••" in lines
    assert "  > grant_type=password&username=svc.connector&password=••••••••" in lines
    start = lines.index("  < HTTP/1.1 500 Oops")
    assert lines[start + 1 :] == [
        "  < X-Echo: ••••••••", "  <", "  < <p>␛[2J••••••••</p>", f"  < line two{' long' * 60}  ", "  <",
    ]  # fmt: skip


def test_no_byte_of_a_long_body_is_left_out() -> None:
    assert f"  < {'x' * 50_000}" in everything(answered(BASIC, 500, "x" * 50_000))


def test_a_failure_shows_where_it_stopped_and_what_was_received() -> None:
    made = failed(BASIC, FailureCause.NOT_HTTP, "What came is not HTTP/1.1.")
    assert made.exchange
    assert made.exchange.failure
    exchange = replace(
        made.exchange,
        failure=replace(made.exchange.failure, evidence=(f"it said: SSH-2.0\x1b[2J {SECRET}",)),
        timings=Timings(dns=1.0, connect=2.0, send=0.1, wait=3.0, receive=4.0, total=10.1),
        connection=Connection(stopped_at=Layer.RECEIVE),
    )
    lines = everything(replace(made, exchange=exchange))
    start = lines.index("  ✗ Received     4 ms  stopped here")
    assert lines[start + 1 : start + 4] == [
        "    Total       10 ms",
        "    What came is not HTTP/1.1.",
        "    it said: SSH-2.0␛[2J ••••••••",
    ]


@pytest.mark.parametrize("fault", BodyFault)
@pytest.mark.parametrize("body", [b"abc", b"\xff\xfe\x00"])
def test_what_is_wrong_with_a_body_is_shown_below_it(fault: BodyFault, body: bytes) -> None:
    made = answered(BASIC, 500, body)
    assert made.exchange
    assert made.exchange.response
    response = replace(made.exchange.response, body_fault=fault)
    *_, shown, last = everything(replace(made, exchange=replace(made.exchange, response=response)))
    in_hexadecimal = response.is_coded
    assert (shown == "  < ff fe 00") is in_hexadecimal
    note = "; its bytes are shown in hexadecimal" if in_hexadecimal else ""
    assert last == f"  … the body {fault.words}{note}"
