"""API calls with a token, what happens when it expires, and what a rehearsal tells."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.servers.raw_server import Conversation, RawServer, Script, answering, closing, http_answer
from tui.oauth2.api_run import ApiRun, ApiStep, HeldToken, TokenStep, Why
from tui.oauth2.assembly import assemble, assemble_refresh
from tui.oauth2.client_authentication import ClientAuthentication
from tui.oauth2.connector import ApiCall, Connector
from tui.oauth2.secret import Secret
from tui.transport.calling import call_api, rehearse_expiry, try_refresh
from tui.transport.running import make_attempt

from .support import CONNECTOR, told

NOW = 1_700_000_000.0
FIRST, SECOND = "made-up-first", "made-up-second"
REFUSED = answering(http_answer(401, b"", [("WWW-Authenticate", 'Bearer error="invalid_token"')]))
FORBIDDEN = answering(http_answer(401, b"", [("WWW-Authenticate", 'Bearer error="insufficient_scope"')]))
OK = answering(http_answer(200, b"[]"))


def giving(token: str, **extra: int | str) -> Script:
    members = "".join(f', "{name}": "{value}"' for name, value in extra.items())
    body = f'{{"access_token": "{token}", "token_type": "Bearer"{members}}}'.encode()
    return answering(http_answer(200, body))


def connector_to(server: RawServer) -> Connector:
    return replace(
        CONNECTOR,
        token_url=server.token_url,
        base_url=f"http://{server.address}",
        api=ApiCall(path="/me"),
    )


async def held_by(connector: Connector) -> HeldToken:
    request = assemble(connector, ClientAuthentication.REQUEST_BODY)
    return HeldToken(await make_attempt(connector, request), NOW)


def tokens_sent(server: RawServer) -> list[str]:
    lines = [line for request in server.requests for line in request.decode().split("\r\n")]
    return [line.removeprefix("Authorization: Bearer ") for line in lines if line.startswith("Authorization")]


async def call(*scripts: Script, at: float = NOW, **extra: int | str) -> tuple[ApiRun, RawServer]:
    with RawServer(giving(FIRST, **extra), *scripts) as server:
        connector = connector_to(server)
        run = await call_api(connector, await held_by(connector), clock=lambda: at)
    return run, server


async def test_a_call_that_works_is_one_call() -> None:
    run, server = await call(OK)
    assert told(run) == [(Why.CALL, 200)]
    assert tokens_sent(server) == [FIRST]
    assert server.requests[1].startswith(b"GET /me HTTP/1.1\r\n")
    assert run.last_call
    assert run.last_call.is_success
    assert not run.reacquired


async def test_a_refused_token_is_renewed_once_and_the_call_repeated_once() -> None:
    run, server = await call(REFUSED, giving(SECOND), OK)
    assert told(run) == [(Why.CALL, 401), (Why.REFUSED, "token"), (Why.REPEATED, 200)]
    assert tokens_sent(server) == [FIRST, SECOND]
    assert b"grant_type=password" in server.requests[2], "with the user's credentials, not a refresh"
    assert run.reacquired


async def test_an_api_that_refuses_every_token_is_asked_twice_and_no_more() -> None:
    run, server = await call(REFUSED, giving(SECOND), REFUSED)
    assert [status for _, status in told(run)] == [401, "token", 401]
    assert server.connections == 4


async def test_without_a_second_token_the_first_answer_stands() -> None:
    run, _ = await call(REFUSED, answering(http_answer(429, b"")))
    assert told(run) == [(Why.CALL, 401), (Why.REFUSED, "error")]
    assert not run.reacquired


@pytest.mark.parametrize("script", [FORBIDDEN, answering(http_answer(403, b"")), closing])
async def test_another_refusal_is_no_reason_for_another_token(script: Script) -> None:
    run, server = await call(script)
    assert len(run.steps) == 1
    assert server.connections == 2


@pytest.mark.parametrize(("later", "is_over"), [(59, False), (60, True), (3600, True)])
async def test_a_token_whose_lifetime_is_over_is_not_even_tried(later: float, is_over: bool) -> None:
    scripts = (giving(SECOND), OK) if is_over else (OK,)
    run, server = await call(*scripts, at=NOW + later, expires_in=60)
    assert tokens_sent(server) == ([SECOND] if is_over else [FIRST])
    assert run.reacquired is is_over
    assert told(run)[-1] == (Why.CALL, 200)


async def test_each_step_is_heard_as_it_ends() -> None:
    heard: list[ApiStep] = []

    async def hear(step: ApiStep) -> None:
        heard.append(step)

    with RawServer(giving(FIRST), REFUSED, giving(SECOND), OK) as server:
        connector = connector_to(server)
        run = await call_api(connector, await held_by(connector), clock=lambda: NOW, follow=hear)
    assert tuple(heard) == run.steps


def api_with(valid: set[str], given: list[str], *, ends_the_first: bool) -> Script:
    """Be a token endpoint that issues these tokens in turn, and an API that accepts the valid ones."""

    def script(conversation: Conversation) -> None:
        request = conversation.read_request().decode()
        if request.startswith("POST"):
            if ends_the_first:
                valid.clear()
            token = given.pop(0)
            valid.add(token)
            body = f'{{"access_token": "{token}", "token_type": "Bearer"}}'.encode()
            conversation.send(http_answer(200, body))
        else:
            is_valid = any(f"Bearer {token}\r\n" in request for token in valid)
            conversation.send(http_answer(200 if is_valid else 401, b""))

    return script


@pytest.mark.parametrize("ends_the_first", [False, True])
async def test_a_rehearsal_tells_whether_the_second_token_ended_the_first(ends_the_first: bool) -> None:
    with RawServer(api_with(set(), [FIRST, SECOND], ends_the_first=ends_the_first)) as server:
        connector = connector_to(server)
        run = await rehearse_expiry(connector, await held_by(connector))
    assert told(run) == [
        (Why.CALL, 200),
        (Why.DISCARDED, "token"),
        (Why.REPEATED, 200),
        (Why.OLD_AGAIN, 401 if ends_the_first else 200),
    ]
    assert tokens_sent(server) == [FIRST, SECOND, FIRST]


async def test_a_rehearsal_ends_where_there_is_nothing_more_to_learn() -> None:
    with RawServer(giving(FIRST), closing) as server:
        connector = connector_to(server)
        run = await rehearse_expiry(connector, await held_by(connector))
        assert told(run) == [(Why.CALL, "no answer")]
    with RawServer(giving(FIRST), OK, answering(http_answer(429, b""))) as server:
        connector = connector_to(server)
        run = await rehearse_expiry(connector, await held_by(connector))
        assert told(run) == [(Why.CALL, 200), (Why.DISCARDED, "error")]


async def test_a_refresh_goes_without_the_user_s_credentials() -> None:
    with RawServer(giving(FIRST, refresh_token="made-up-refresh"), giving(SECOND), OK) as server:
        connector = connector_to(server)
        run = await try_refresh(connector, await held_by(connector), call=True)
    assert told(run) == [(Why.REFRESH, "token"), (Why.REFRESHED, 200), (Why.OLD_AGAIN, 200)]
    refresh = server.requests[1]
    assert refresh.endswith(
        b"grant_type=refresh_token&refresh_token=made-up-refresh"
        b"&client_id=abcd-1234&client_secret=made-up-secret"
    )
    assert b"made-up-password" not in refresh
    assert isinstance(run.steps[0], TokenStep)


def test_no_client_authentication_brings_the_user_s_credentials_into_a_refresh() -> None:
    for method in (
        ClientAuthentication.BASIC,
        ClientAuthentication.REQUEST_BODY,
        ClientAuthentication.BASIC_USER,
    ):
        names = {header.name for header in assemble_refresh(CONNECTOR, method, Secret("made-up")).headers}
        assert names & {"Username", "Password"} == set()
        assert ("Authorization" in names) is (method is ClientAuthentication.BASIC)


async def test_without_a_refresh_token_nothing_is_sent() -> None:
    with RawServer(giving(FIRST)) as server:
        connector = connector_to(server)
        assert await try_refresh(connector, await held_by(connector), call=True) == ApiRun()
    assert server.connections == 1
