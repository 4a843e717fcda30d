"""`run --json`: exactly the documented format, whatever the responses contain."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.json_schemas import assert_valid
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
from tui.diagnosis.lint.findings import lint
from tui.interchange.json_text import json_text
from tui.interchange.run_json import run_document
from tui.interchange.run_text.told import Told
from tui.oauth2.attempt import Run
from tui.oauth2.client_authentication import ClientAuthentication
from tui.oauth2.connection import AddressTrial, Certificate, Connection, Layer, Peer, Timings
from tui.oauth2.connector import ResponseSettings
from tui.oauth2.exchange import BodyFault
from tui.oauth2.masking.redaction import Redactor
from tui.oauth2.secret import MASK, Secret
from tui.oauth2.transport_failure import FailureCause


def document_of(*attempts: Any) -> dict[str, Any]:
    document = run_document("acme", run_of(*attempts), Redactor.for_connector(CONNECTOR))
    assert json.loads(json_text(document)) == document
    assert_valid("run", document)
    return document


def jwt(payload: bytes) -> str:
    parts = (b'{"alg":"none"}', payload, b"signature")
    return ".".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts)


def claims(payload: bytes) -> Any:
    body = json.dumps({"access_token": jwt(payload)})
    token = document_of(answered(BASIC, 200, body))["token"]
    assert token["format"] == "jwt"
    return token["claims"]


def works_after_a_refusal() -> dict[str, Any]:
    refused = answered(
        BASIC,
        401,
        '{"error": "invalid_client", "error_description": "no"}',
        [("Content-Type", "application/json")],
    )
    token = {
        "access_token": TOKEN,
        "token_type": "Bearer",
        "expires_in": 3600,
        "scope": "a b",
        "refresh_token": "r-12345678",
    }
    return document_of(refused, answered(BODY, 200, json.dumps(token)))


def test_a_run_that_works_after_a_refusal() -> None:
    document = works_after_a_refusal()
    assert list(document) == [
        "schema", "profile", "verdict", "client_authentication", "secrets", "attempts", "token", "api",
        "findings",
    ]  # fmt: skip
    assert (document["schema"], document["profile"], document["verdict"]) == (1, "acme", "works")
    assert document["client_authentication"] == "request-body"
    assert document["api"] is None
    assert document["findings"] == []
    assert document["token"] == {
        "token_type": "Bearer", "expires_in": 3600, "scope": "a b",
        "refresh_token": True, "format": "opaque", "claims": {},
    }  # fmt: skip
    assert_no_secret(json_text(document), SECRET, PASSWORD, TOKEN, "r-12345678")


def test_the_attempts_of_a_run() -> None:
    first, second = works_after_a_refusal()["attempts"]
    assert list(first) == [
        "client_authentication", "basic_encoding", "outcome", "status", "error", "error_description",
        "failure", "failure_cause", "started", "failure_message", "timings_ms", "connection", "peer",
        "request", "response",
    ]  # fmt: skip
    assert (first["client_authentication"], first["basic_encoding"]) == ("basic", "form")
    assert (second["client_authentication"], second["basic_encoding"]) == ("request-body", None)
    assert (first["outcome"], first["status"], first["error"]) == ("error", 401, "invalid_client")
    assert (first["error_description"], first["failure"]) == ("no", None)
    assert (second["outcome"], second["status"], second["error"]) == ("token", 200, None)
    assert list(first["timings_ms"]) == ["dns", "connect", "tls", "send", "wait", "receive", "total"]
    assert first["timings_ms"]["connect"] == 8.0
    assert first["timings_ms"]["total"] == 111.1
    assert first["timings_ms"]["dns"] is None
    assert list(first["peer"]) == [
        "ip", "tls_version", "cipher", "subject", "names", "issuer", "not_before", "not_after", "chain",
        "certificates", "trusted_by", "trusted_by_public",
    ]  # fmt: skip
    assert list(first["request"]) == ["method", "url", "headers", "body"]
    assert first["response"] == {
        "status": 401,
        "headers": [["Content-Type", "application/json"]],
        "body": '{"error": "invalid_client", "error_description": "no"}',
        "truncated": False,
        "body_fault": None,
    }


def test_a_run_that_hears_nothing() -> None:
    document = document_of(failed(BASIC, FailureCause.NAME_NOT_FOUND), skipped(BODY))
    assert (document["verdict"], document["client_authentication"], document["token"]) == (
        "unreachable",
        None,
        None,
    )
    first, second = document["attempts"]
    assert (first["outcome"], first["failure"], first["status"]) == ("transport_failure", "dns", None)
    assert first["failure_message"] == "It failed."
    assert (first["response"], first["peer"]) == (None, None)
    assert (second["outcome"], second["request"], second["response"]) == ("skipped", None, None)
    assert set(second["timings_ms"].values()) == {None}


def test_the_way_is_written_as_far_as_it_was_gone() -> None:
    attempt = failed(BASIC, FailureCause.CERTIFICATE_EXPIRED)
    assert attempt.exchange
    certificate = Certificate(
        "CN=idp\x1b.example.com", "CN=Example CA", ("idp.example.com",), "2024-01-01T00:00:00Z", None, "ab12"
    )
    exchange = replace(
        attempt.exchange,
        timings=Timings(dns=1.26, connect=8.0, proxy=4.04, tls=20.0, total=33.3),
        peer=Peer("192.0.2.7", "TLSv1.3", "A_CIPHER", (certificate, replace(certificate, subject="CN=b"))),
        connection=Connection(
            proxy="proxy.example.com:3128",
            addresses=("2001:db8::1", "192.0.2.7"),
            trials=(AddressTrial("2001:db8::1", "Network\nis unreachable"), AddressTrial("192.0.2.7")),
            stopped_at=Layer.TLS,
            source="192.0.2.20:51324",
        ),
        started=datetime(2026, 1, 2, 3, 4, 5, 678_901, tzinfo=UTC),
    )
    (written,) = document_of(replace(attempt, exchange=exchange))["attempts"]
    assert (written["failure"], written["failure_cause"]) == ("tls", "certificate_expired")
    # The format has no time for a proxy: opening the tunnel is part of connecting.
    assert written["timings_ms"] == {
        "dns": 1.3, "connect": 12.0, "tls": 20.0, "send": None, "wait": None, "receive": None, "total": 33.3
    }  # fmt: skip
    assert written["connection"] == {
        "proxy": "proxy.example.com:3128",
        "addresses": ["2001:db8::1", "192.0.2.7"],
        "tried": [
            {"ip": "2001:db8::1", "error": "Network␊is unreachable"},
            {"ip": "192.0.2.7", "error": ""},
        ],
        "stopped_at": "tls",
        "source": "192.0.2.20:51324",
    }
    assert written["started"] == "2026-01-02T03:04:05.678Z"
    assert written["peer"] == {
        "ip": "192.0.2.7", "tls_version": "TLSv1.3", "cipher": "A_CIPHER", "subject": "CN=idp␛.example.com",
        "names": ["idp.example.com"], "issuer": "CN=Example CA", "not_before": "2024-01-01T00:00:00Z",
        "not_after": None, "chain": ["CN=idp␛.example.com", "CN=b"],
        "certificates": [
            {"subject": subject, "issuer": "CN=Example CA", "not_before": "2024-01-01T00:00:00Z",
             "not_after": None, "sha256": "ab12"}
            for subject in ("CN=idp␛.example.com", "CN=b")
        ],
        "trusted_by": None,
        "trusted_by_public": None,
    }  # fmt: skip


@pytest.mark.parametrize("fault", BodyFault)
def test_what_is_wrong_with_a_body_is_written_beside_it(fault: BodyFault) -> None:
    attempt = answered(BASIC, 400, b"\xff\x00")
    assert attempt.exchange
    assert attempt.exchange.response
    response = replace(attempt.exchange.response, body_fault=fault)
    document = document_of(replace(attempt, exchange=replace(attempt.exchange, response=response)))
    written = document["attempts"][0]["response"]
    assert (written["body_fault"], written["truncated"]) == (fault.value, fault.is_cut)
    assert (written["body"] == "ff 00") is ("coding" in fault.value)


def test_findings_are_written_in_full() -> None:
    connector = replace(CONNECTOR, custom_grant_type="x")
    findings = lint(connector)
    document = run_document("acme", run_of(skipped(BASIC)), Redactor(()), findings)
    (finding,) = document["findings"]
    assert list(finding) == [
        "id", "severity", "culprits", "fields", "title", "cause", "fix", "steps", "evidence", "vendor",
        "lockout_risk", "reference", "confidence", "next",
    ]  # fmt: skip
    assert finding["id"] == "lint.should_be_blank"
    assert finding["fields"] == ["Oauth2 Custom Grant Type"]
    assert finding["steps"] == [finding["fix"]]
    assert (finding["confidence"], finding["next"]) == ("stated", None)


def test_echoed_secrets_and_session_cookies_are_masked_in_every_writing() -> None:
    basic = base64.b64encode(f"abcd-1234:{SECRET}".encode()).decode()
    echo = f"{SECRET}\n{json.dumps(PASSWORD)}\nAuthorization: Basic {basic}\n"
    headers = [
        ("Set-Cookie", "JSESSIONID=0123456789abcdef; Path=/"),
        ("X-Echo", SECRET),
        ("Authorization", "Bearer x"),
    ]
    document = document_of(answered(BASIC, 400, echo, headers))
    response = document["attempts"][0]["response"]
    assert response["headers"] == [
        ["Set-Cookie", f"JSESSIONID={MASK}; Path=/"], ["X-Echo", MASK], ["Authorization", MASK]
    ]  # fmt: skip
    assert_no_secret(json_text(document), SECRET, PASSWORD, basic)


def test_a_token_is_masked_wherever_an_answer_repeats_it() -> None:
    body = json.dumps({"access_token": TOKEN, "token_type": TOKEN, "scope": f"a {TOKEN}", "note": TOKEN})
    document = document_of(answered(BASIC, 200, body, [("X-Token", TOKEN)]))
    assert_no_secret(json_text(document))
    connector = replace(CONNECTOR, response=ResponseSettings(type="text"))
    text = answered(BASIC, 200, TOKEN, connector=connector)
    assert_no_secret(json_text(document_of(text)))
    assert document_of(text)["attempts"][0]["response"]["body"] == MASK


def test_claims_of_a_jwt_are_read_only_from_an_object() -> None:
    assert claims('{"sub": "ü", "aud": ["a"], "exp": 1}'.encode()) == {"sub": "ü", "aud": ["a"], "exp": 1}
    for payload in (b"[1]", b"{", b"\xff\xfe", b"1" * 5000, b"[" * 5000, b""):
        if payload:
            assert claims(payload) == {}


def test_claims_hold_only_what_json_can_write_and_a_terminal_can_show() -> None:
    assert claims(b'{"a": NaN, "b": -Infinity, "c": 1e999, "d": "\\u001b[2J\\ud800"}') == {
        "a": "nan", "b": "-inf", "c": "inf", "d": "␛[2J<U+D800>"
    }  # fmt: skip
    deep = claims(b'{"a":' * 500 + b"1" + b"}" * 500)
    assert "…" in json.dumps(deep, ensure_ascii=False)
    assert claims(json.dumps({"pw": PASSWORD}).encode()) == {"pw": MASK}


@pytest.mark.parametrize("expires_in", [3600, "3600", 1.5, True])
def test_the_lifetime_is_shown_as_the_server_wrote_it(expires_in: object) -> None:
    body = json.dumps({"access_token": TOKEN, "expires_in": expires_in})
    assert document_of(answered(BASIC, 200, body))["token"]["expires_in"] == expires_in


def test_a_lifetime_that_json_cannot_represent_is_text() -> None:
    body = f'{{"access_token": "{TOKEN}", "expires_in": Infinity}}'
    assert document_of(answered(BASIC, 200, body))["token"]["expires_in"] == "inf"


MARKERS = (SECRET, PASSWORD, TOKEN)
PIECES = st.one_of(
    st.binary(max_size=40),
    st.text(max_size=40).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.sampled_from(MARKERS).map(str.encode),
    st.sampled_from(MARKERS).map(lambda text: json.dumps(text).encode()),
    st.sampled_from([b'{"access_token": "', b'", "error": "', b'"}', b"\x1b]52;c;", b"\r\n", b"<html>"]),
    st.just(json.dumps({"access_token": TOKEN, "token_type": "Bearer"}).encode()),
)
BODIES = st.lists(PIECES, max_size=6).map(b"".join)
NAMES = st.text(max_size=20)
HEADERS = st.lists(st.tuples(NAMES, st.one_of(NAMES, st.sampled_from(MARKERS))), max_size=4)
CHARSETS = st.sampled_from(["", "; charset=latin-1", "; charset=utf-16", "; charset=base64", '; charset="'])


@given(BODIES, HEADERS, CHARSETS, st.integers(100, 999), st.text(max_size=20))
@example(json.dumps({"access_token": TOKEN, "refresh_token": SECRET}).encode(), [], "", 200, "")
def test_whatever_a_server_sends_is_written_without_a_secret(
    body: bytes, headers: list[tuple[str, str]], charset: str, status: int, reason: str
) -> None:
    all_headers = [("Content-Type", f"application/json{charset}"), *headers]
    run: Run = run_of(
        answered(BASIC, status, body, all_headers, reason=reason),
        answered(ClientAuthentication.BASIC_USER, status, body, headers),
    )
    redactor = Redactor.for_connector(CONNECTOR)
    text = json_text(run_document("acme", run, redactor))
    document = json.loads(text)
    assert_valid("run", document)
    report = report_text(Told("acme", CONNECTOR, run), is_verbose=True)
    tokens = [attempt.token.access_token for attempt in run.attempts if attempt.token]
    known = MARKERS if Secret(TOKEN) in tokens else MARKERS[:2]
    for shown in (json.dumps(document, ensure_ascii=False), report, *_texts(document)):
        assert_no_secret(shown, *known)
    for shown in (text, report, *_texts(document)):
        assert not set(shown) & set("\x1b\x9b\u202e\x00\x07\r")


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for item in items for text in _texts(item)]
