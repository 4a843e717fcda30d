"""Damaged bodies: why a token in one can't be relied on, and what stays unknown of a refusal."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace

import pytest

from tests.runs import BASIC, CONNECTOR, TOKEN, answered, run_of
from tui.diagnosis.finding import Finding
from tui.diagnosis.rules.observation import observe
from tui.diagnosis.run_diagnosis import diagnose_response, diagnose_run
from tui.oauth2.attempt import Attempt
from tui.oauth2.exchange import BodyFault, HttpResponse
from tui.oauth2.responses.token_response import read_answer

GRANTED = json.dumps({"access_token": TOKEN, "token_type": "Bearer", "expires_in": 3600}).encode()
BROTLI = b"\x8b\x03\x80{}\x03\xff\x1b"


def attempt(status: int, body: bytes, fault: BodyFault, *headers: tuple[str, str]) -> Attempt:
    made = answered(BASIC, status, body, headers)
    assert made.exchange
    assert made.exchange.response
    response = replace(made.exchange.response, body_fault=fault)
    exchange = replace(made.exchange, response=response)
    return replace(made, exchange=exchange, answer=read_answer(response, CONNECTOR.response))


def diagnosed(status: int, body: bytes, fault: BodyFault, *headers: tuple[str, str]) -> tuple[Finding, ...]:
    return diagnose_run(CONNECTOR, run_of(attempt(status, body, fault, *headers)))


def ids(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.id for finding in findings]


@pytest.mark.parametrize(
    ("fault", "body", "header", "evidence"),
    [
        (
            BodyFault.CUT_SHORT,
            GRANTED[:30],
            ("Content-Length", "5000"),
            "30 bytes arrived; Content-Length announced 5,000",
        ),
        (
            BodyFault.BAD_CHUNKING,
            GRANTED,
            ("Transfer-Encoding", "chunked"),
            f"{len(GRANTED)} bytes arrived; Transfer-Encoding: chunked",
        ),
        (BodyFault.TOO_LONG, GRANTED, ("X", "y"), f"{len(GRANTED)} bytes arrived"),
        (
            BodyFault.BAD_CODING,
            GRANTED,
            ("Content-Encoding", "gzip"),
            "Content-Encoding: gzip; the body begins with the bytes 7b 22 61 63 63 65 73 73",
        ),
        (
            BodyFault.TRAILING_BYTES,
            GRANTED,
            ("Content-Encoding", "gzip"),
            f"Content-Encoding: gzip; {len(GRANTED)} bytes decoded before them",
        ),
        (
            BodyFault.UNKNOWN_CODING,
            BROTLI,
            ("Content-Encoding", "br"),
            "Content-Encoding: br; the body begins with the bytes 8b 03 80 7b 7d 03 ff 1b",
        ),
    ],
)
def test_a_success_that_can_not_be_relied_on_is_none(
    fault: BodyFault, body: bytes, header: tuple[str, str], evidence: str
) -> None:
    assert attempt(200, body, fault, header).outcome == "unusable"
    (finding,) = diagnosed(200, body, fault, header)
    assert (finding.id, finding.severity) == (f"answer.{fault.value}", "error")
    assert finding.evidence == (evidence,)
    assert "{" not in finding.title + finding.cause + finding.fix


@pytest.mark.parametrize("fault", BodyFault)
def test_a_refusal_is_told_first_and_its_body_behind(fault: BodyFault) -> None:
    first, *others = diagnosed(401, b'{"error": "invalid_client"}', fault, ("Content-Encoding", "gzip"))
    assert first.culprits[0] in {"client_secret", "client_id"}
    (behind,) = [finding for finding in others if finding.id.startswith("answer.")]
    assert behind.id == f"answer.{fault.value}"
    assert behind.severity in {"warning", "info"}


def test_an_error_that_a_cut_success_names_comes_before_the_cut() -> None:
    first, *others = diagnosed(200, b'{"error": "invalid_grant", "error_descr', BodyFault.CUT_SHORT)
    assert first.culprits[0] in {"password", "username"}
    assert "answer.cut_short" in [finding.id for finding in others]


def test_nothing_is_read_out_of_a_body_that_is_still_coded() -> None:
    headers = (("Content-Encoding", "br"), ("WWW-Authenticate", 'Bearer error="invalid_client"'))
    response = HttpResponse(401, "", headers, gzip.compress(GRANTED), BodyFault.UNKNOWN_CODING)
    seen = observe(response, status=401)
    assert (seen.shape, seen.body, seen.document) == ("octets", "", None)
    assert seen.codes == ("invalid_client",)
    first, *_ = diagnosed(401, response.body, BodyFault.UNKNOWN_CODING, *headers)
    assert first.culprits[0] in {"client_secret", "client_id"}
    for status in (200, 418, 500):
        found = ids(
            diagnosed(status, b"\xff\xfe{\x00" * 8, BodyFault.BAD_CODING, ("Content-Encoding", "gzip"))
        )
        assert "answer.bad_coding" in found
        assert "answer.utf16" not in found
    odd = HttpResponse(418, "", headers[:1], BROTLI, BodyFault.UNKNOWN_CODING)
    assert ids(diagnose_response(odd, status=418)) == ["status.client_error", "answer.unknown_coding"]


def test_a_name_that_is_no_coding_only_warns_where_the_token_can_be_read() -> None:
    first, *others = diagnosed(200, GRANTED, BodyFault.UNKNOWN_CODING, ("Content-Encoding", "utf-8"))
    assert (first.id, first.severity) == ("answer.unknown_coding", "warning")
    assert ids(tuple(others)) == ["network.works_from_here"]


def test_the_body_of_a_redirect_is_of_no_matter() -> None:
    found = ids(diagnosed(302, b"<a", BodyFault.CUT_SHORT, ("Location", "https://idp.example.com/t")))
    assert "answer.redirect" in found
    assert "answer.cut_short" not in found
