"""What a report says: the verdict, what is found in the logs, what to change, words for each reader."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import PurePath

import pytest

from tests.diagnosis.api.api_runs import JSON, called, given
from tests.json_schemas import assert_valid
from tests.runs import BASIC, BODY, CONNECTOR, SECRET, TOKEN, answered, assert_no_secret, failed, run_of
from tui.diagnosis.finding import CULPRITS, Finding
from tui.interchange.report import plain_words
from tui.interchange.report.blocks import Code, Facts, Prose, Section
from tui.interchange.report.case import Case
from tui.interchange.report.for_customer import plain_words as words_for_customer
from tui.interchange.report.log_entries import log_entries
from tui.interchange.report.writing import WRITERS, json_report, suffix_problem
from tui.interchange.run_json import run_document
from tui.oauth2.api_run import ApiRun
from tui.oauth2.secret import MASK
from tui.oauth2.transport_failure import FailureCause, FailureKind

from .samples import BEGAN, TRACE, case_of, on_the_wire, refused, reported

JARGON = re.compile(r"RFC|OAuth|HTTP|TLS|DNS|TCP|grant|token|scope|realm|\b[45]\d\d\b|_", re.IGNORECASE)


def section(case: Case, title: str) -> Section:
    return next(one for one in reported(case).sections if one.title == title)


def facts_in(part: Section) -> dict[str, str]:
    return {row.label: row.value for block in part.blocks if isinstance(block, Facts) for row in block.rows}


def test_the_parts_come_in_the_order_in_which_a_ticket_is_read() -> None:
    report = reported(refused())
    assert report.title.startswith("Fails: ")
    assert [part.title for part in report.sections if part.depth == 1] == [
        "To find it in the logs",
        "What to change",
        "For the customer",
        "For the vendor",
        "Requests and responses",
        "Other findings",
        "About this report",
    ]


def test_what_finds_the_request_in_the_logs_stands_at_the_top() -> None:
    part = section(refused(), "To find it in the logs")
    assert facts_in(part) == {
        "Sent at (UTC)": "2026-01-02T03:04:05.678Z",
        "Server's clock (Date)": "2026-01-02T03:04:47Z",
        "Clocks": "the server's clock is 41 seconds ahead of this machine's: "
        "look there by the server's clock",
        "Request": "POST https://idp.example.com/oauth2/token",
        "From": "192.168.1.23:51324",
        "Proxy": "none",
        "To": "192.0.2.7",
        "X-Request-ID": "req-42",
        "trace_id": TRACE,
    }
    notes = [block.text for block in part.blocks if isinstance(block, Prose)]
    assert "Behind a router or a VPN (NAT), the server's logs show another, public address" in notes[0]


@pytest.mark.parametrize(
    ("source", "proxy", "words"),
    [
        ("8.8.4.4:1", None, "own address. Behind a router"),
        ("[fd00::1]:1", None, "own address in its local network."),
        ("127.0.0.1:1", None, "The server runs on the same machine."),
        ("192.168.1.23:1", "proxy.example:3128", "The requests went through a proxy."),
    ],
)
def test_it_is_said_which_address_the_server_saw(source: str, proxy: str | None, words: str) -> None:
    attempt = on_the_wire(answered(BASIC, 400, "{}"))
    assert attempt.exchange
    connection = replace(attempt.exchange.connection, source=source, proxy=proxy)
    case = case_of(replace(attempt, exchange=replace(attempt.exchange, connection=connection)))
    notes = [
        block.text for block in section(case, "To find it in the logs").blocks if isinstance(block, Prose)
    ]
    assert words in notes[0]


def test_clocks_that_agree_are_not_told_of() -> None:
    (entry,) = log_entries(refused(headers=[("Date", "Fri, 02 Jan 2026 03:04:05 GMT")]))
    assert entry.clock_difference == -1.0
    assert "Clocks" not in facts_in(
        section(refused(headers=[("Date", "Fri, 02 Jan 2026 03:04:05 GMT")]), "To find it in the logs")
    )


def test_the_vendor_gets_the_exact_words() -> None:
    facts = facts_in(section(refused(), "For the vendor"))
    assert facts["Grant"] == "Resource Owner Password Credentials (RFC 6749 §4.3)"
    assert facts["Client authentication"].startswith(
        "HTTP Basic, client_id and client_secret (RFC 6749 §2.3.1)"
    )
    assert (facts["error"], facts["error_description"]) == ("invalid_grant", "Wrong password")
    assert facts["Response"] == "HTTP/1.1 400 Bad Request"
    assert "Wrong password" in facts["Evidence"]


def test_a_request_has_its_certificates_with_issuer_and_validity() -> None:
    part = next(one for one in reported(refused()).sections if one.title.startswith("Attempt 1"))
    facts = [
        (row.label, row.value) for block in part.blocks if isinstance(block, Facts) for row in block.rows
    ]
    assert ("Certificate 1", "CN=idp.example.com") in facts
    assert ("Valid", "2025-01-01T00:00:00Z to 2026-02-02T00:00:00Z, 30 days left") in facts
    codes = [block.title for block in part.blocks if isinstance(block, Code)]
    assert codes == ["Request", "Response"]


def test_json_is_what_run_prints_and_what_the_report_adds() -> None:
    case = refused()
    document = json.loads(json_report([reported(case)]))
    assert_valid("report", document)
    added = document.pop("report")
    assert document == run_document("acme", case.run, case.redactor, case.all_findings)
    assert added["logs"][0]["ids"] == [
        {"name": "X-Request-ID", "value": "req-42", "in": "header"},
        {"name": "trace_id", "value": TRACE, "in": "body"},
    ]
    assert added["logs"][0]["started"] == "2026-01-02T03:04:05.678Z"
    assert (added["made"], added["python"]) == ("2026-01-02T03:04:07Z", "3.11.0")
    assert added["customer"]["asked"]
    assert [one["profile"] for one in json.loads(json_report([reported(case)] * 2))] == ["acme", "acme"]


def test_a_body_is_masked_also_where_it_is_cut() -> None:
    (sent,) = refused("x" * (65_536 - 8) + SECRET).sent
    assert sent.is_cut
    assert sent.body.endswith("x" + MASK)


def test_the_calls_of_the_api_are_reported_too() -> None:
    step = called(401, body='{"error": "no", "requestId": "r-77"}')
    case = replace(refused(), api=ApiRun((step,)))
    report = reported(case)
    title = "API step 1: Calling the API with the token: 401"
    assert title in [part.title.strip() for part in report.sections]
    assert case.sent[1].exchange is step.exchange
    assert [one.value for one in log_entries(case)[1].ids] == ["r-77"]
    assert report.document()["api"]["status"] == 401


def test_the_customer_reads_of_one_sign_in_and_why_the_call_after_it_was_refused() -> None:
    challenge = 'Bearer error="insufficient_scope", error_description="The scope is too small."'
    for step in (
        called(403, ("WWW-Authenticate", challenge)),
        called(
            403, JSON, body='{"error": "insufficient_scope", "error_description": "The scope is too small."}'
        ),
    ):
        words = words_for_customer(replace(case_of(given()), api=ApiRun((step,))))
        assert "tried to sign in" in words.tried
        assert "and called its interface." in words.tried
        assert words.said == (
            "127.0.0.1 accepted the sign-in.",
            "api.example.com refused, and said: “The scope is too small.”",
        )


def test_a_run_that_works_and_one_that_sent_nothing_say_so() -> None:
    works = case_of(on_the_wire(answered(BODY, 200, json.dumps({"access_token": TOKEN, "expires_in": 3600}))))
    words = words_for_customer(works)
    assert words.said == ("127.0.0.1 accepted the sign-in.",)
    assert words.asked == ("Nothing: it works.",)
    corrected = replace(works, corrected=("Client Secret", "Oauth2 Token Url"))
    told = "Nothing more has to change: it works since Client Secret and Oauth2 Token Url were changed."
    assert words_for_customer(corrected).asked == (told,)
    assert told in WRITERS[".md"]([reported(corrected)])
    nothing = Case("acme", CONNECTOR, run_of())
    assert words_for_customer(nothing).asked == ("Nothing yet: nothing was sent.",)
    for case in (works, nothing):
        for write in WRITERS.values():
            assert_no_secret(write([reported(case)]))


@pytest.mark.parametrize("culprit", CULPRITS)
@pytest.mark.parametrize("confidence", ["stated", "open"])
def test_the_customer_reads_no_jargon(culprit: str, confidence: str) -> None:
    others = ("password", "network")
    finding = Finding("x.y", "error", (culprit, *others), "T", "C", "F", confidence=confidence)  # type: ignore[arg-type]
    case = replace(refused(), findings=(finding,))
    words = words_for_customer(case)
    assert words.asked
    for text in (words.tried, words.meaning, *words.asked):
        assert not JARGON.search(text), text


def test_every_way_to_get_no_response_has_plain_words() -> None:
    assert set(plain_words.NO_RESPONSE) == set(FailureKind)
    for cause in {cause.kind: cause for cause in FailureCause}.values():
        (said,) = words_for_customer(case_of(failed(BASIC, cause))).said
        assert not JARGON.search(said), said


@pytest.mark.parametrize(
    ("status", "headers", "words"),
    [
        (302, [("Location", "https://login.example.com/")], "sent us on to another address, “https://login"),
        (429, [], "too many requests"),
        (503, [], "failed by itself"),
        (403, [], "without a reason"),
        (404, [], "nothing at this address"),
        (200, [], "not with what the connector needs"),
    ],
)
def test_a_status_is_told_in_plain_words(status: int, headers: list[tuple[str, str]], words: str) -> None:
    (said,) = words_for_customer(refused("<p>no</p>", headers, status)).said
    assert words in said


@pytest.mark.parametrize("name", ["a.md", "a.HTML", "b/c.json"])
def test_a_suffix_names_the_format(name: str) -> None:
    assert suffix_problem(PurePath(name)) == ""


@pytest.mark.parametrize("name", ["a", "a.pdf", ".md", "html"])
def test_another_suffix_is_told_with_those_that_there_are(name: str) -> None:
    assert "has to end in .md, .html or .json" in suffix_problem(PurePath(name))


def test_times_of_several_attempts_are_all_told() -> None:
    first, second = (on_the_wire(answered(method, 401, "{}")) for method in (BASIC, BODY))
    assert second.exchange
    later = replace(second, exchange=replace(second.exchange, started=BEGAN + timedelta(seconds=2)))
    for attempts, times in (((first, second), "03:04:05"), ((first, later), "03:04:05 and 03:04:07")):
        assert words_for_customer(case_of(*attempts)).tried.startswith(
            f"On {BEGAN:%Y-%m-%d} at {times} UTC, we tried 2 times to sign in to"
        )
