"""Connectors against real authorization servers: what works, what is refused, and how."""

from __future__ import annotations

from typing import Any

import pytest

from tests.servers.credentials import (
    BASIC_CLIENT_ID,
    BODY_CLIENT_ID,
    CLIENT_SECRET,
    GRANTLESS_CLIENT_ID,
    connector_for,
)
from tui.oauth2.attempt import Attempt, Run
from tui.oauth2.client_authentication import BasicEncoding, ClientAuthentication
from tui.oauth2.connection import Layer, Progress
from tui.oauth2.connector import Connector, RequestSettings
from tui.oauth2.responses.token_response import ErrorResponse
from tui.oauth2.secret import Secret
from tui.oauth2.token_request import TokenRequest
from tui.transport import run_connector

BLANK, BASIC, BODY = (
    ClientAuthentication.BLANK,
    ClientAuthentication.BASIC,
    ClientAuthentication.REQUEST_BODY,
)
RAW, FORM = BasicEncoding.RAW, BasicEncoding.FORM
ENCODING_THAT_WORKS = {"authlib_server": RAW, "django_server": FORM}
"""For a secret with reserved characters and a blank. The servers' modules say why."""


@pytest.fixture(params=ENCODING_THAT_WORKS)
def server_name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def token_url(server_name: str, request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue(server_name).token_url)


@pytest.fixture
def encoding(server_name: str) -> BasicEncoding:
    return ENCODING_THAT_WORKS[server_name]


def errors_of(run: Run) -> list[tuple[int, str | None]]:
    return [
        (attempt.exchange.response.status, attempt.answer.error)
        for attempt in run.attempts
        if attempt.exchange and attempt.exchange.response and isinstance(attempt.answer, ErrorResponse)
    ]


@pytest.mark.parametrize("credential_headers", [True, False])
@pytest.mark.parametrize("method", [BASIC, BODY])
async def test_reserved_and_non_ascii_credentials_give_a_token(
    token_url: str, encoding: BasicEncoding, method: ClientAuthentication, credential_headers: bool
) -> None:
    settings = RequestSettings(credential_headers=credential_headers, basic_encoding=encoding)
    run = await run_connector(connector_for(token_url, method, request=settings))
    assert run.verdict == "works", errors_of(run)
    assert run.working
    assert run.working.token
    assert run.working.token.token_type == "Bearer"


@pytest.mark.parametrize(
    ("server", "encoding", "secret", "works"),
    [
        ("authlib_server", FORM, CLIENT_SECRET, False),
        ("authlib_server", RAW, CLIENT_SECRET, True),
        ("django_server", FORM, CLIENT_SECRET, True),
        ("django_server", RAW, CLIENT_SECRET, False),
    ],
)
async def test_servers_are_split_over_the_encoding_of_basic(
    server: str, encoding: BasicEncoding, secret: str, works: bool, request: pytest.FixtureRequest
) -> None:
    connector = connector_for(
        request.getfixturevalue(server).token_url,
        BASIC,
        client_secret=Secret(secret),
        request=RequestSettings(basic_encoding=encoding),
    )
    run = await run_connector(connector)
    assert (run.verdict == "works") is works
    if not works:
        assert errors_of(run) == [(401, "invalid_client")]


@pytest.mark.parametrize("method", [BASIC, BODY])
@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"client_secret": Secret("wrong")}, {"invalid_client"}),
        ({"client_id": "nobody"}, {"invalid_client"}),
        # Authlib says invalid_request; RFC 6749 §5.2 asks for invalid_grant.
        ({"password": Secret("wrong")}, {"invalid_grant", "invalid_request"}),
        ({"username": "nobody"}, {"invalid_grant", "invalid_request"}),
        ({"client_id": GRANTLESS_CLIENT_ID}, {"unauthorized_client"}),
        ({"custom_grant_type": "made-up"}, {"unsupported_grant_type"}),
    ],
    ids=["secret", "client", "password", "username", "grant-not-allowed", "grant-unknown"],
)
async def test_refusals(
    token_url: str,
    encoding: BasicEncoding,
    method: ClientAuthentication,
    changes: dict[str, Any],
    expected: set[str],
) -> None:
    settings = RequestSettings(basic_encoding=encoding)
    run = await run_connector(connector_for(token_url, method, request=settings, **changes))
    assert run.verdict == "fails"
    [(status, error)] = errors_of(run)
    assert error in expected
    assert status in {400, 401}


class Follower:
    """Records what it is told about a run."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.layers: list[Layer | None] = []

    def attempt_started(self, request: TokenRequest) -> None:
        self.heard.append(f"{request.client_authentication} started")

    def attempt_progressed(self, progress: Progress) -> None:
        self.layers.append(progress.layer)

    def attempt_finished(self, attempt: Attempt) -> None:
        self.heard.append(f"{attempt.client_authentication} {attempt.outcome}")


def blank(server: Any, **changes: Any) -> Connector:
    encoding = changes.pop("encoding", RAW)
    return connector_for(server.token_url, BLANK, request=RequestSettings(basic_encoding=encoding), **changes)


async def test_blank_client_authentication_against_a_body_only_client(authlib_server: Any) -> None:
    follower = Follower()
    run = await run_connector(blank(authlib_server, client_id=BODY_CLIENT_ID), observer=follower)
    assert follower.heard == ["basic started", "basic error", "request-body started", "request-body token"]
    assert run.working
    assert run.working.client_authentication is BODY
    assert errors_of(run) == [(401, "invalid_client")]


async def test_blank_client_authentication_against_a_basic_only_client(authlib_server: Any) -> None:
    follower = Follower()
    run = await run_connector(blank(authlib_server, client_id=BASIC_CLIENT_ID), observer=follower)
    assert follower.heard == ["basic started", "basic token", "request-body skipped"]
    assert run.working
    assert run.working.client_authentication is BASIC


async def test_after_invalid_grant_no_second_login_is_tried(django_server: Any) -> None:
    follower = Follower()
    connector = blank(django_server, password=Secret("wrong"), encoding=FORM)
    run = await run_connector(connector, observer=follower)
    assert follower.heard == ["basic started", "basic error", "request-body skipped"]
    assert errors_of(run) == [(400, "invalid_grant")]
    assert "lock the account" in run.attempts[1].skipped_because
    assert run.verdict == "fails"


async def test_all_methods_are_tried_on_demand_even_after_invalid_grant(django_server: Any) -> None:
    follower = Follower()
    connector = blank(django_server, password=Secret("wrong"), encoding=FORM)
    run = await run_connector(connector, all_methods=True, observer=follower)
    assert [attempt.client_authentication for attempt in run.attempts] == [
        BASIC,
        BODY,
        ClientAuthentication.BASIC_USER,
    ]
    assert "skipped" not in " ".join(follower.heard)
