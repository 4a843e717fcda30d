"""Through a proxy: which one is used, what it is sent, and what is said when it does not connect."""

from __future__ import annotations

import base64
import socket

import pytest

from tests.patience import PATIENCE
from tests.servers.certificates import Certificates
from tests.servers.raw_server import (
    RawServer,
    answering,
    closing,
    http_answer,
    stalling,
    tunnelling,
)
from tui.oauth2.transport_failure import FailureKind

from .support import failure_in, request_to, response_of, send_to

URL = "http://idp.example.com/a/../token?x=%2f"


async def test_a_proxy_gets_the_absolute_target_as_typed() -> None:
    with RawServer(answering(http_answer(200, b"{}"))) as proxy:
        exchange = await send_to(URL, proxy=f"http://{proxy.address}")
    assert response_of(exchange).status == 200
    assert proxy.requests == [request_to(URL).wire().replace(b"POST /", b"POST http://idp.example.com/", 1)]
    assert exchange.peer is None, "the proxy is not the peer"


async def test_the_proxy_s_own_credentials_go_to_the_proxy() -> None:
    with RawServer(answering(http_answer(407, b""))) as proxy:
        exchange = await send_to(URL, proxy=f"http://me:p%40ss@{proxy.address}")
    assert response_of(exchange).status == 407
    expected = b"Proxy-Authorization: Basic " + base64.b64encode(b"me:p@ss")
    assert expected in proxy.requests[0].split(b"\r\n")


@pytest.mark.parametrize("name", ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"])
@pytest.mark.parametrize("scheme", ["", "http://"])
async def test_the_environment_s_proxy_is_taken_when_none_is_set(
    name: str, scheme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if name == "HTTP_PROXY":
        monkeypatch.delenv("REQUEST_METHOD", raising=False)
    with RawServer(answering(http_answer(200, b"{}"))) as proxy:
        monkeypatch.setenv(name, f"{scheme}{proxy.address}")
        response_of(await send_to(URL))
    assert len(proxy.requests) == 1


async def test_the_environment_can_except_a_host(monkeypatch: pytest.MonkeyPatch) -> None:
    with RawServer(answering(http_answer(200, b"{}"))) as server:
        monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
        assert failure_in(await send_to(server)).kind is FailureKind.PROXY
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        response_of(await send_to(server))


async def test_a_proxy_that_is_set_comes_before_the_environment_s(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("no_proxy", "*")
    with RawServer(answering(http_answer(200, b"{}"))) as proxy:
        response_of(await send_to(URL, proxy=f"http://{proxy.address}"))
    assert len(proxy.requests) == 1


@pytest.mark.parametrize("by_tls", [False, True])
async def test_https_goes_through_a_tunnel_to_the_byte(by_tls: bool, certificates: Certificates) -> None:
    with (
        RawServer(answering(http_answer(200, b"{}")), tls=certificates.good()) as server,
        RawServer(tunnelling(server.port), tls=certificates.good() if by_tls else None) as proxy,
    ):
        url = f"https://{server.address}/a/../token?x=%2f&y"
        exchange = await send_to(
            url,
            proxy=f"{'https' if by_tls else 'http'}://{proxy.address}",
            trust=str(certificates.ca_file),
        )
    assert response_of(exchange).body == b"{}"
    assert proxy.requests[0].startswith(f"CONNECT {server.address} HTTP/1.1\r\n".encode())
    assert b"made-up" not in proxy.requests[0]
    assert server.requests == [request_to(url).wire()]
    assert exchange.peer
    assert exchange.peer.ip is None, "it would be the proxy's"
    assert exchange.peer.certificate
    assert None not in (exchange.timings.connect, exchange.timings.tls, exchange.timings.send)


async def test_a_bad_certificate_behind_a_tunnel_is_the_endpoint_s(certificates: Certificates) -> None:
    with (
        RawServer(closing, tls=certificates.expired()) as server,
        RawServer(tunnelling(server.port)) as proxy,
    ):
        failure = failure_in(
            await send_to(server, proxy=f"http://{proxy.address}", trust=str(certificates.ca_file))
        )
    assert failure.kind is FailureKind.TLS
    assert failure.message.startswith(f"The certificate of {server.address} expired 3 days ago")
    assert [request[:7] for request in proxy.requests] == [b"CONNECT"] * 2, (
        "the look goes through the proxy too"
    )
    assert server.requests == []


async def test_a_proxy_with_a_bad_certificate(certificates: Certificates) -> None:
    with RawServer(closing, tls=certificates.good()) as proxy:
        failure = failure_in(await send_to(URL, proxy=f"https://{proxy.address}"))
    assert failure.kind is FailureKind.PROXY
    assert failure.message == (
        f"The TLS connection to the proxy {proxy.address} failed: unable to get local issuer certificate."
    )


async def test_a_proxy_that_refuses_the_way() -> None:
    with RawServer(answering(http_answer(407, b"", reason="Proxy \x1b[2JAuthentication"))) as proxy:
        failure = failure_in(await send_to("https://idp.example.com/t", proxy=f"http://{proxy.address}"))
    assert failure.kind is FailureKind.PROXY
    assert failure.message == (
        f"The proxy {proxy.address} refused to connect to idp.example.com:443: 407 Proxy ␛[2JAuthentication."
    )


async def test_a_proxy_that_closes() -> None:
    with RawServer(closing) as proxy:
        failure = failure_in(await send_to("https://idp.example.com/t", proxy=f"http://{proxy.address}"))
    assert failure.kind is FailureKind.PROXY
    assert failure.message.startswith(f"The proxy {proxy.address} did not connect to idp.example.com:443: ")


async def test_a_proxy_that_stalls() -> None:
    with RawServer(stalling()) as proxy:
        failure = failure_in(
            await send_to("https://idp.example.com/t", proxy=f"http://{proxy.address}", connect_timeout=1.0)
        )
        assert proxy.client_left.wait(PATIENCE)
    assert failure.kind is FailureKind.TIMEOUT
    assert failure.message == (
        f"The proxy {proxy.address} did not connect to idp.example.com:443 within 1 second."
    )


async def test_a_proxy_that_is_not_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    failure = failure_in(await send_to(URL, proxy=f"http://me:made-up@127.0.0.1:{port}"))
    assert failure.kind is FailureKind.PROXY
    assert failure.message == f"The proxy 127.0.0.1:{port} can't be reached: Connection refused."


@pytest.mark.parametrize(
    "proxy", ["socks5://127.0.0.1:1080", "ftp://127.0.0.1", "http://127.0.0.1:x", "http://"]
)
async def test_a_proxy_of_the_environment_that_can_not_be_used(
    proxy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("all_proxy", proxy)
    failure = failure_in(await send_to(URL))
    assert failure.kind is FailureKind.PROXY
    assert failure.message.startswith("The environment's proxy can't be used. ")


async def test_a_malformed_proxy_is_told_of_without_its_password() -> None:
    failure = failure_in(await send_to(URL, proxy="http://me:made-up@ho\x7fst:80/"))
    assert failure.kind is FailureKind.PROXY
    assert "made-up" not in failure.message
    assert failure.message.isprintable()


async def test_a_proxy_s_name_is_looked_up_in_its_ascii_form(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def note(host: str, *_: object, **__: object) -> list[object]:
        asked.append(host)
        raise socket.gaierror(socket.EAI_NONAME, "no such name")

    monkeypatch.setattr(socket, "getaddrinfo", note)
    failure = failure_in(await send_to(URL, proxy="http://straße.example:3128"))
    assert asked == ["xn--strae-oqa.example"]
    assert failure.kind is FailureKind.PROXY
