"""Dates as people write them, and the headers of messages."""

from __future__ import annotations

import pytest

from tui.interchange.ticket.message_headers import header_at
from tui.interchange.ticket.moments import Calendar


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2026-11-03T10:12:13Z", "2026-11-03 10:12Z"),
        ("Tue, 3 Nov 2026 10:12:13 +0100", "2026-11-03 09:12Z"),
        ("03.11.2026 um 10:12", "2026-11-03 10:12"),
        ("11/03/2026 10:12 PM", "2026-11-03 22:12"),
        ("Tuesday, November 3, 2026 12:05 AM", "2026-11-03 00:05"),
        ("03/Nov/26 10:12 AM", "2026-11-03 10:12"),
        ("3. März 2026 10:12", "2026-03-03 10:12"),
        ("3 de noviembre de 2026 a las 10:12", "2026-11-03 10:12"),
        ("Nov 3, 10:12 AM", "11-03 10:12"),
        ("[10:42 AM]", "10:42"),
        ("2026-11-03", "2026-11-03"),
    ],
)
def test_a_date_is_read(text: str, shown: str) -> None:
    moment = Calendar.of(text).first_in(text)
    assert moment is not None
    assert moment.shown == shown


@pytest.mark.parametrize("text", ["192.0.2.12", "Apache/2.4.33", "99.99.2026 25:61", "10:99", "AADSTS50126"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert Calendar.of(text).first_in(text) is None


def test_one_date_with_a_day_beyond_twelve_tells_the_order_of_all() -> None:
    moment = Calendar.of("25/11/2026 10:00\n03/11/2026 10:00").first_in("03/11/2026 10:00")
    assert moment is not None
    assert moment.shown == "2026-11-03 10:00"


@pytest.mark.parametrize(
    "line",
    [
        "On Tue, Nov 3, 2026 at 10:12 AM Anna Schmidt <anna@dunes.example> wrote:",
        "Am 03.11.2026 um 10:12 schrieb Anna Schmidt <anna@dunes.example>:",
        "--- Comment by X on 2026-11-03 10:12",
        "Anna Schmidt added a comment - 03/Nov/26 10:12 AM",
        "2026-11-03 10:12:13 - Anna Schmidt (Additional comments)",
        "Anna Schmidt [10:42 AM]",
        "Anna Schmidt  10:42",
        "[03.11.26, 10:42:13] Anna: it still fails",
        "Bob Reed (customer) | 2026-11-03T10:12:13Z",
    ],
)
def test_a_message_begins(line: str) -> None:
    assert header_at([line], 0, Calendar()) is not None


@pytest.mark.parametrize(
    "line",
    [
        "The secret was changed on 2026-11-03 10:12",
        "2026-11-03 10:12:13 ERROR token request failed:",
        "2026-11-03 10:12:13,123 [main] c.a.TokenClient failed",
        "Date: Tue, 03 Nov 2026 10:12:13 GMT",
        "Timestamp: 2026-11-03 10:12:13Z",
        "It fails since Monday 10:12.",
        "Token expires at 10:42",
    ],
)
def test_no_message_begins(line: str) -> None:
    assert header_at([line], 0, Calendar()) is None


@pytest.mark.parametrize("sender", ["From: Support", "Von: Kundendienst", "De: Soporte"])
def test_a_sender_may_have_a_name_of_one_word(sender: str) -> None:
    lines = [sender, "Sent: Monday, 2 November 2026 16:40"]
    header = header_at(lines, 0, Calendar.of("\n".join(lines)))
    assert header is not None
    assert header.lines == 2
    assert header_at(["Server: Apache", *lines[1:]], 0, Calendar.of(lines[1])) is None
