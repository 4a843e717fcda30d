"""Whole tickets: each thread is cut into its parts, put in order, fills the form, and is diagnosed."""

from __future__ import annotations

import json

import pytest

from tui.interchange.json_text import json_text
from tui.interchange.ticket.document import ticket_document
from tui.interchange.ticket.read import read_ticket, thread_in
from tui.interchange.ticket.shown import ticket_report
from tui.interchange.ticket.ticket import Ticket
from tui.oauth2.secret import reveal
from tui.terminal.wrapping import plain_lines

from .threads import THREADS, Thread

EACH = pytest.mark.parametrize("thread", THREADS.values(), ids=THREADS)


def read(thread: Thread) -> Ticket:
    ticket = read_ticket(thread.text)
    assert ticket is not None
    return ticket


@EACH
def test_a_thread_is_cut_and_put_in_the_order_of_time(thread: Thread) -> None:
    assert " ".join(part.kind for part in read(thread).parts) == thread.parts


@EACH
def test_the_newest_value_of_each_field_fills_the_form(thread: Thread) -> None:
    connector = read(thread).filled.connector
    filled = {key: reveal(getattr(connector, key)) for key in thread.fields}
    assert sorted(key for key in filled if filled[key] != thread.fields[key]) == []


@EACH
def test_contradictions_are_found_and_no_others(thread: Thread) -> None:
    assert {finding.id for finding in read(thread).contradictions} == thread.contradictions


@EACH
def test_the_newest_response_is_diagnosed(thread: Thread) -> None:
    newest = read(thread).newest_response
    assert newest is not None
    assert newest.findings
    assert not thread.newest or newest.findings[0].id == thread.newest


@EACH
def test_no_secret_is_shown(thread: Thread) -> None:
    ticket = read(thread)
    shown = "\n".join(plain_lines(ticket_report("ticket.txt", ticket))) + json_text(ticket_document(ticket))
    secrets = [secret.reveal() for secret in ticket.secrets if len(secret.reveal()) > 4]
    assert sum(secret in shown for secret in secrets) == 0
    assert "made-up-token" not in shown


@EACH
def test_crlf_and_quoting_once_more_change_nothing(thread: Thread) -> None:
    quoted = "\n".join(f"> {line}" for line in thread.text.split("\n"))
    for text in (thread.text.replace("\n", "\r\n"), quoted):
        ticket = read_ticket(text)
        assert ticket is not None
        assert ticket.filled.connector == read(thread).filled.connector


def test_one_response_and_one_request_are_no_tickets() -> None:
    curl = "curl https://idp.example.com/token -u a:b -d grant_type=password -d username=u -d password=p"
    assert read_ticket(curl) is None
    assert (
        read_ticket('HTTP/1.1 401 Unauthorized\nDate: Tue, 03 Nov 2026 10:12:13 GMT\n\n{"error":"x"}') is None
    )
    assert read_ticket('{"error":"invalid_grant"}') is None
    assert read_ticket("") is None
    assert thread_in(curl) is None


def test_messages_that_are_not_in_order_are_put_in_the_order_of_their_times() -> None:
    first, second = THREADS["servicenow"].text.split("\n\n")
    swapped = read_ticket(f"{second}\n\n{first}")
    assert swapped is not None
    assert swapped.filled.connector.password.reveal() == "p-3"
    assert [part.is_token for part in swapped.parts] == [False, True, False, False]


def test_a_response_is_diagnosed_with_its_request() -> None:
    part = read(THREADS["outlook"]).newest_response
    assert part is not None
    assert part.request is not None
    assert part.request.line == 9
    assert part.findings[0].next is not None
    assert part.findings[0].next.id == "trimmed"


def test_a_response_answers_no_request_that_came_later() -> None:
    thread = """\
Anna Schmidt - 3 November 2026 10:12
curl -d grant_type=password -d username=svc -d password=made-up https://idp.example.com/token

Support - 2 November 2026 16:40
HTTP/1.1 401 Unauthorized
Content-Type: application/json

{"error":"invalid_client"}
"""
    early = read_ticket(thread)
    assert early is not None
    assert early.newest_response is not None
    assert early.newest_response.request is None
    late = read_ticket(thread.replace("2 November", "4 November"))
    assert late is not None
    assert late.newest_response is not None
    assert late.newest_response.request is not None


def test_the_ids_for_the_vendor_are_listed() -> None:
    assert read(THREADS["entra"]).ids == (
        "trace ID d9cc74aa-0000-4000-8000-000000000003",
        "correlation ID 38941c60-0000-4000-8000-000000000004",
    )


def test_the_document_says_where_each_value_came_from() -> None:
    document = json.loads(json_text(ticket_document(read(THREADS["gmail"]))))
    secret = next(one for one in document["taken"] if one["field"] == "client_secret")
    assert (secret["line"], [one["line"] for one in secret["replaced"]]) == (4, [9])
    assert document["parts"][0]["time"] == "2026-11-03T17:05:00Z"
    assert document["connector"]["client_id"] == "app-9"
