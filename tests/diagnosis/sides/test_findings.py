"""What the customer's side tells alone and beside ours: a table of made-up networks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

import pytest

from tui.diagnosis.finding import CULPRITS, Finding
from tui.diagnosis.sides.certificates import are_other
from tui.diagnosis.sides.findings import side_findings
from tui.diagnosis.sides.side import Reach, Side
from tui.oauth2.connection import Certificate
from tui.oauth2.http_response import HttpResponse
from tui.oauth2.transport_failure import FailureCause as Cause
from tui.oauth2.transport_failure import TransportFailure

URL: Final = "https://idp.example.com/oauth2/token"
PUBLIC, OTHER_PUBLIC, PRIVATE = "93.184.216.34", "93.184.216.35", "10.1.2.3"
LEAF = Certificate("CN=idp.example.com", "O=Example Authority, CN=Example CA", sha256="ab" * 32)
BLOCKED = (
    "<html><head><title>Attention Required! | Cloudflare</title></head>"
    "<body>Sorry, you have been blocked</body></html>"
)


def at(address: str = PUBLIC, **more: Any) -> Side:
    """Return a side that reached an address with TLS."""
    base = Side(url=URL, addresses=(address,), ip=address, certificates=(LEAF,), is_trusted=True)
    return replace(base, **more)


def said(status: int, body: str, *headers: tuple[str, str], address: str = PUBLIC) -> Side:
    """Return a side with a response."""
    kind = "application/json" if body.startswith("{") else "text/html"
    response = HttpResponse(status, "", (("Content-Type", kind), *headers), body.encode())
    return at(address, response=response)


def stopped(cause: Cause, message: str = "It failed.", **more: Any) -> Side:
    """Return a side without a response."""
    is_early = cause.kind.value in {"dns", "connect", "proxy"} or cause is Cause.CONNECT_TIMEOUT
    known = () if cause.kind.value == "dns" else (PUBLIC,)
    base = Side(
        url=URL,
        addresses=known,
        ip="" if is_early else PUBLIC,
        certificates=() if is_early else (LEAF,),
        failure=TransportFailure(cause, message),
    )
    return replace(base, **more)


FREE = said(400, '{"error":"invalid_request"}')
INSIDE = said(401, '{"error":"invalid_client"}', address=PRIVATE)
UNSUPPORTED = said(400, '{"error":"unsupported_grant_type"}')
REFUSED_CLIENT = said(401, '{"error":"invalid_client"}')
TOKEN = said(200, '{"access_token":"made-up-token","token_type":"Bearer"}')
TURNED_AWAY = said(403, BLOCKED, ("Server", "cloudflare"), ("CF-RAY", "abc-FRA"))
FORBIDDEN = said(403, "<html><body>Forbidden</body></html>")
NOT_FOUND = said(404, "<html><body>Not Found</body></html>")
PORTAL = said(302, "", ("Location", "https://login.hotspot.example/"))
PAGE = said(200, "<html><body>Welcome</body></html>")
NO_NAME = stopped(Cause.NAME_NOT_FOUND, "Could not resolve host: idp.example.com")
NO_LOOKUP = stopped(Cause.RESOLVER_FAILED)
REFUSED = stopped(Cause.REFUSED)
SLOW = stopped(Cause.CONNECT_TIMEOUT, "Connection timed out after 10001 milliseconds")
RESET = stopped(Cause.RESET)
SILENT = stopped(Cause.WAIT_TIMEOUT)
PROXY = stopped(Cause.PROXY_WANTS_CREDENTIALS, proxy="proxy.example:8080")
PRIVATE_CA = stopped(Cause.PRIVATE_CA, is_trusted=False)
EXPIRED = stopped(Cause.CERTIFICATE_EXPIRED, is_trusted=False)
CLOSED = stopped(Cause.TLS_CLOSED)
NOTHING = Side(url=URL)

ALONE = [
    (FREE, "ask.way_free"),
    (UNSUPPORTED, "ask.grant_unsupported"),
    (said(401, ""), "ask.reached"),
    (FORBIDDEN, "ask.reached"),
    (TURNED_AWAY, "ask.answered_between"),
    (said(407, ""), "ask.answered_between"),
    (said(511, ""), "ask.answered_between"),
    (NOT_FOUND, "ask.no_token_endpoint"),
    (PAGE, "ask.no_token_endpoint"),
    (said(302, "", ("Location", "/login")), "ask.no_token_endpoint"),
    (PORTAL, "ask.redirected"),
    (said(500, "oops"), "ask.server_fails"),
    (NO_NAME, "ask.no_name"),
    (NO_LOOKUP, "ask.lookup_failed"),
    (stopped(Cause.NAME_TIMEOUT), "ask.lookup_failed"),
    (REFUSED, "ask.no_connection"),
    (SLOW, "ask.no_connection"),
    (PROXY, "ask.proxy_refuses"),
    (PRIVATE_CA, "ask.not_trusted"),
    (CLOSED, "ask.no_tls"),
    (RESET, "ask.no_response"),
    (SILENT, "ask.no_response"),
    (NOTHING, "ask.incomplete"),
]
BESIDE = [
    (INSIDE, SLOW, "ask.inside"),
    (INSIDE, NO_NAME, "ask.inside"),
    (FREE, NO_NAME, "ask.name_only_there"),
    (FREE, NO_LOOKUP, "ask.name_only_there"),
    (FREE, SLOW, "ask.allow_list"),
    (FREE, REFUSED, "ask.allow_list"),
    (FREE, RESET, "ask.allow_list"),
    (FREE, SILENT, "ask.allow_list"),
    (FREE, CLOSED, "ask.allow_list"),
    (FREE, TURNED_AWAY, "ask.allow_list"),
    (FREE, FORBIDDEN, "ask.allow_list"),
    (FREE, PROXY, "ask.own_network"),
    (FREE, stopped(Cause.UNREACHABLE), "ask.own_network"),
    (FREE, EXPIRED, "ask.tls_only_here"),
    (NO_NAME, REFUSED_CLIENT, "ask.only_here"),
    (SLOW, TOKEN, "ask.only_here"),
    (PROXY, REFUSED_CLIENT, "ask.only_here"),
    (FORBIDDEN, REFUSED_CLIENT, "ask.only_here"),
    (TURNED_AWAY, TOKEN, "ask.turned_away_there"),
    (PORTAL, REFUSED_CLIENT, "ask.other_answer_there"),
    (PAGE, TOKEN, "ask.other_answer_there"),
    (NO_NAME, NO_NAME, "ask.name_nowhere"),
    (SLOW, REFUSED, "ask.fails_alike"),
    (SILENT, RESET, "ask.fails_alike"),
    (EXPIRED, EXPIRED, "ask.fails_alike"),
    (TURNED_AWAY, TURNED_AWAY, "ask.fails_alike"),
    (PROXY, SLOW, "ask.fails_differently"),
    (NO_NAME, SLOW, "ask.fails_differently"),
    (FREE, TOKEN, "ask.works_both"),
    (FREE, REFUSED_CLIENT, "ask.same_way"),
    (said(401, ""), REFUSED_CLIENT, "ask.same_way"),
    (UNSUPPORTED, REFUSED_CLIENT, "ask.grant_unsupported"),
    (NOT_FOUND, NOT_FOUND, "ask.no_token_endpoint"),
    (FREE, stopped(Cause.OUT_OF_FILES), "ask.way_free"),
    (NOTHING, REFUSED_CLIENT, "ask.incomplete"),
    (replace(FREE, url="https://other.example/oauth2/token"), TOKEN, "ask.other_url"),
    (replace(FREE, url="https://IDP.example.com:443/oauth2/token"), TOKEN, "ask.works_both"),
]  # fmt: skip


def assert_well_made(found: tuple[Finding, ...]) -> None:
    for finding in found:
        assert finding.id.startswith("ask.")
        assert set(finding.culprits) <= set(CULPRITS)
        assert finding.evidence
        for text in (finding.title, finding.cause, finding.fix):
            assert text
            assert text[-1] in ".:", text
            assert "  " not in text
            assert ".." not in text, text
        assert finding.title[0].isupper() or finding.title[0].islower()
        if "Oauth2 Token Url: " in finding.fix:
            assert "Oauth2 Token Url" in finding.fields
    ids = [finding.id for finding in found]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(("there", "wanted"), ALONE)
def test_alone(there: Side, wanted: str) -> None:
    found = side_findings(there)
    assert found[0].id == wanted
    assert_well_made(found)


@pytest.mark.parametrize(("there", "here", "wanted"), BESIDE)
def test_beside(there: Side, here: Side, wanted: str) -> None:
    found = side_findings(there, here)
    assert found[0].id == wanted
    assert_well_made(found)
    if wanted not in {"ask.way_free", "ask.incomplete", "ask.other_url"}:
        assert {line.partition(":")[0] for line in found[0].evidence} == {"there", "here"}


def test_every_pair_has_something_to_say() -> None:
    for there, _ in ALONE:
        for here, _ in ALONE:
            assert_well_made(side_findings(there, here))


def test_a_free_way_accuses_the_credentials_that_the_run_accuses() -> None:
    here = replace(REFUSED_CLIENT, found="The client is unknown.", culprits=("client_id", "client_secret"))
    first = side_findings(FREE, here)[0]
    assert first.culprits == ("client_id", "client_secret")
    assert "The client is unknown." in first.cause
    assert first.fields == ("Client ID", "Client Secret")


def certificates(*issuers: str, trusted: bool | None = True) -> dict[str, Any]:
    chain = tuple(Certificate(f"CN={place}", issuer, sha256=issuer) for place, issuer in enumerate(issuers))
    return {"certificates": chain, "is_trusted": trusted, "is_whole_chain": True}


def ids_of(there: Side, here: Side | None = None) -> list[str]:
    return [finding.id for finding in side_findings(there, here)]


def test_a_known_product_replaces_the_certificate_there() -> None:
    there = replace(FREE, **certificates("CN=Zscaler Intermediate Root CA"))
    for here in (None, TOKEN):
        found = next(each for each in side_findings(there, here) if each.id == "ask.intercepted_there")
        assert found.severity == "warning"
        assert "Zscaler" in found.cause
    refused = stopped(Cause.PRIVATE_CA, **certificates("CN=Zscaler Root CA", trusted=False))
    assert ids_of(refused)[0] == "ask.intercepted_there"


def test_a_known_product_replaces_the_certificate_here() -> None:
    here = stopped(Cause.TLS_INSPECTED, **certificates("CN=Netskope CA", trusted=False))
    assert ids_of(FREE, here)[0] == "ask.intercepted_here"


@pytest.mark.parametrize(
    ("there", "here", "odd"),
    [(None, True, "the one there"), (True, False, "isn't trusted"), (True, True, "neither")],
)
def test_two_issuers(there: bool | None, here: bool, odd: str) -> None:
    theirs = replace(FREE, **certificates("CN=Corp Web Gateway", trusted=there))
    ours = replace(TOKEN, **certificates("CN=R11, O=Let's Encrypt", trusted=here))
    found = next(each for each in side_findings(theirs, ours) if each.id == "ask.other_certificate")
    assert odd in found.cause
    assert "Corp Web Gateway" in "".join(found.evidence)


def test_two_certificates_that_are_refused_are_not_one_fault() -> None:
    there = stopped(Cause.PRIVATE_CA, **certificates("CN=Corp Web Gateway", trusted=False))
    assert ids_of(there, EXPIRED) == ["ask.other_certificate", "ask.fails_differently"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("O=Example Authority, CN=Example CA", "CN=Example CA,O=Example Authority"),
        ("C = US, O = Example\\, Inc., CN = X", "CN=X, O=Example, Inc., C=US"),
        ("/C=US/O=Example/CN=X", "C=US; O=Example; CN=X"),
        ("CN=x, O=ACME", "CN=X, O=Acme"),
    ],
)
def test_one_name_is_written_in_many_ways(one: str, other: str) -> None:
    def side(issuer: str) -> Side:
        return Side(certificates=(Certificate("CN=a", issuer),))

    assert not are_other(side(one), side(other))
    assert are_other(side(one), side(other.replace("CN=", "CN=not ")))


def test_the_same_certificate_is_the_same_whoever_writes_its_issuer() -> None:
    colons = replace(LEAF, sha256=":".join(["AB"] * 32), issuer="unreadable")
    assert not are_other(at(certificates=(colons,)), at())


def test_their_machines_alone_trust_the_ca() -> None:
    there = replace(FREE, **certificates("CN=Corp Root"))
    here = stopped(Cause.PRIVATE_CA, **certificates("CN=Corp Root", trusted=False))
    assert ids_of(there, here) == ["ask.trusted_only_there"], "nothing is said twice"
    first = side_findings(there, here)[0]
    assert "CN=Corp Root" in first.cause


def test_an_incomplete_chain() -> None:
    there = stopped(Cause.PRIVATE_CA, **certificates("CN=Public Intermediate", trusted=False))
    assert "ask.chain_incomplete" in ids_of(there)
    gap = stopped(Cause.INTERMEDIATE_MISSING, **certificates("CN=Public Intermediate", trusted=False))
    assert "ask.chain_incomplete" in ids_of(replace(there, is_trusted=True), gap)
    for other in (replace(there, is_whole_chain=False), replace(there, is_trusted=True)):
        assert "ask.chain_incomplete" not in ids_of(other)
    assert "ask.chain_incomplete" not in ids_of(there, TOKEN), "this side could verify it"


@pytest.mark.parametrize(("minute", "wanted"), [(0, False), (4, False), (12, True), (-12, True)])
def test_a_wrong_clock(minute: int, wanted: bool) -> None:
    there = replace(
        said(400, '{"error":"invalid_request"}', ("Date", "Sun, 29 Nov 2026 04:30:00 GMT")),
        time=datetime(2026, 11, 29, 4, 30 + minute, tzinfo=UTC),
    )
    found = [each for each in side_findings(there) if each.id == "ask.clock"]
    assert bool(found) is wanted
    assert not wanted or "12 minutes" in found[0].title


def test_split_dns_and_other_addresses() -> None:
    assert "ask.split_dns" in ids_of(INSIDE, REFUSED_CLIENT)
    assert "ask.split_dns" in ids_of(FREE, replace(REFUSED_CLIENT, addresses=(PRIVATE,)))
    assert "ask.other_addresses" in ids_of(FREE, replace(REFUSED_CLIENT, addresses=(OTHER_PUBLIC,)))
    assert not {"ask.split_dns", "ask.other_addresses"} & set(ids_of(FREE, REFUSED_CLIENT))
    by_proxy = replace(REFUSED_CLIENT, addresses=(PRIVATE,), proxy="p.example:1")
    assert "ask.split_dns" not in ids_of(FREE, by_proxy), "those are the proxy's"


def test_the_proxy_there() -> None:
    there = replace(FREE, proxies=("https_proxy: p.example:8080",))
    assert "ask.proxy_there" in ids_of(there)
    only = replace(
        there, proxy="p.example:8080", direct=TransportFailure(Cause.CONNECT_TIMEOUT, "Timed out.")
    )
    assert "ask.only_by_proxy" in ids_of(only)
    assert "ask.proxy_there" not in ids_of(replace(PROXY, proxies=there.proxies))


@pytest.mark.parametrize("there", [NO_NAME, SLOW])
def test_a_proxy_of_the_system_that_curl_does_not_use(there: Side) -> None:
    there = replace(there, proxies=("system: p.example:8080",))
    for here in (None, REFUSED_CLIENT, SLOW):
        found = side_findings(there, here)
        assert [each.id for each in found] == ["ask.proxy_unused"]
        assert "http://p.example:8080" in found[0].fix
        assert_well_made(found)
    assert ids_of(replace(there, proxy="p.example:8080"))[0] != "ask.proxy_unused"


def test_a_dns_filter_is_named() -> None:
    there = replace(REFUSED, addresses=("0.0.0.0",))
    assert "DNS filter" in side_findings(there)[0].cause
    assert "DNS filter" not in side_findings(replace(there, url="https://0.0.0.0/t"))[0].cause


def test_foreign_words_are_harmless() -> None:
    hostile = "\x1b]0;x\x07\u202e\n" + '{"access_token": "made-up-token-0123456789"}'
    there = replace(
        stopped(Cause.RESET, hostile),
        proxies=(f"https_proxy: {hostile}",),
        addresses=(hostile,),
        certificates=(Certificate(hostile, f"CN=Zscaler {hostile}"),),
    )
    for here in (None, there, said(403, hostile)):
        for finding in side_findings(there, here):
            text = repr(finding.document())
            assert "\\x1b" not in text
            assert "\\u202e" not in text
            assert "made-up-token" not in text


def test_the_stages_are_told_apart() -> None:
    assert {side.reach for side, _ in ALONE} == set(Reach)
