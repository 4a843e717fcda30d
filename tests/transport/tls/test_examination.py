"""Looks at a server: what they find, and that nothing is sent after them."""

from __future__ import annotations

import asyncio
import re
import ssl
from collections.abc import Callable
from pathlib import Path

import pytest

import tui
from tests.patience import PATIENCE
from tests.servers.certificates import Certificates
from tests.servers.issuing import Issued
from tests.servers.raw_server import (
    Conversation,
    RawServer,
    Script,
    answering,
    http_answer,
    resetting,
    stalling,
    tunnelling,
)
from tests.transport.support import failure_in, response_of, send_to
from tui.oauth2.connector import RequestSettings
from tui.oauth2.proxy_url import ProxyUrl
from tui.oauth2.transport_failure import FailureCause
from tui.transport import trust
from tui.transport.route import find_route
from tui.transport.tls.look import Way, look, open_context
from tui.transport.trust import trust_context

ANSWER = answering(http_answer(200, b"{}"))


class Listener:
    """A script that keeps every byte that comes through TLS, and never answers."""

    def __init__(self) -> None:
        self.heard = b""
        self.handshakes = 0

    def __call__(self, conversation: Conversation) -> None:
        self.handshakes += 1
        conversation.connection.settimeout(5)
        while data := conversation.connection.recv(65536):
            self.heard += data


def way_to(server: RawServer, *, proxy: str = "", trusting: str = "public") -> Way:
    route = find_route(server.token_url, RequestSettings(proxy=ProxyUrl(proxy)))
    return Way(server.token_url, route, "127.0.0.1", trusting)


@pytest.mark.parametrize("verified", [False, True])
async def test_a_look_sends_nothing_after_its_handshake(verified: bool, certificates: Certificates) -> None:
    listener = Listener()
    context = trust_context(str(certificates.ca_file)) if verified else open_context()
    with RawServer(listener, tls=certificates.good()) as server:
        seen = await look(way_to(server), context)
    assert seen
    assert (seen.error, seen.version, seen.host) == (None, "TLSv1.3", "127.0.0.1")
    assert [certificate.certificate.subject for certificate in seen.chain] == ["CN=idp.example.com"]
    assert (server.connections, listener.handshakes, listener.heard) == (1, 1, b"")


@pytest.mark.parametrize(
    ("kind", "handshakes"),
    [
        (lambda certificates: certificates.speaking(ssl.TLSVersion.TLSv1_1), 1),
        (Certificates.with_old_ciphers, 1),
        (Certificates.self_signed, 0),
        (Certificates.expired, 0),
    ],
    ids=["old TLS", "old ciphers", "self-signed", "expired"],
)
async def test_no_octet_of_a_request_reaches_a_server_that_is_not_verified(
    kind: Callable[[Certificates], ssl.SSLContext], handshakes: int, certificates: Certificates
) -> None:
    listener = Listener()
    with RawServer(listener, tls=kind(certificates)) as server:
        failure_in(await send_to(server, trust=str(certificates.ca_file)))
    # The looks that accept anything finish their handshake, and still nothing follows.
    assert (server.connections, listener.handshakes, listener.heard) == (2, handshakes, b"")


def test_verification_is_switched_off_for_looks_alone() -> None:
    switch = re.compile(r"CERT_NONE|CERT_OPTIONAL|check_hostname = False|verify=False|_create_unverified")
    # What reads pasted code names the switches of others.
    files = [path for path in Path(tui.__file__).parent.rglob("*.py") if "interchange" not in path.parts]
    assert [path.name for path in files if switch.search(path.read_text("utf-8"))] == ["look.py"]


@pytest.mark.parametrize("by_tls", [False, True])
async def test_a_look_goes_by_the_proxy(by_tls: bool, certificates: Certificates) -> None:
    listener = Listener()
    with (
        RawServer(listener, tls=certificates.self_signed()) as server,
        RawServer(tunnelling(server.port), tls=certificates.good() if by_tls else None) as proxy,
    ):
        url = f"{'https' if by_tls else 'http'}://made-up-user:made-up-word@{proxy.address}"
        exchange = await send_to(server, proxy=url, trust=str(certificates.ca_file))
    assert failure_in(exchange).cause is FailureCause.CERTIFICATE_SELF_SIGNED
    assert exchange.peer
    assert exchange.peer.ip is None
    assert exchange.peer.certificate
    assert [request.split(b"\r\n")[0] for request in proxy.requests] == [
        f"CONNECT {server.address} HTTP/1.1".encode()
    ] * 2
    assert listener.heard == b""


