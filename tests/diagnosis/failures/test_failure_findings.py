"""Each cause of a missing response has a finding: what happened, whose fault, what to change or ask."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.runs import BASIC, CONNECTOR, SECRET, assert_no_secret, failed, run_of
from tui.diagnosis.failures.findings import FAILURES
from tui.diagnosis.finding import CULPRITS, Finding
from tui.diagnosis.run_diagnosis import diagnose_run
from tui.oauth2.connection import AddressTrial, Connection, Layer, Peer, Timings
from tui.oauth2.connector import RequestSettings
from tui.oauth2.form_fields import FORM_FIELDS, label_of
from tui.oauth2.proxy_url import ProxyUrl
from tui.oauth2.transport_failure import FailureCause, FailureKind, TransportFailure
from tui.oauth2.url_parts import host_of

ENDPOINT = "127.0.0.1:8080"


def diagnosed(
    cause: FailureCause,
    connection: Connection | None = None,
    timings: Timings | None = None,
    *,
    peer: Peer | None = None,
    evidence: tuple[str, ...] = (),
    proxy: str = "",
    scheme: str = "http",
) -> Finding:
    connector = replace(
        CONNECTOR,
        token_url=f"{scheme}://{ENDPOINT}/oauth2/token",
        request=RequestSettings(proxy=ProxyUrl(proxy)),
    )
    attempt = failed(BASIC, cause)
    assert attempt.exchange
    exchange = replace(
        attempt.exchange,
        request=replace(attempt.exchange.request, url=connector.token_url),
        failure=TransportFailure(cause, "What happened.", evidence),
        connection=connection or Connection(),
        timings=timings or Timings(),
        peer=peer,
    )
    (finding,) = diagnose_run(connector, run_of(replace(attempt, exchange=exchange)))
    return finding


def test_every_cause_has_its_words_and_no_other() -> None:
    assert set(FAILURES) == set(FailureCause)


@pytest.mark.parametrize("cause", FailureCause)
def test_each_finding_says_what_whose_and_what_to_do(cause: FailureCause) -> None:
    finding = diagnosed(cause)
    area = {FailureKind.TLS: "tls", FailureKind.PROXY: "proxy"}.get(cause.kind, "network")
    assert (finding.id, finding.severity) == (f"{area}.{cause.word}", "error")
    assert host_of(f"http://{ENDPOINT}") in finding.title
    assert finding.title.endswith(".")
    assert finding.cause.startswith("What happened. ")
    assert set(finding.culprits) <= set(CULPRITS)
    assert finding.first_field in {"", *FORM_FIELDS}
    assert finding.evidence == ("What happened.",)
    for text in (finding.title, finding.cause, finding.fix):
        # No place left open, and no two sentences run into one.
        assert not re.search(r"[{}]|  |[a-z][.;,][A-Za-z]", text), text
    # A field that is to be changed is called by its label in the fix.
    if finding.first_field == "token_url":
        assert label_of("token_url") in finding.cause + finding.fix


def test_no_two_findings_share_their_words() -> None:
    for text in ("title", "why"):
        assert len({getattr(words, text) for words in FAILURES.values()}) == len(FAILURES)


@pytest.mark.parametrize(
    ("cause", "field", "words"),
    [
        (FailureCause.NAME_NOT_FOUND, "token_url", "letter by letter"),
        (FailureCause.NAME_NOT_FOUND, "token_url", "on-premise agent"),
        (FailureCause.REFUSED, "token_url", "host and port"),
        (FailureCause.UNREACHABLE, "", "VPN"),
        (FailureCause.CONNECT_TIMEOUT, "", "allow-list"),
        (FailureCause.RESET, "", "allow-list"),
        (FailureCause.WAIT_TIMEOUT, "", "The product has its own limit"),
        (FailureCause.CERTIFICATE_FOR_ANOTHER_NAME, "token_url", "certificate's names"),
        (FailureCause.PRIVATE_CA, "", "public CA"),
        (FailureCause.TLS_INSPECTED, "", "Trust (a setting of this tool) to system"),
        (FailureCause.INTERMEDIATE_MISSING, "", "full chain"),
        (FailureCause.CLIENT_CERTIFICATE_WANTED, "token_url", "without mutual TLS"),
        (FailureCause.PLAIN_HTTP, "token_url", "port"),
        (FailureCause.TLS_PORT, "token_url", "https://"),
        (FailureCause.CA_FILE_UNUSABLE, "", "PEM"),
        (FailureCause.PROXY_WANTS_CREDENTIALS, "", "user:password"),
    ],
)
def test_the_fix_names_the_field_or_whom_to_ask(cause: FailureCause, field: str, words: str) -> None:
    finding = diagnosed(cause, scheme="https")
    assert finding.first_field == field
    assert words in finding.fix


def test_what_had_worked_before_is_shown() -> None:
    connection = Connection(
        addresses=("192.0.2.7", "2001:db8::7"),
        trials=(AddressTrial("2001:db8::7", "Network is unreachable"), AddressTrial("192.0.2.7")),
        stopped_at=Layer.WAIT,
    )
    timings = Timings(dns=1.0, connect=8.2, tls=20.4, send=0.1, wait=29_970.0, total=30_000.0)
    finding = diagnosed(FailureCause.WAIT_TIMEOUT, connection, timings, peer=Peer(tls_version="TLSv1.3"))
    assert finding.evidence == (
        "What happened.",
        "tried 2001:db8::7: Network is unreachable",
        "name found: 192.0.2.7, 2001:db8::7; connected in 8 ms; TLSv1.3 in 20 ms; request sent; "
        "no response for 30 s",
    )


@pytest.mark.parametrize(
    ("stopped", "timings", "way"),
    [
        (Layer.DNS, Timings(dns=3.0), "stopped during the name lookup, after 3 ms"),
        (Layer.CONNECT, Timings(dns=0.1, connect=2.0), "stopped while connecting, after 2 ms"),
        (
            Layer.RECEIVE,
            Timings(dns=0.1, connect=2.0, send=1.0, wait=1_500.0, receive=40.0),
            "connected in 2 ms; request sent; response began after 1.5 s; "
            "stopped while receiving the response, after 40 ms",
        ),
    ],
)
def test_the_layer_where_it_stopped_is_named(stopped: Layer, timings: Timings, way: str) -> None:
    # An address was written, so there was no name to find.
    connection = Connection(addresses=("127.0.0.1",), stopped_at=stopped)
    assert diagnosed(FailureCause.CLOSED, connection, timings).evidence[-1] == way


def test_an_attempt_through_a_proxy_names_the_proxy() -> None:
    connection = Connection(proxy="proxy.example.com:3128", addresses=("192.0.2.1",), stopped_at=Layer.TLS)
    timings = Timings(dns=1.0, connect=2.0, proxy=7.0, tls=3.0)
    finding = diagnosed(FailureCause.TLS_CLOSED, connection, timings)
    assert finding.evidence[-1] == (
        "name found: 192.0.2.1; connected to the proxy proxy.example.com:3128 in 2 ms; "
        "the proxy connected in 7 ms; stopped in the TLS handshake, after 3 ms"
    )


def test_a_proxy_is_fixed_where_it_is_set() -> None:
    connection = Connection(proxy="proxy.example.com:3128")
    own = diagnosed(FailureCause.PROXY_UNREACHABLE, connection, proxy="http://proxy.example.com:3128")
    environment = diagnosed(FailureCause.PROXY_UNREACHABLE, connection)
    assert "the proxy proxy.example.com:3128" in own.title
    assert "Proxy (a setting of this tool)" in own.fix
    assert "NO_PROXY" in environment.fix
    assert "The product does not use this proxy" in own.cause


def test_silence_after_plain_http_accuses_the_scheme() -> None:
    assert diagnosed(FailureCause.CLOSED).first_field == "token_url"
    assert "change it to https://" in diagnosed(FailureCause.CLOSED).fix
    assert diagnosed(FailureCause.CLOSED, scheme="https").first_field == ""


def test_foreign_words_are_masked_and_harmless() -> None:
    finding = diagnosed(
        FailureCause.NOT_HTTP,
        Connection(
            addresses=("\x1b[2J",),
            trials=(AddressTrial("1.2.3.4", f"\x9b{SECRET}"),),
            stopped_at=Layer.RECEIVE,
        ),
        Timings(dns=1.0, receive=1.0),
        evidence=(f"it said: {SECRET}\u202e",),
    )
    said = str(finding.document())
    assert_no_secret(said, SECRET)
    assert not set(said) & set("\x1b\x9b\u202e")
