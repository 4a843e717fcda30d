"""Whose certificates are believed, what is told of those that are not, and what is known of the peer."""

from __future__ import annotations

import re
import ssl
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.servers.certificates import Certificates
from tests.servers.raw_server import (
    Conversation,
    RawServer,
    answering,
    closing,
    http_answer,
    resetting,
    stalling,
)
from tui.oauth2.exchange import FailureKind, Peer
from tui.transport.trust import trust_context

from .support import failure_in, response_of, send_to

ANSWER = answering(http_answer(200, b"{}"))


@pytest.fixture
def server(certificates: Certificates) -> Iterator[RawServer]:
    with RawServer(ANSWER, tls=certificates.good()) as server:
        yield server


async def test_a_trusted_certificate_and_what_is_known_of_the_peer(
    server: RawServer, certificates: Certificates
) -> None:
    exchange = await send_to(server, trust=str(certificates.ca_file))
    assert response_of(exchange).body == b"{}"
    peer = exchange.peer
    assert peer
    assert (peer.ip, peer.tls_version) == ("127.0.0.1", "TLSv1.3")
    assert peer.cipher
    assert peer.cipher.startswith("TLS_")
    assert peer.subject
    assert "CN=idp.example.com" in peer.subject
    assert peer.issuer
    assert peer.issuer.startswith("O=Example Authority")
    assert peer.trusted_by == str(certificates.ca_file)
    assert peer.not_after
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", peer.not_after)
    assert datetime.fromisoformat(peer.not_after) > datetime.now(UTC)
    assert None not in (exchange.timings.connect, exchange.timings.tls, exchange.timings.wait)


@pytest.mark.parametrize("trust", ["public", "system"])
async def test_an_unknown_authority_is_not_trusted(server: RawServer, trust: str) -> None:
    exchange = await send_to(server, trust=trust)
    failure = failure_in(exchange)
    assert failure.kind is FailureKind.TLS
    assert failure.message == (
        f"The certificate of {server.address} was refused: unable to get local issuer certificate "
        f"(trust: {trust})."
    )
    assert server.requests == []
    assert exchange.peer == Peer(ip="127.0.0.1")
    assert exchange.timings.tls is not None
    assert exchange.timings.send is None


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (Certificates.expired, "certificate has expired"),
        (Certificates.for_another_host, "IP address mismatch, certificate is not valid for '127.0.0.1'"),
        (Certificates.self_signed, "self-signed certificate"),
    ],
)
async def test_bad_certificates_are_refused_in_openssl_s_own_words(
    kind: Callable[[Certificates], ssl.SSLContext], words: str, certificates: Certificates
) -> None:
    with RawServer(ANSWER, tls=kind(certificates)) as server:
        failure = failure_in(await send_to(server, trust=str(certificates.ca_file)))
    assert failure.kind is FailureKind.TLS
    assert f"{server.address} was refused: {words} (trust: " in failure.message
    assert server.requests == []


async def test_the_issuing_authority_alone_is_enough(certificates: Certificates) -> None:
    with RawServer(ANSWER, tls=certificates.of_the_issuing_authority()) as server:
        response_of(await send_to(server, trust=str(certificates.issuing_ca_file)))
        response_of(await send_to(server, trust=str(certificates.ca_file)))


async def test_public_trust_is_not_moved_by_the_environment_and_system_trust_is(
    server: RawServer, certificates: Certificates, monkeypatch: pytest.MonkeyPatch
) -> None:
    trust_context.__globals__["_public_context"].cache_clear()
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates.ca_file))
    monkeypatch.setenv("SSL_CERT_DIR", str(certificates.ca_file.parent))
    assert failure_in(await send_to(server, trust="public")).kind is FailureKind.TLS
    assert response_of(await send_to(server, trust="system")).status == 200


