"""What is missing is fetched when asked for, from where the certificates say that it can be had."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7

from tests.servers.issuing import Issued
from tests.servers.ports import closed_port
from tests.servers.raw_server import (
    RawServer,
    Script,
    answering,
    answering_endlessly,
    closing,
    dripping,
    http_answer,
)
from tui.oauth2.connector import RequestSettings
from tui.oauth2.proxy_url import ProxyUrl
from tui.transport.chains.examining import examine_chain
from tui.transport.chains.fetching import Fetched, fetch
from tui.transport.chains.served_chain import ServedChain

from .hierarchy import HOST, hierarchy, sending, written

CERTIFICATE = hierarchy().lower.der()
BOTH = [hierarchy().lower.certificate, hierarchy().upper.certificate]
PAGE = http_answer(200, b"<html>Sign in</html>", [("Content-Type", "text/html")])


async def fetched_from(script: Script, **settings: Any) -> Fetched:
    with RawServer(script) as server:
        return await fetch(f"http://{server.address}/ca.cer", RequestSettings(**settings))


def redirecting(location: str, status: int = 302) -> Script:
    return answering(http_answer(status, b"", [("Location", location)]))


@pytest.mark.parametrize(
    "body",
    [
        CERTIFICATE,
        hierarchy().lower.pem(),
        pkcs7.serialize_certificates(BOTH, Encoding.DER),
    ],
    ids=["DER", "PEM", "PKCS#7"],
)
async def test_der_pem_and_pkcs7_are_taken(body: bytes) -> None:
    fetched = await fetched_from(answering(http_answer(200, body)))
    assert CERTIFICATE in [candidate.der for candidate in fetched.candidates]
    assert fetched.problem == ""


@pytest.mark.parametrize(
    ("script", "words"),
    [
        (answering(http_answer(404, b"no")), "the status of the response is 404."),
        (answering(PAGE), "is a page, not a certificate."),
        (answering(http_answer(200, b"\x30\x82made up")), "holds no certificate as PEM, DER or PKCS#7."),
        (answering_endlessly(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 65536), "is longer than 1 MiB"),
        (
            answering(http_answer(200, CERTIFICATE)[:-9]),
            "was cut off before it was complete",
        ),
        (closing, "closed the connection without a response."),
        (redirecting("ftp://ca.made-up.example/ca.cer"), "only http and https URLs are."),
        (redirecting("http://user:made-up@ca.example/"), "was not fetched"),
        (redirecting("http://[made-up/"), "only http and https URLs are."),
        (redirecting("/again"), "more than 3 redirects."),
    ],
)
async def test_anything_else_is_no_certificate(script: Script, words: str) -> None:
    fetched = await fetched_from(script)
    assert fetched.candidates == ()
    assert words in fetched.problem


async def test_a_response_that_does_not_end_is_given_up() -> None:
    fetched = await fetched_from(dripping(b"HTTP/1.1 200 OK\r\n\r\n"), timeout=0.5)
    assert fetched.candidates == ()
    assert "within 0.5 seconds" in fetched.problem


async def test_a_redirect_is_followed_to_https_and_no_credentials_go_along(tmp_path: Path) -> None:
    made = hierarchy()
    trust = written(tmp_path, "root.pem", made.root)
    tls = sending(tmp_path, made.leaf, made.lower, made.upper)
    with RawServer(answering(http_answer(200, CERTIFICATE)), tls=tls) as there:
        url = f"https://{there.address}/moved.cer"
        with RawServer(redirecting(url, 301)) as here:
            settings = RequestSettings(trust=trust)
            fetched = await fetch(f"http://{here.address}/ca.cer?a=b", settings)
        assert [candidate.der for candidate in fetched.candidates] == [CERTIFICATE]
        assert fetched.candidates[0].source == url
        (request,) = here.requests
    assert request.startswith(b"GET /ca.cer?a=b HTTP/1.1\r\nHost: ")
    names = {line.partition(b":")[0].lower() for line in request.split(b"\r\n")[1:] if line}
    assert names == {b"host", b"accept", b"user-agent", b"accept-encoding"}


async def test_a_server_that_is_not_trusted_gives_no_certificate(tmp_path: Path) -> None:
    made = hierarchy()
    with RawServer(answering(http_answer(200, CERTIFICATE)), tls=sending(tmp_path, made.leaf)) as server:
        fetched = await fetch(f"https://{server.address}/ca.cer", RequestSettings())
        assert server.requests == []
    assert fetched.candidates == ()
    assert "was not fetched" in fetched.problem


async def test_it_is_fetched_through_the_proxy() -> None:
    with RawServer(answering(http_answer(200, CERTIFICATE))) as proxy:
        settings = RequestSettings(proxy=ProxyUrl(f"http://{proxy.address}"))
        fetched = await fetch("http://ca.made-up.example/ca.cer", settings)
    assert proxy.requests[0].startswith(b"GET http://ca.made-up.example/ca.cer HTTP/1.1\r\n")
    assert fetched.candidates


Web = tuple[ssl.SSLContext, RequestSettings, list[RawServer]]


@contextmanager
def a_web_of_cas(folder: Path, *broken: str) -> Iterator[Web]:
    """Yield a server that sends its own certificate alone, and its issuers, each at its place on the web."""
    with ExitStack() as stack:
        root = Issued.root("Web Root")

        def published(issued: Issued, name: str) -> str:
            body = b"<p>gone" if name in broken else issued.der()
            server = stack.enter_context(RawServer(answering(http_answer(200, body))))
            servers.append(server)
            return f"http://{server.address}/{name}.cer"

        servers: list[RawServer] = []
        upper = root.authority("Web Upper CA", issuer_url=published(root, "root"))
        lower = upper.authority("Web Lower CA", issuer_url=published(upper, "upper"))
        leaf = lower.server(HOST, issuer_url=published(lower, "lower"))
        trust = written(folder, "root.pem", root)
        yield sending(folder, leaf), RequestSettings(trust=trust), servers


async def test_each_issuer_is_fetched_in_turn_until_the_root_is_known(tmp_path: Path) -> None:
    followed: list[str] = []
    with a_web_of_cas(tmp_path) as (tls, settings, servers), RawServer(closing, tls=tls) as server:
        chain = await examine_chain(server.token_url, settings, fetches=True, follow=followed.append)
        asked = [len(each.requests) for each in servers]
    assert isinstance(chain, ServedChain)
    assert chain.is_repaired
    assert [seen.common_name for seen in chain.missing] == ["Web Lower CA", "Web Upper CA"]
    assert [chain.sources[seen.der] for seen in chain.missing] == followed
    assert asked == [0, 1, 1], "the root is known already"


async def test_nothing_is_fetched_without_being_asked(tmp_path: Path) -> None:
    with a_web_of_cas(tmp_path) as (tls, settings, servers), RawServer(closing, tls=tls) as server:
        chain = await examine_chain(server.token_url, settings)
        assert [each.connections for each in servers] == [0, 0, 0]
        assert isinstance(chain, ServedChain)
        assert chain.gap
        assert chain.gap.web_urls == (f"http://{servers[2].address}/lower.cer",)


async def test_what_can_not_be_fetched_is_told(tmp_path: Path) -> None:
    with a_web_of_cas(tmp_path, "upper") as (tls, settings, _), RawServer(closing, tls=tls) as server:
        chain = await examine_chain(server.token_url, settings, fetches=True)
    assert isinstance(chain, ServedChain)
    assert chain.repaired == ()
    assert [problem.endswith("is a page, not a certificate.") for problem in chain.tried] == [True]
    assert chain.gap
    assert chain.gap.subject == "CN=Web Upper CA"


async def test_a_fetched_root_that_is_not_trusted_stays_so(tmp_path: Path) -> None:
    with a_web_of_cas(tmp_path) as (tls, _, _), RawServer(closing, tls=tls) as server:
        chain = await examine_chain(server.token_url, RequestSettings(), fetches=True)
    assert isinstance(chain, ServedChain)
    assert (chain.built.is_complete, chain.built.is_trusted) == (True, False)
    assert chain.root
    assert chain.root.common_name == "Web Root"


async def test_a_certificate_may_lead_the_fetch_nowhere(tmp_path: Path) -> None:
    root = Issued.root("Web Root")
    for url in (f"http://{HOST}:{closed_port()}/", "ldap:///CN=CA", "http://[made-up"):
        leaf = root.authority("Web CA").server(HOST, issuer_url=url)
        with RawServer(closing, tls=sending(tmp_path, leaf)) as server:
            settings = RequestSettings(trust=written(tmp_path, "root.pem", root))
            chain = await examine_chain(server.token_url, settings, fetches=True)
        assert isinstance(chain, ServedChain)
        assert chain.repaired == ()
        assert len(chain.tried) == url.startswith("http://1")
