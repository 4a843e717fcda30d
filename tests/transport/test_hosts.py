"""One host, written for each reader: the system, a proxy, TLS, and the server itself."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any

import pytest

from tests.servers.certificates import Certificates
from tests.servers.raw_server import RawServer, answering, http_answer, tunnelling
from tui.oauth2.connection import Layer
from tui.oauth2.transport_failure import FailureCause
from tui.transport.wire.names import look_up

from .support import failure_in, response_of, send_to

REFUSING = http_answer(502, b"")


def every_name_is_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every host name stand for 127.0.0.1."""

    def found(host: str, port: int, *_: object, **__: object) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", found)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every host that the system is asked to connect to; none is reached."""
    hosts: list[str] = []

    async def spy(host: str, port: int) -> tuple[str, ...]:
        hosts.append(host)
        raise OSError("not here")

    monkeypatch.setattr("tui.transport.wire.network.look_up", spy)
    return hosts


@pytest.mark.parametrize(
    ("url", "authority"),
    [
        ("https://[2001:db8::1]/token", "[2001:db8::1]:443"),
        ("https://[2001:db8::1]:8443/token", "[2001:db8::1]:8443"),
        ("https://[2001:DB8::1]/token", "[2001:DB8::1]:443"),
        ("https://[fe80::1%25eth0]/token", "[fe80::1]:443"),
        ("https://IdP.example.com./token", "IdP.example.com.:443"),
        ("https://192.0.2.1:8443/token", "192.0.2.1:8443"),
    ],
)
async def test_a_proxy_is_asked_to_connect_to_the_host_as_a_uri_writes_it(url: str, authority: str) -> None:
    with RawServer(answering(REFUSING)) as proxy:
        failure = failure_in(await send_to(url, proxy=f"http://{proxy.address}"))
    assert failure.cause is FailureCause.PROXY_REFUSED
    lines = proxy.requests[0].decode().split("\r\n")
    assert lines[:2] == [f"CONNECT {authority} HTTP/1.1", f"Host: {authority}"]


@pytest.mark.parametrize(
    ("url", "target", "host"),
    [
        ("http://[::1]:8080/token", "http://[::1]:8080/token", "[::1]:8080"),
        ("http://[::1]/token?a=%2f", "http://[::1]/token?a=%2f", "[::1]"),
        ("http://[::1]:80", "http://[::1]/", "[::1]"),
        ("http://[fe80::1%25eth0]:8080/t", "http://[fe80::1]:8080/t", "[fe80::1]:8080"),
        ("http://IdP.example.com.:81/t", "http://IdP.example.com.:81/t", "IdP.example.com.:81"),
    ],
)
async def test_the_absolute_target_has_the_same_host_as_the_header(url: str, target: str, host: str) -> None:
    with RawServer(answering(REFUSING)) as proxy:
        response_of(await send_to(url, proxy=f"http://{proxy.address}"))
    lines = proxy.requests[0].decode().split("\r\n")
    assert lines[:2] == [f"POST {target} HTTP/1.1", f"Host: {host}"]


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("fe80::1%25eth0", "fe80::1%eth0"),
        ("fe80::1%eth0", "fe80::1%eth0"),
        ("fe80::1%2525", "fe80::1%25"),
        ("fe80::1%25", "fe80::1%25"),
    ],
)
async def test_the_zone_is_for_the_system_alone(typed: str, address: str, asked: list[str]) -> None:
    exchange = await send_to(f"http://[{typed}]:8080/t")
    assert asked == [address]
    assert dict(exchange.request.wire_headers())[b"Host"] == b"[fe80::1]:8080"


async def test_the_zone_of_a_proxy_is_decoded_too(asked: list[str]) -> None:
    await send_to("https://idp.example.com/t", proxy="http://[fe80::1%25eth0]:3128")
    assert asked == ["fe80::1%eth0"]


async def test_a_name_with_a_link_local_address_keeps_its_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    def found(host: str, port: int, *_: object, **__: object) -> list[Any]:
        addresses: list[tuple[Any, ...]] = [("fe80::1", port, 0, 7), ("::1", port, 0, 0), ("127.0.0.1", port)]
        return [(socket.AF_INET6, socket.SOCK_STREAM, 6, "", address) for address in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", found)
    assert set(await look_up("printer.local", 80)) == {"fe80::1%7", "::1", "127.0.0.1"}


async def test_a_zone_that_this_machine_does_not_have() -> None:
    exchange = await send_to("http://[fe80::1%25nowhere9]:8080/t")
    assert failure_in(exchange).cause is FailureCause.UNREACHABLE
    assert exchange.connection.stopped_at is Layer.CONNECT


async def test_an_ipv6_server_is_reached_and_its_certificate_checked(certificates: Certificates) -> None:
    with RawServer(answering(http_answer(200, b"{}")), tls=certificates.for_ipv6(), host="::1") as server:
        exchange = await send_to(server, trust=str(certificates.ca_file))
    assert response_of(exchange).status == 200
    assert b"\r\nHost: [::1]:" in server.requests[0]


@pytest.mark.parametrize("through_proxy", [False, True])
async def test_the_final_dot_stays_in_host_and_out_of_tls(
    through_proxy: bool, certificates: Certificates, monkeypatch: pytest.MonkeyPatch
) -> None:
    every_name_is_here(monkeypatch)
    names: list[str | None] = []
    context = certificates.for_a_wildcard()
    context.sni_callback = lambda _socket, name, _context: names.append(name)
    with (
        RawServer(answering(http_answer(200, b"{}")), tls=context) as server,
        RawServer(tunnelling(server.port)) as proxy,
    ):
        exchange = await send_to(
            f"https://idp.example.com.:{server.port}/token",
            trust=str(certificates.ca_file),
            proxy=f"http://{proxy.address}" if through_proxy else "",
        )
    assert response_of(exchange).status == 200
    assert names
    assert set(names) == {"idp.example.com"}, "the look with the public roots asks for the same name"
    assert f"\r\nHost: idp.example.com.:{server.port}\r\n".encode() in server.requests[0]


async def test_a_refused_certificate_is_looked_at_without_the_final_dot(
    certificates: Certificates, monkeypatch: pytest.MonkeyPatch
) -> None:
    every_name_is_here(monkeypatch)
    with RawServer(answering(REFUSING), tls=certificates.expired_for_another_host()) as server:
        failure = failure_in(
            await send_to(f"https://other.example.com.:{server.port}/token", trust=str(certificates.ca_file))
        )
    assert failure.cause is FailureCause.CERTIFICATE_EXPIRED
    assert not any("not for other" in line for line in failure.evidence)


async def test_no_name_is_encoded_with_idna_2003(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_up: list[object] = []

    def spy(found: Callable[..., Any]) -> Callable[..., Any]:
        def look(host: object, *rest: Any, **more: Any) -> Any:
            looked_up.append(host)
            return found("127.0.0.1", *rest, **more)

        return look

    monkeypatch.setattr(socket, "getaddrinfo", spy(socket.getaddrinfo))
    with pytest.raises(UnicodeError):
        await look_up("straße.example", 80)
    assert looked_up == []
