"""Whom an attempt spoke with: TLS, certificates with the days they have left, and who trusts them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.wizard.samples import GRANTED, NOW, attempt
from tui.oauth2.connection import Certificate, Connection, Peer
from tui.plain_text import plain_text
from tui.wizard.content.peer_rows import peer_rows, validity
from tui.wizard.content.table import table


def ending(days: float, subject: str = "CN=idp.example.com", issuer: str = "CN=R1") -> Certificate:
    """Return a certificate that is valid for so many days more."""
    end = NOW + timedelta(days=days, hours=1)
    return Certificate(
        subject, issuer, ("idp.example.com",), (NOW - timedelta(days=90)).isoformat(), end.isoformat()
    )


ROOT = ending(900, "CN=Root", "CN=Root")
PEER = Peer(
    "192.0.2.1", "TLSv1.3", "AES", (ending(98), ending(400, "CN=R1", "CN=Root"), ROOT), "public", True
)


def shown(peer: Peer | None, connection: Connection | None = None) -> list[str]:
    exchange = attempt(200, GRANTED).exchange
    assert exchange
    rows = peer_rows(replace(exchange, peer=peer, connection=connection or Connection()), NOW)
    return table(rows).plain.splitlines() if rows else []


def test_everything_that_is_known_has_a_row() -> None:
    assert shown(PEER, Connection(proxy="proxy.example:3128")) == [
        "Proxy        proxy.example:3128",
        "TLS          TLSv1.3 · AES",
        "Certificate  CN=idp.example.com",
        "Names        idp.example.com",
        "Issuer       CN=R1",
        "Validity     from 2025-10-04 until 2026-04-10, 98 days left",
        "Chain        1. CN=R1",
        "             2. CN=Root (a root, issued by itself)",
        "Trusted by   the public roots",
    ]
    assert shown(None) == []
    assert shown(Peer("192.0.2.1")) == []  # a plain connection has no more to tell


@pytest.mark.parametrize(
    ("days", "words", "style"),
    [
        (98, "until 2026-04-10, 98 days left", ""),
        (30, "30 days left", ""),
        (29, "29 days left", "$warns"),
        (1, "1 day left", "$warns"),
        (0, "less than a day left", "$warns"),
        (-31, "expired on 2025-12-02, 30 days ago", "$fails"),
    ],
)
def test_the_days_left_are_counted_and_few_are_a_warning(days: float, words: str, style: str) -> None:
    content = validity(ending(days), NOW)
    assert content.plain.endswith(words)
    assert [span.style for span in content.spans] == ([style] if style else [])


def test_a_certificate_of_tomorrow_and_one_without_sense() -> None:
    future = replace(ending(98), not_before=(NOW + timedelta(days=2, hours=1)).isoformat())
    assert validity(future, NOW).plain == "not valid before 2026-01-04, 2 days from now"
    assert validity(replace(ending(9), not_after="\x1bsoon"), NOW).plain == "until ␛soon"
    assert validity(replace(ending(9), not_after=None), NOW).plain == "until an unknown day"


def test_many_names_and_a_long_chain_are_cut_with_their_count() -> None:
    many = replace(ending(98), names=tuple(f"n{number}.example\u202e" for number in range(500)))
    rows = shown(replace(PEER, chain=(many, *[ROOT] * 40)))
    assert any(row.endswith("n7.example<U+202E> and 492 more") for row in rows)
    assert rows[-2].strip() == "and 34 more"
    assert "\n".join(rows) == plain_text("\n".join(rows))


@pytest.mark.parametrize(
    ("trusted_by", "by_public", "words"),
    [
        ("system", True, "this machine's own store, and by the public roots"),
        ("system", None, "this machine's own store"),
        ("/ca.pem", False, "the CA file /ca.pem, but not by the public roots, so a cloud service refuses it"),
        (None, None, "nothing: it was refused"),
    ],
)
def test_who_trusts_it_is_said(trusted_by: str | None, by_public: bool | None, words: str) -> None:
    rows = shown(replace(PEER, trusted_by=trusted_by, trusted_by_public=by_public))
    assert rows[-1] == f"Trusted by   {words}"


def test_a_certificate_of_the_chain_that_ends_soon_says_when() -> None:
    rows = shown(replace(PEER, chain=(ending(98), ending(5, "CN=R1", "CN=Root"))))
    assert rows[-2].endswith("1. CN=R1, from 2025-10-04 until 2026-01-07, 5 days left")
