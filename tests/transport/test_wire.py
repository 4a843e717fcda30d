"""The socket receives exactly the bytes of the token request."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.depth import examples
from tests.servers.raw_server import RawServer, answering, http_answer
from tui.oauth2.assembly import assemble, assemble_all
from tui.oauth2.client_authentication import BasicEncoding, ClientAuthentication
from tui.oauth2.connector import AdditionalRow, Connector, RequestSettings
from tui.oauth2.field_checks import find_problems
from tui.oauth2.secret import Secret
from tui.transport import send

from .support import CONNECTOR

VECTORS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent.parent / "data" / "token_requests.json").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def server() -> Iterator[RawServer]:
    with RawServer(answering(http_answer(200, b"{}"))) as server:
        yield server


def connector_of(vector: dict[str, Any], server: RawServer) -> Connector:
    fields = dict(vector["connector"])
    url = urlsplit(fields.pop("token_url"))
    request = RequestSettings(
        credential_headers=fields.pop("credential_headers"),
        basic_encoding=BasicEncoding(fields.pop("basic_encoding")),
    )
    return Connector(
        client_id=fields.pop("client_id"),
        client_secret=Secret(fields.pop("client_secret")),
        username=fields.pop("username"),
        password=Secret(fields.pop("password")),
        token_url=url._replace(scheme="http", netloc=server.address).geturl(),
        client_authentication=ClientAuthentication(fields.pop("client_authentication")),
        additional_headers=tuple(AdditionalRow(*row) for row in fields.pop("additional_headers")),
        additional_request_data=tuple(AdditionalRow(*row) for row in fields.pop("additional_request_data")),
        request=request,
        **fields,
    )


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["id"])
async def test_vectors_reach_the_socket_to_the_byte(vector: dict[str, Any], server: RawServer) -> None:
    connector = connector_of(vector, server)
    server.requests.clear()
    requests = assemble_all(connector)
    for request in requests:
        exchange = await send(request, connector.request)
        assert exchange.response is not None, exchange.failure
    assert server.requests == [request.wire() for request in requests]
    for received, expected in zip(server.requests, vector["attempts"], strict=True):
        head, _, body = received.partition(b"\r\n\r\n")
        lines = head.decode().split("\r\n")
        query = urlsplit(expected["url"])
        assert lines[0] == f"POST {query._replace(scheme='', netloc='').geturl() or '/'} HTTP/1.1"
        wanted = [f"{name}: {value}" for name, value in expected["headers"]]
        assert [line for line in lines if line in wanted] == wanted
        assert body.decode() == expected["body"]


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("", "/"),
        ("?x=1", "/?x=1"),
        ("/", "/"),
        ("/?", "/?"),
        ("/a/../b", "/a/../b"),
        ("/./a/.", "/./a/."),
        ("/a//b", "/a//b"),
        ("//a", "//a"),
        ("/a;b=1", "/a;b=1"),
        ("/t?x=%2f&y", "/t?x=%2f&y"),
        ("/t?x=%2F&&=&y==", "/t?x=%2F&&=&y=="),
        ("/%7euser/%e6%9d%b1", "/%7euser/%e6%9d%b1"),
        ("/100%/t?%", "/100%/t?%"),
        ("/t?grant_type=password+x", "/t?grant_type=password+x"),
        ("/t?a=/../b?c", "/t?a=/../b?c"),
        ("/'(t)*!$,:@[0]~", "/'(t)*!$,:@[0]~"),
    ],
)
async def test_the_url_goes_out_as_typed(path: str, target: str, server: RawServer) -> None:
    connector = replace(CONNECTOR, token_url=f"http://{server.address}{path}")
    assert not find_problems(connector)
    request = assemble(connector, ClientAuthentication.BASIC)
    server.requests.clear()
    await send(request, connector.request)
    assert server.requests == [request.wire()]
    assert server.requests[0].startswith(f"POST {target} HTTP/1.1\r\nHost: {server.address}\r\n".encode())


async def test_the_scheme_and_host_may_be_in_capitals(server: RawServer) -> None:
    connector = replace(CONNECTOR, token_url=f"HTTP://{server.address}/T")
    exchange = await send(assemble(connector, ClientAuthentication.BASIC), connector.request)
    assert exchange.response is not None, exchange.failure


values = st.text(st.characters(codec="utf-8"), max_size=30)


@settings(
    max_examples=examples(20), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(secret=values.filter(bool), header=values, data=values)
@example(secret="p+q/r=s&t%u:v w ü東🔑", header="a\tb ü\x85東", data="&=+%\r\n\0")
async def test_any_sendable_value_reaches_the_socket(
    server: RawServer, secret: str, header: str, data: str
) -> None:
    connector = replace(
        CONNECTOR,
        client_secret=Secret(secret),
        password=Secret(secret),
        token_url=server.token_url,
        additional_headers=(AdditionalRow("X-Any", header),),
        additional_request_data=(AdditionalRow("any", data), AdditionalRow(f"any {data}", "")),
    )
    if find_problems(connector):
        connector = replace(
            connector, request=RequestSettings(credential_headers=False), additional_headers=()
        )
    if find_problems(connector):
        return
    request = assemble(connector, ClientAuthentication.REQUEST_BODY)
    server.requests.clear()
    exchange = await send(request, connector.request)
    assert exchange.response is not None, exchange.failure
    assert server.requests == [request.wire()]