@pytest.mark.parametrize("trust", ["public", "system", "file"])
def test_verification_is_never_off(trust: str, certificates: Certificates) -> None:
    context = trust_context(str(certificates.ca_file) if trust == "file" else trust)
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "No such file or directory"),
        (b"", "it holds no certificate in PEM form"),
        (b"not a certificate", "it holds no certificate in PEM form"),
        (b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "it holds no certificate"),
    ],
)
async def test_a_ca_file_that_can_not_be_used(
    content: bytes | None, words: str, server: RawServer, tmp_path: Path
) -> None:
    path = tmp_path / "ca\x1b.pem"
    if content is not None:
        path.write_bytes(content)
    failure = failure_in(await send_to(server, trust=str(path)))
    assert failure.kind is FailureKind.TLS
    assert words in failure.message
    assert "ca␛.pem” can't be used" in failure.message
    assert server.connections == 0


@pytest.mark.parametrize("trust", ["", ".", "a\0b", "~nobody-of-that-name/ca.pem"])
async def test_a_ca_file_that_is_no_path(trust: str, server: RawServer) -> None:
    assert failure_in(await send_to(server, trust=trust)).kind is FailureKind.TLS


async def test_without_tls_no_store_is_needed(tmp_path: Path) -> None:
    with RawServer(ANSWER) as server:
        assert response_of(await send_to(server, trust=str(tmp_path / "missing.pem"))).status == 200


async def test_https_to_a_port_that_speaks_plain_http() -> None:
    with RawServer(lambda conversation: conversation.send(http_answer(400, b""))) as server:
        failure = failure_in(await send_to(f"https://{server.address}/"))
    assert failure.kind is FailureKind.TLS
    assert failure.message == (
        f"TLS with {server.address} failed: wrong version number. That port does not speak TLS."
    )


async def test_http_to_a_port_that_speaks_tls(certificates: Certificates) -> None:
    with RawServer(ANSWER, tls=certificates.good()) as server:
        failure = failure_in(await send_to(f"http://{server.address}/"))
    assert failure.kind is FailureKind.RESET


@pytest.mark.parametrize("by_reset", [False, True])
async def test_a_server_that_closes_during_the_handshake(by_reset: bool) -> None:
    def script(conversation: Conversation) -> None:
        conversation.connection.recv(65536)
        if by_reset:
            conversation.reset()

    with RawServer(script) as server:
        failure = failure_in(await send_to(f"https://{server.address}/"))
    assert failure.kind is FailureKind.TLS
    assert failure.message == f"{server.address} closed the connection during the TLS handshake."


async def test_a_handshake_that_does_not_end() -> None:
    with RawServer(stalling(read=False)) as server:
        failure = failure_in(await send_to(f"https://{server.address}/", connect_timeout=0.2))
        assert server.client_left.wait(5), "the connection was left open"
    assert failure.kind is FailureKind.TIMEOUT
    assert failure.message == f"The TLS handshake with {server.address} did not end within 0.2 seconds."


async def test_a_server_that_asks_for_a_client_certificate(certificates: Certificates) -> None:
    context = certificates.good()
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(certificates.ca_file)
    with RawServer(ANSWER, tls=context) as server:
        failure = failure_in(await send_to(server, trust=str(certificates.ca_file)))
    assert failure.kind is FailureKind.TLS
    assert failure.message == f"TLS with {server.address} failed: tlsv13 alert certificate required."
    assert server.requests == []


@pytest.mark.parametrize(
    ("script", "words"),
    [
        (closing, "closed the connection without an answer."),
        (resetting(), "reset the connection without an answer."),
    ],
)
async def test_behind_tls_a_lost_connection_is_no_matter_of_tls(
    script: Callable[..., None], words: str, certificates: Certificates
) -> None:
    with RawServer(script, tls=certificates.good()) as server:
        failure = failure_in(await send_to(server, trust=str(certificates.ca_file)))
    assert failure.kind is FailureKind.RESET
    assert failure.message == f"{server.address} {words}"


async def test_an_oversize_body_over_tls_is_cut_too(certificates: Certificates) -> None:
    with RawServer(answering(http_answer(200, b"x" * 3_000_000)), tls=certificates.good()) as server:
        assert response_of(await send_to(server, trust=str(certificates.ca_file))).truncated