async def test_a_look_verifies_the_proxy_which_may_get_credentials(certificates: Certificates) -> None:
    with RawServer(ANSWER, tls=certificates.good()) as server:
        for kind, is_seen in ((certificates.good(), True), (certificates.expired(), False)):
            with RawServer(tunnelling(server.port), tls=kind) as proxy:
                way = way_to(server, proxy=f"https://{proxy.address}", trusting=str(certificates.ca_file))
                assert (await look(way, open_context()) is not None) is is_seen
                assert len(proxy.requests) == is_seen


def after_one_handshake(tls: ssl.SSLContext, script: Script) -> tuple[Script, Script]:
    """Return scripts of a server that shows its certificate once, then does something else."""

    def shake_hands(conversation: Conversation) -> None:
        conversation.connection.settimeout(5)
        with tls.wrap_socket(conversation.connection, server_side=True) as connection:
            Conversation(conversation._server, connection).read_request()
            connection.sendall(http_answer(200, b"{}"))

    return shake_hands, script


def hang_up(conversation: Conversation) -> None:
    conversation.connection.recv(65536)


@pytest.mark.parametrize(
    "script",
    [hang_up, stalling(read=False), lambda conversation: conversation.reset()],
    ids=["closes", "stalls", "resets"],
)
async def test_a_look_that_fails_leaves_openssl_s_own_words(
    script: Script, certificates: Certificates
) -> None:
    with RawServer(*after_one_handshake(certificates.expired(), script)) as server:
        url = f"https://{server.address}/token"
        async with asyncio.timeout(PATIENCE):
            exchange = await send_to(url, trust=str(certificates.ca_file), timeout=2.0)
        assert server.connections == 2
    failure = failure_in(exchange)
    assert failure.cause is FailureCause.CERTIFICATE_EXPIRED
    assert failure.message.startswith(f"The certificate of {server.address} was refused: certificate has exp")
    assert exchange.peer
    assert exchange.peer.chain == ()


@pytest.mark.parametrize("script", [hang_up, stalling(read=False)], ids=["closes", "stalls"])
async def test_a_success_stays_one_when_the_look_after_it_fails(
    script: Script, certificates: Certificates
) -> None:
    with RawServer(*after_one_handshake(certificates.good(), script)) as server:
        url = f"https://{server.address}/token"
        async with asyncio.timeout(PATIENCE):
            exchange = await send_to(url, trust=str(certificates.ca_file), timeout=2.0)
    assert response_of(exchange).status == 200
    assert exchange.peer
    assert (exchange.peer.trusted_by_public, server.connections) == (None, 2)
    assert exchange.timings.total
    assert exchange.timings.total < 2_000, "the look's time does not count for the attempt"


async def test_what_the_public_roots_think_of_another_trust(
    certificates: Certificates, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    as_public = trust_context(str(certificates.ca_file))
    monkeypatch.setattr(trust, "_public_context", lambda: as_public)
    wrong_file = tmp_path / "wrong.pem"
    wrong_file.write_bytes(Issued.root("Another Root").pem())
    with RawServer(ANSWER, tls=certificates.good()) as server:
        trusted = await send_to(server, trust=str(certificates.ca_file))
        assert (trusted.peer and trusted.peer.trusted_by_public) is True
        public = await send_to(server, trust="public")
        assert (public.peer and public.peer.trusted_by_public) is None
        assert server.connections == 3, "public trust needs no look"
        failure = failure_in(await send_to(server, trust=str(wrong_file)))
    assert failure.cause is FailureCause.CERTIFICATE_REFUSED
    assert failure.message.endswith("The public roots trust it, so set Trust to public.")


@pytest.mark.parametrize("script", [resetting(b"HTTP/1.1 200 OK\r\n"), stalling()], ids=["reset", "timeout"])
async def test_other_failures_are_not_looked_into(script: Script, certificates: Certificates) -> None:
    with RawServer(script, tls=certificates.good()) as server:
        failure_in(await send_to(server, trust=str(certificates.ca_file), timeout=0.3))
        assert server.connections == 1
