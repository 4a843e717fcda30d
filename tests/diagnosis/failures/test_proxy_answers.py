"""A proxy that answers instead of the server, where a request went through one over plain http."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.runs import BASIC, CONNECTOR, answered, run_of
from tui.diagnosis.finding import Finding
from tui.diagnosis.run_diagnosis import diagnose_run
from tui.oauth2.connection import Connection

PAGE = "<html><title>Access denied by policy</title></html>"


def diagnosed(
    status: int,
    body: str,
    *headers: tuple[str, str],
    proxy: str | None = "proxy.example.com:3128",
    url: str = "http://idp.example.com/token",
) -> tuple[Finding, ...]:
    connector = replace(CONNECTOR, token_url=url)
    attempt = answered(BASIC, status, body, headers, connector)
    assert attempt.exchange
    exchange = replace(attempt.exchange, connection=Connection(proxy=proxy))
    return diagnose_run(connector, run_of(replace(attempt, exchange=exchange)))


def test_a_proxy_that_asks_for_credentials_is_certain() -> None:
    first = diagnosed(407, PAGE, ("Proxy-Authenticate", "NTLM"))[0]
    assert (first.id, first.severity, first.culprits) == ("proxy.answered", "error", ("network",))
    assert first.title == "The proxy proxy.example.com:3128 answered instead of the server."
    assert "user:password" in first.fix
    assert "proxy-authenticate: NTLM" in first.evidence


def test_what_the_rules_know_as_a_proxys_is_certain_and_told_once() -> None:
    page = "<html><title>ERROR: The requested URL could not be retrieved</title>Access Denied.</html>"
    findings = diagnosed(403, page, ("X-Squid-Error", "ERR_ACCESS_DENIED 0"))
    assert "answered instead of the server" in findings[0].title
    assert "allow this host" in findings[0].fix
    assert "{" not in findings[0].fix
    assert [finding.id for finding in findings if finding.id.startswith("proxy.")] == ["proxy.answered"]


def test_a_page_that_forbids_may_be_the_servers_own() -> None:
    first, second, *_ = diagnosed(403, PAGE, ("Via", "1.1 proxy.example.com"))
    assert "seems to have answered" in first.title
    assert "via: 1.1 proxy.example.com" in first.evidence
    assert "Access denied by policy" in first.evidence
    assert second.severity == "error"


@pytest.mark.parametrize(
    ("status", "body", "proxy", "url"),
    [
        (403, PAGE, None, "http://idp.example.com/token"),
        (403, PAGE, "proxy.example.com:3128", "https://idp.example.com/token"),
        (403, '{"error": "access_denied"}', "proxy.example.com:3128", "http://idp.example.com/token"),
        (401, PAGE, "proxy.example.com:3128", "http://idp.example.com/token"),
        (200, PAGE, "proxy.example.com:3128", "http://idp.example.com/token"),
    ],
)
def test_other_answers_are_not_a_proxys(status: int, body: str, proxy: str | None, url: str) -> None:
    found = [finding.id for finding in diagnosed(status, body, proxy=proxy, url=url)]
    assert "proxy.answered" not in found
