"""Helpers that send something in a test."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.servers.raw_server import RawServer
from tui.oauth2.api_run import ApiRun, CallStep, Why
from tui.oauth2.assembly import assemble
from tui.oauth2.client_authentication import ClientAuthentication
from tui.oauth2.connector import Connector, RequestSettings
from tui.oauth2.exchange import Exchange, HttpResponse
from tui.oauth2.proxy_url import ProxyUrl
from tui.oauth2.secret import Secret
from tui.oauth2.token_request import TokenRequest
from tui.oauth2.transport_failure import TransportFailure
from tui.transport import send

CONNECTOR = Connector(
    client_id="abcd-1234",
    client_secret=Secret("made-up-secret"),
    username="svc.connector",
    password=Secret("made-up-password"),
)


def request_to(token_url: str) -> TokenRequest:
    """Return a token request to a URL."""
    return assemble(replace(CONNECTOR, token_url=token_url), ClientAuthentication.REQUEST_BODY)


async def send_to(server: RawServer | str, **settings: Any) -> Exchange:
    """Send a token request to a server or URL; `settings` are those of RequestSettings."""
    url = server if isinstance(server, str) else server.token_url
    settings["proxy"] = ProxyUrl(settings.get("proxy", ""))
    return await send(request_to(url), RequestSettings(**settings))


def response_of(exchange: Exchange) -> HttpResponse:
    """Return the response, which must exist."""
    assert exchange.response is not None, exchange.failure
    assert exchange.failure is None
    return exchange.response


def failure_in(exchange: Exchange) -> TransportFailure:
    """Return the failure, which must exist."""
    assert exchange.failure is not None, exchange.response
    assert exchange.response is None
    return exchange.failure


def told(run: ApiRun) -> list[tuple[Why, int | str]]:
    """Return each step with the status of its call, or the outcome of its attempt."""
    return [
        (step.why, step.exchange.response.status if step.exchange.response else "no answer")
        if isinstance(step, CallStep)
        else (step.why, step.attempt.outcome)
        for step in run.steps
    ]
