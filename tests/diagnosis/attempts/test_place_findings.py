"""A request that works from here can fail from the product: what its route from here shows."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.runs import BASIC, BODY, CONNECTOR, TOKEN, answered, run_of
from tui.diagnosis.finding import Finding
from tui.diagnosis.run_diagnosis import diagnose_run
from tui.diagnosis.verdict import headline
from tui.oauth2.attempt import Attempt
from tui.oauth2.connection import Certificate, Connection, Peer

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
GRANTED = json.dumps({"access_token": TOKEN, "token_type": "Bearer", "expires_in": 3600})
PUBLIC_IP = "93.184.216.34"
NOTE = "network.works_from_here"


def by_way_of(attempt: Attempt, peer: Peer | None = None, connection: Connection | None = None) -> Attempt:
    assert attempt.exchange
    exchange = replace(attempt.exchange, peer=peer, connection=connection or Connection())
    return replace(attempt, exchange=exchange)


def granted(peer: Peer | None = None, connection: Connection | None = None) -> Attempt:
    return by_way_of(answered(BASIC, 200, GRANTED), peer, connection)


def diagnosed(*attempts: Attempt) -> tuple[Finding, ...]:
    return diagnose_run(CONNECTOR, run_of(*attempts), now=NOW)


def certificate(
    days: float, lifetime: float = 90, subject: str = "CN=idp", issuer: str = "CN=ca"
) -> Certificate:
    ends = NOW + timedelta(days=days)
    return Certificate(subject, issuer, (), (ends - timedelta(days=lifetime)).isoformat(), ends.isoformat())


def ids(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.id for finding in findings]


def test_a_success_says_that_it_is_this_machine_s_and_what_to_check() -> None:
    (note,) = diagnosed(granted(Peer(PUBLIC_IP)))
    assert (note.id, note.severity) == (NOTE, "info")
    assert "this machine" in note.title
    assert "allow-list" in note.fix
    assert "on-premise agent" in note.fix
    assert note.evidence == (f"Basic Auth: access token from {PUBLIC_IP}",)


def test_a_proxy_that_may_be_why_it_works_is_named() -> None:
    (note,) = diagnosed(granted(None, Connection(proxy="proxy.example.com:3128")))
    assert "through the proxy proxy.example.com:3128, which may be why it worked" in note.cause
    assert note.evidence[0].endswith("through the proxy proxy.example.com:3128")


@pytest.mark.parametrize("ip", ["127.0.0.1", "127.3.2.1", "::1", "::ffff:127.0.0.1"])
def test_practice_on_this_machine_is_no_alarm(ip: str) -> None:
    (note,) = diagnosed(granted(Peer(ip)))
    assert (note.id, note.severity) == (NOTE, "info")
    assert f"{ip} is this machine itself" in note.cause


@pytest.mark.parametrize(
    "ip", ["10.2.3.4", "172.16.0.9", "192.168.1.1", "100.64.3.4", "169.254.1.1", "fd00::1", "::ffff:10.0.0.1"]
)
def test_an_address_that_the_cloud_can_not_reach_is_a_warning(ip: str) -> None:
    first, note = diagnosed(granted(Peer(ip)))
    assert (first.id, first.severity, first.culprits) == (
        "network.private_address",
        "warning",
        ("network", "token_url"),
    )
    assert ip in first.title
    assert note.id == NOTE


@pytest.mark.parametrize("ip", [PUBLIC_IP, "2606:2800:220:1::1", "no address", None])
def test_other_addresses_are_none(ip: str | None) -> None:
    assert ids(diagnosed(granted(Peer(ip)))) == [NOTE]


def test_the_address_of_a_proxy_is_not_the_servers() -> None:
    by_proxy = Connection(proxy="10.0.0.1:3128", addresses=("10.0.0.1",))
    assert ids(diagnosed(granted(Peer(None), by_proxy))) == [NOTE]


def test_a_certificate_that_the_public_roots_refuse_works_here_alone() -> None:
    peer = Peer(PUBLIC_IP, chain=(certificate(80, issuer="CN=Our CA"),), trusted_by="system")
    assert ids(diagnosed(granted(peer))) == [NOTE]
    assert ids(diagnosed(granted(replace(peer, trusted_by_public=True)))) == [NOTE]
    first, note = diagnosed(granted(replace(peer, trusted_by_public=False)))
    assert (first.id, first.severity, note.id) == ("tls.public_roots_refuse", "warning", NOTE)
    assert first.evidence == ("trusted by: system; by the public roots: no", "issued by CN=Our CA")
    run = run_of(granted(replace(peer, trusted_by_public=False)))
    assert headline(CONNECTOR, run, (first, note)).detail.startswith(
        "But: the server's certificate is trusted"
    )


@pytest.mark.parametrize(
    ("days", "lifetime", "words"),
    [
        (20.5, 90, "in 20 days"),
        (1.2, 365, "in 1 day"),
        (0.1, 365, "within a day"),
        (21.5, 90, ""),
        (5, 6, ""),  # a certificate of a few days is renewed every few days
        (1.5, 6, "in 1 day"),
        (-1, 90, ""),
    ],
)
def test_a_certificate_that_ends_soon_is_a_warning(days: float, lifetime: float, words: str) -> None:
    findings = diagnosed(granted(Peer(PUBLIC_IP, chain=(certificate(days, lifetime),))))
    ends = [finding for finding in findings if finding.id == "tls.certificate_ends_soon"]
    assert len(ends) == bool(words)
    for finding in ends:
        assert finding.severity == "warning"
        assert f"expires {words}." in finding.title
        assert "CN=idp: valid until 202" in finding.evidence[0]


def test_the_first_of_a_chain_to_end_is_named_and_roots_are_not() -> None:
    between = certificate(3, subject="CN=between")
    root = certificate(1, subject="CN=root", issuer="CN=root")
    findings = diagnosed(granted(Peer(PUBLIC_IP, chain=(certificate(9), between, root))))
    assert [finding.evidence[0][:10] for finding in findings[:-1]] == ["CN=between"]
    unreadable = replace(between, not_after="soon")
    assert ids(diagnosed(granted(Peer(PUBLIC_IP, chain=(unreadable,))))) == [NOTE]
    assert ids(diagnose_run(CONNECTOR, run_of(granted(Peer(PUBLIC_IP, chain=(between,)))))) == [NOTE]


def test_a_refused_run_has_the_warnings_behind_its_error_and_no_note() -> None:
    peer = Peer("10.2.3.4", chain=(certificate(3),), trusted_by="system", trusted_by_public=False)
    refusal = '{"error": "invalid_grant"}'
    first, *others = diagnosed(
        by_way_of(answered(BASIC, 400, refusal), peer), by_way_of(answered(BODY, 400, refusal), peer)
    )
    assert first.severity == "error"
    assert ids(tuple(others)) == [
        "tls.public_roots_refuse",
        "network.private_address",
        "tls.certificate_ends_soon",
    ]
