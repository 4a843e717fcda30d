"""The discovery document is found over real sockets, and no credentials are sent to find it."""

from __future__ import annotations

import json

from tests.servers.raw_server import RawServer, answering, closing, http_answer
from tui.oauth2.connector import RequestSettings
from tui.transport import discover_token_endpoint

ENDPOINT = "http://127.0.0.1:1/oauth2/token"
DOCUMENT = http_answer(200, json.dumps({"token_endpoint": ENDPOINT}).encode())
MISSING = http_answer(404, b"not here")


async def test_it_is_found_below_the_right_issuer() -> None:
    with RawServer(answering(MISSING), answering(MISSING), answering(DOCUMENT)) as server:
        found = await discover_token_endpoint(
            f"http://127.0.0.1:{server.port}/realms/a/token", RequestSettings()
        )
        assert found == ENDPOINT
        lines = [request.split(b"\r\n")[0] for request in server.requests]
        assert lines[0] == b"GET /realms/a/.well-known/openid-configuration HTTP/1.1"
        assert len(lines) == 3
        assert not any(b"uthorization" in request for request in server.requests)


async def test_a_host_without_one() -> None:
    with RawServer(answering(MISSING)) as server:
        assert await discover_token_endpoint(server.token_url, RequestSettings()) == ""


async def test_a_host_that_does_not_answer_is_asked_once() -> None:
    with RawServer(closing) as server:
        assert await discover_token_endpoint(server.token_url, RequestSettings()) == ""
        assert len(server.requests) <= 1
