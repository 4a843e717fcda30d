"""The report for people: the headline comes first, and no body is dropped."""

from __future__ import annotations

import json
from dataclasses import replace

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
    run_of,
    skipped,
)
from tui.diagnosis.run_diagnosis import diagnose_run
from tui.interchange.run_text import run_report
from tui.oauth2.attempt import Attempt
from tui.oauth2.connection import AddressTrial, Certificate, Connection, Layer, Peer, Timings
from tui.oauth2.exchange import BodyFault
from tui.oauth2.masking.redaction import Redactor
from tui.oauth2.transport_failure import FailureCause


def report(*attempts: Attempt) -> str:
    run = run_of(*attempts)
    findings = diagnose_run(CONNECTOR, run)
    return run_report("acme", CONNECTOR, run, Redactor.for_connector(CONNECTOR), findings)


def test_it_says_what_works_and_what_the_token_is() -> None:
    token = {"access_token": TOKEN, "token_type": "Bearer", "expires_in": 3600, "scope": f"a {TOKEN}"}
    text = report(
        answered(BASIC, 401, '{"error": "invalid_client"}', reason="Unauthorized"),
        answered(BODY, 200, json.dumps(token), reason="OK"),
    )
    lines = text.split("\n")
    assert lines[0] == "acme: Works with Request Body."
    assert "Oauth2 Client Authentication: set it to “OAuth 2.0 with Request Body”." in lines[1]
    assert "  Basic Auth (form encoding): 401 Unauthorized after 111 ms" in lines
    assert '    {"error": "invalid_client"}' in lines
    assert "  Request Body: 200 OK after 111 ms" in lines
    assert "    Access token: type Bearer, expires in 3600 s, scope a ••••••••, no refresh token" in lines
    assert_no_secret(text)


def test_a_refusal_is_shown_with_headers_and_body() -> None:
    text = report(
        answered(BASIC, 500, f"<p>\x1b[2J{PASSWORD}</p>\nline two", [("X-Echo", SECRET)]),
        skipped(BODY, "No."),
    )
    assert "    <p>␛[2J••••••••</p>\n    line two" in text
    assert "    X-Echo: ••••••••\n" in text
    assert text.endswith("  Request Body: not tried\n    No.")
    assert_no_secret(text, SECRET, PASSWORD)


def test_a_long_body_says_how_much_more_there_is() -> None:
    text = report(answered(BASIC, 500, "x" * 4010))
    assert "x" * 4000 in text
    assert "x" * 4001 not in text
    assert "… 10 more characters; --json shows them" in text
    assert "(no body)" in report(answered(BASIC, 500, ""))


def test_the_first_finding_comes_with_its_fix_and_the_others_with_a_line_of_evidence() -> None:
    text = report(
        answered(BASIC, 401, '{"error": "invalid_client"}'), answered(BODY, 400, '{"error": "invalid_grant"}')
    )
    first, second, *_ = text.split("\n\n")
    assert first.startswith("acme: Fails: ")
    assert "Password Grant Password" in first
    assert "    seen: " in first
    assert "Each further attempt counts as a failed login and can lock the account." in first
    assert second.lstrip().startswith("warning: ")
    assert "to “OAuth 2.0 with Request Body”." in second
    assert "    seen: Basic Auth: " in second


def test_a_missing_response_is_shown_with_its_reason() -> None:
    text = report(failed(BASIC, FailureCause.REFUSED, "Nothing listens at 127.0.0.1:9: it was refused."))
    assert text.startswith("acme: Unreachable: ")
    assert (
        "  Basic Auth (form encoding): no response\n    Nothing listens at 127.0.0.1:9: it was refused."
        in text
    )


def test_an_attempt_shows_its_times_its_proxy_its_server_and_its_certificate() -> None:
    made = answered(BASIC, 200, json.dumps({"access_token": TOKEN, "token_type": "Bearer", "expires_in": 60}))
    assert made.exchange
    certificate = Certificate("CN=idp\x1b.example.com", "CN=Our CA", not_after="2030-01-02T00:00:00Z")
    exchange = replace(
        made.exchange,
        timings=Timings(
            dns=1.2, connect=8.0, proxy=3.0, tls=20.1, send=0.2, wait=1810.0, receive=0.4, total=1843
        ),
        connection=Connection(
            proxy="proxy.example.com:3128",
            trials=(AddressTrial("2001:db8::1", "Network is unreachable"), AddressTrial("192.0.2.7")),
        ),
        peer=Peer("192.0.2.7", "TLSv1.3", "A_CIPHER", (certificate,), "system", trusted_by_public=False),
    )
    lines = report(replace(made, exchange=exchange)).split("\n")
    start = lines.index("  Basic Auth (form encoding): 200 after 1.8 s")
    assert lines[start + 1 : start + 8] == [
        "    dns 1 ms · tcp 8 ms · proxy 3 ms · tls 20 ms · sent 0 ms · waited 1.8 s · received 0 ms",
        "    through the proxy proxy.example.com:3128",
        "    tried 2001:db8::1: Network is unreachable",
        "    at 192.0.2.7, TLSv1.3 (A_CIPHER)",
        "    certificate CN=idp␛.example.com, issued by CN=Our CA, valid until 2030-01-02T00:00:00Z; trusted",
        "    by this machine's own store, but not by the public roots",
        "    Access token: type Bearer, expires in 60 s, no scope, no refresh token",
    ]


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
    text = report(replace(made, exchange=exchange))
    assert text.endswith(
        "  Basic Auth (form encoding): no response after 10 ms\n"
        "    What came is not HTTP/1.1.\n"
        "    it said: SSH-2.0␛[2J ••••••••\n"
        "    dns 1 ms · tcp 2 ms · sent 0 ms · waited 3 ms · received 4 ms: stopped here"
    )
    # The attempt quotes the server, and nothing repeats it.
    assert text.count("SSH-2.0") == 1
    assert_no_secret(text, SECRET)


def test_a_success_notes_that_it_applies_to_this_machine() -> None:
    granted = json.dumps({"access_token": TOKEN, "token_type": "Bearer", "expires_in": 3600})
    headline, note, *_ = report(answered(BASIC, 200, granted)).split("\n\n")
    assert headline == "acme: Works with Basic Auth.\n  Oauth2 Client Authentication can stay blank."
    assert note.lstrip().startswith("info: It works on this machine")


@pytest.mark.parametrize("fault", BodyFault)
@pytest.mark.parametrize("body", [b"abc", b"\xff\xfe\x00"])
def test_what_is_wrong_with_a_body_is_shown_below_it(fault: BodyFault, body: bytes) -> None:
    made = answered(BASIC, 500, body)
    assert made.exchange
    assert made.exchange.response
    response = replace(made.exchange.response, body_fault=fault)
    *_, shown, last = report(replace(made, exchange=replace(made.exchange, response=response))).split("\n")
    in_hexadecimal = response.is_coded
    assert (shown == "    ff fe 00") is in_hexadecimal
    note = "; its bytes are shown in hexadecimal" if in_hexadecimal else ""
    assert last == f"    … the body {fault.words}{note}"
