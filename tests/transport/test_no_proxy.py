"""NO_PROXY is read as curl reads it; expected values are curl 7.88's, where nothing else is said."""

from __future__ import annotations

import ipaddress
import socket

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.servers.raw_server import RawServer, answering, http_answer
from tests.transport.support import response_of, send_to
from tui.oauth2.connector import RequestSettings
from tui.transport.no_proxy import is_exempt
from tui.transport.route import find_route

LABELS = st.text("abcdefghijklmnopqrstuvwxyz0123456789-", min_size=1, max_size=8).filter(
    lambda label: not label[0].isdigit() and label.strip("-") == label
)
NAMES = st.lists(LABELS, min_size=1, max_size=4).map(".".join)
ADDRESSES = st.ip_addresses()
PORTS = st.integers(1, 65535)


@pytest.mark.parametrize(
    ("entries", "host", "exempt"),
    [
        ("::1", "::1", True),
        ("0:0:0:0:0:0:0:1", "::1", True),
        ("2001:DB8::/32", "2001:db8::1", True),
        ("2001:db8::/33", "2001:db8:8000::1", False),
        ("fe80::1", "fe80::1%eth0", True),
        ("127.0.0.0/8", "127.0.0.1", True),
        ("127.0.0.1/8", "127.9.9.9", True),
        ("127.0.0.0/33", "127.0.0.1", False),
        ("127.0.0.0/", "127.0.0.1", False),
        ("127.0.0.0/x", "127.0.0.1", False),
        ("127.0.0.0/255.0.0.0", "127.0.0.1", False),
        ("192.0.2.0/24", "192.0.3.1", False),
        ("::/0", "127.0.0.1", False),
        ("127.0.0.1", "127.1", True),
        ("127.0.0.0/8", "0x7f.1", True),
        ("0.0.1", "127.0.0.1", False),
        (".0.0.1", "127.0.0.1", False),
        ("localhost.", "localhost", True),
        ("localhost", "localhost.", True),
        ("LOCALHOST", "LocalHost", True),
        ("localhost", "127.0.0.1", False),
        ("example.com", "example.com", True),
        ("example.com", "idp.example.com", True),
        (".example.com", "idp.example.com", True),
        (".example.com", "example.com", True),
        ("example.com.", "idp.example.com.", True),
        ("example.com", "badexample.com", False),
        ("*.example.com", "idp.example.com", False),
        ("com", "example.com", True),
        (".", "example.com", False),
        ("", "example.com", False),
        (" , ,", "example.com", False),
        ("*", "example.com", True),
        (" * ", "::1", True),
        ("other.com, example.com", "example.com", True),
        (",example.com,,", "example.com", True),
        # Beyond curl.
        ("[::1]", "::1", True),
        ("[::1]:443", "::1", True),
        ("[::1]:80", "::1", False),
        ("example.com:443", "example.com", True),
        ("example.com:80", "example.com", False),
        ("127.0.0.1:443", "127.0.0.1", True),
        ("a.com b.com\texample.com", "example.com", True),
    ],
)
def test_what_an_entry_exempts(entries: str, host: str, exempt: bool) -> None:
    assert is_exempt(entries, host, 443) is exempt


@given(NAMES, NAMES, PORTS)
def test_an_entry_exempts_the_name_and_all_below_it_and_nothing_else(
    name: str, other: str, port: int
) -> None:
    assert is_exempt(f"{other}, .{name.upper()}.", name, port)
    assert is_exempt(name, f"{other}.{name}", port)
    assert not is_exempt(name, f"x{name}", port)
    assert is_exempt(f"{name}:{port}", name, port)
    assert not is_exempt(f"{name}:{port}", name, port % 65535 + 1)


@given(ADDRESSES, st.integers(0, 128), ADDRESSES)
def test_a_block_exempts_the_addresses_in_it(
    start: ipaddress.IPv4Address | ipaddress.IPv6Address,
    bits: int,
    host: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    block = ipaddress.ip_network(f"{start}/{bits % (start.max_prefixlen + 1)}", strict=False)
    assert is_exempt(f"nobody.example,{block}", str(start), 443)
    expected = host.version == block.version and host in block
    assert is_exempt(str(block), str(host), 443) is expected


@given(st.text(max_size=60), st.text(min_size=1, max_size=30), PORTS)
@example("[", "[", 1)
@example("１２７.0.0.1/８", "127.0.0.1", 1)
def test_nothing_makes_it_raise(entries: str, host: str, port: int) -> None:
    assert is_exempt(entries, host, port) in {True, False}


@pytest.mark.parametrize(
    ("entries", "host"), [("::1", "::1"), ("127.0.0.0/8", "127.0.0.1"), ("127.0.0.1.", "127.0.0.1")]
)
async def test_the_route_that_is_shown_is_the_route_taken(
    entries: str, host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (
        RawServer(answering(http_answer(200, b"{}")), host=host) as server,
        RawServer(answering(http_answer(502, b""))) as proxy,
    ):
        monkeypatch.setenv("http_proxy", f"http://{proxy.address}")
        for value, taken, other in ((entries, server, proxy), ("nobody.example", proxy, server)):
            monkeypatch.setenv("NO_PROXY", value)
            shown = find_route(server.token_url, RequestSettings()).proxy
            assert shown == (proxy.address if taken is proxy else None)
            exchange = await send_to(server)
            assert response_of(exchange)
            assert exchange.connection.proxy == shown
            assert (len(taken.requests), other.requests) == (1, [])
            taken.requests.clear()


def test_names_are_not_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a list of hosts asks no resolver")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket, "gethostbyname", refuse)
    assert not is_exempt("127.0.0.0/8", "localhost", 80)
