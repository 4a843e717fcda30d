"""A plain HTTP client, so that the tests of the practice server don't depend on our own transport."""

from __future__ import annotations

import http.client
import socket
from collections.abc import Mapping
from urllib.parse import urlsplit

from tui.oauth2.assembly import assemble_all
from tui.oauth2.attempt import Attempt
from tui.oauth2.connector import Connector
from tui.oauth2.exchange import Exchange, HttpResponse
from tui.oauth2.responses.token_response import read_answer
from tui.oauth2.token_request import TokenRequest
from tui.practice.server import PracticeServer

ABANDON_AFTER = 20
"""Seconds until a test stops waiting for a response."""


def port_of(server: PracticeServer) -> int:
    return urlsplit(server.base_url).port or 0


def send(
    server: PracticeServer,
    method: str,
    target: str,
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port_of(server), timeout=ABANDON_AFTER)
    try:
        connection.request(method, target, body, dict(headers or {}))
        answer = connection.getresponse()
        return HttpResponse(answer.status, answer.reason, tuple(answer.getheaders()), answer.read())
    finally:
        connection.close()


def send_raw(server: PracticeServer, data: bytes) -> bytes:
    """Send raw bytes, and return everything that the server sends until it closes."""
    received = b""
    with socket.create_connection(("127.0.0.1", port_of(server)), timeout=ABANDON_AFTER) as connection:
        try:
            connection.sendall(data)
            connection.shutdown(socket.SHUT_WR)
            while chunk := connection.recv(65536):
                received += chunk
        except ConnectionError:  # the server closed before reading everything
            return received
    return received


def attempts_of(server: PracticeServer, connector: Connector) -> list[Attempt]:
    """Make every attempt of a connector with the standard library's HTTP client."""
    attempts = []
    for request in assemble_all(connector):
        response = _send_request(server, request)
        attempts.append(
            Attempt(
                request.client_authentication,
                exchange=Exchange(request, response),
                answer=read_answer(response, connector.response),
            )
        )
    return attempts


def _send_request(server: PracticeServer, request: TokenRequest) -> HttpResponse:
    headers = {name.decode(): value.decode("latin-1") for name, value in request.wire_headers()}
    return send(server, request.method, request.target, request.body, headers)
