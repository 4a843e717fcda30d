"""API calls and expiry with real servers: django-oauth-toolkit's, and Authlib's with JWTs."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.servers.credentials import USERNAME, connector_for
from tui.oauth2.api_run import ApiExchange, ApiRun, ApiStep, HeldToken, Why
from tui.oauth2.assembly import assemble
from tui.oauth2.client_authentication import ClientAuthentication
from tui.oauth2.connector import AdditionalRow, ApiCall, Connector, ResponseSettings
from tui.oauth2.responses.challenge import bearer_challenge
from tui.oauth2.responses.token_response import ErrorResponse
from tui.oauth2.secret import Secret
from tui.transport.calling import call_api, rehearse_expiry, send_api_call, try_refresh
from tui.transport.running import make_attempt

from .support import told

if TYPE_CHECKING:
    from tests.servers.authlib_server import AuthlibServer
    from tests.servers.django_server import DjangoServer

NOW = 1_700_000_000.0
"""When a token is issued, by the caller's clock; no server uses that clock."""
RENEWED = [(Why.CALL, 401), (Why.REFUSED, "token"), (Why.REPEATED, 200)]
REHEARSED = [(Why.CALL, 200), (Why.DISCARDED, "token"), (Why.REPEATED, 200)]


def connector_at(token_url: str, base_url: str, path: str = "/api/me", *, scope: str = "read") -> Connector:
    return connector_for(
        token_url,
        ClientAuthentication.REQUEST_BODY,
        base_url=base_url,
        api=ApiCall(path),
        additional_request_data=(AdditionalRow("scope", scope),),
    )


def at_django(server: DjangoServer, path: str = "/api/me") -> Connector:
    return connector_at(server.token_url, server.base_url, path)


def at_authlib(server: AuthlibServer, **changes: str) -> Connector:
    return connector_at(server.jwt_url, server.base_url, **changes)


@pytest.fixture(params=["django_server", "authlib_server"])
def server(request: pytest.FixtureRequest) -> Any:
    return request.getfixturevalue(request.param)


@pytest.fixture
def connector(server: Any) -> Connector:
    """Return a connector whose API call works."""
    return connector_at(getattr(server, "jwt_url", server.token_url), server.base_url)


async def held_by(connector: Connector) -> HeldToken:
    request = assemble(connector, connector.client_authentication)
    held = HeldToken(await make_attempt(connector, request), NOW)
    assert held.attempt.token, held.attempt.answer
    return held


def token_in(held: HeldToken) -> Secret:
    assert held.attempt.token
    return held.attempt.token.access_token


async def call(connector: Connector, held: HeldToken, *, later: float = 0.0) -> ApiRun:
    return await call_api(connector, held, clock=lambda: NOW + later)


def error_in(exchange: ApiExchange) -> str | None:
    """Return the error that the challenge names."""
    assert exchange.response
    challenge = bearer_challenge(exchange.response)
    return challenge.parameters.get("error") if challenge else None


async def test_what_is_called_is_what_the_api_hears(django_server: DjangoServer) -> None:
    connector = at_django(django_server)
    query, headers = (AdditionalRow("q", "a b&ü=%41+"),), (AdditionalRow("X-Tenant", "acme"),)
    connector = replace(connector, api=replace(connector.api, query=query, headers=headers))
    run = await call(connector, await held_by(connector))
    assert told(run) == [(Why.CALL, 200)]
    assert run.last_call
    assert run.last_call.response
    assert json.loads(run.last_call.response.body) == {
        "user": USERNAME,
        "query": "a b&ü=%41+",
        "tenant": "acme",
    }


async def test_a_short_lifetime_that_is_over(
    server: Any, connector: Connector, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "lifetime", 60)
    held = await held_by(connector)
    assert told(await call(connector, held, later=59)) == [(Why.CALL, 200)]
    run = await call(connector, held, later=60)
    assert told(run) == [(Why.EXPIRED, "token"), (Why.CALL, 200)]
    [second] = run.tokens
    assert second.access_token != token_in(held)
    assert second.expires_in == 60


@pytest.mark.parametrize("end", ["revoke", "let_expire"])
async def test_a_token_that_ends_between_two_calls(django_server: DjangoServer, end: str) -> None:
    connector = at_django(django_server)
    held = await held_by(connector)
    assert told(await call(connector, held)) == [(Why.CALL, 200)]
    getattr(django_server, end)(token_in(held).reveal())
    run = await call(connector, held)
    assert told(run) == RENEWED
    assert error_in(run.calls[0]) == "invalid_token"
    assert run.reacquired


async def test_an_api_that_does_not_say_what_is_wrong_gets_no_second_token(
    django_server: DjangoServer,
) -> None:
    connector = at_django(django_server, "/api/bare")
    held = await held_by(connector)
    assert told(await call(connector, held)) == [(Why.CALL, 200)]
    django_server.revoke(token_in(held).reveal())
    run = await call(connector, held)
    assert told(run) == [(Why.CALL, 403)]
    assert error_in(run.calls[0]) is None


async def test_where_the_account_is_refused_meanwhile_the_api_s_answer_stands(
    django_server: DjangoServer,
) -> None:
    connector = at_django(django_server)
    held = await held_by(connector)
    django_server.revoke(token_in(held).reveal())
    run = await call(replace(connector, password=Secret("changed since")), held)
    assert told(run) == [(Why.CALL, 401), (Why.REFUSED, "error")]
    answer = run.steps[1].attempt.answer  # type: ignore[union-attr]
    assert isinstance(answer, ErrorResponse)
    assert answer.error == "invalid_grant"
    assert not run.reacquired


async def test_too_small_a_scope_is_no_reason_for_another_token(
    django_server: DjangoServer, authlib_server: AuthlibServer
) -> None:
    connector = at_django(django_server, "/api/write")
    run = await call(connector, await held_by(connector))
    assert told(run) == [(Why.CALL, 403)]
    assert error_in(run.calls[0]) == "insufficient_scope"
    connector = at_authlib(authlib_server, scope="write")
    run = await call(connector, await held_by(connector))
    assert told(run) == [(Why.CALL, 403)]
    assert run.calls[0].response
    assert b"insufficient_scope" in run.calls[0].response.body


async def test_a_refresh_brings_a_token_and_ends_the_first(django_server: DjangoServer) -> None:
    connector = at_django(django_server)
    held = await held_by(connector)
    run = await try_refresh(connector, held, call=True)
    assert told(run) == [(Why.REFRESH, "token"), (Why.REFRESHED, 200), (Why.OLD_AGAIN, 401)]
    [second] = run.tokens
    assert held.attempt.token
    assert second.refresh_token != held.attempt.token.refresh_token
    assert error_in(await send_api_call(connector, token_in(held))) == "invalid_token"
    again = await try_refresh(connector, held, call=True)
    assert told(again) == [(Why.REFRESH, "error")], "a refresh token is good for once"


@pytest.mark.parametrize("method", [ClientAuthentication.BASIC, ClientAuthentication.BASIC_USER])
async def test_a_refresh_proves_the_client_as_the_first_request_did(
    django_server: DjangoServer, method: ClientAuthentication
) -> None:
    connector = connector_for(django_server.token_url, method)
    run = await try_refresh(connector, await held_by(connector), call=False)
    assert told(run) == [(Why.REFRESH, "token")]


async def test_a_rehearsal_where_each_token_lives_its_own_life(connector: Connector) -> None:
    run = await rehearse_expiry(connector, await held_by(connector))
    assert told(run) == [*REHEARSED, (Why.OLD_AGAIN, 200)]


async def test_a_rehearsal_where_the_second_token_ends_the_first(django_server: DjangoServer) -> None:
    connector = connector_at(django_server.single_url, django_server.base_url)
    run = await rehearse_expiry(connector, await held_by(connector))
    assert told(run) == [*REHEARSED, (Why.OLD_AGAIN, 401)]
    assert error_in(run.calls[2]) == "invalid_token"


async def test_a_jwt_for_another_audience_is_refused_twice_and_no_more(
    authlib_server: AuthlibServer,
) -> None:
    connector = connector_at(authlib_server.elsewhere_url, authlib_server.base_url)
    held = await held_by(connector)
    assert held.attempt.token
    assert held.attempt.token.is_jwt
    run = await call(connector, held)
    assert told(run) == [(Why.CALL, 401), (Why.REFUSED, "token"), (Why.REPEATED, 401)]
    assert [error_in(made) for made in run.calls] == ["invalid_token"] * 2


async def test_a_jwt_that_is_over_when_it_comes(
    authlib_server: AuthlibServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(authlib_server, "lifetime", -60)
    connector = at_authlib(authlib_server)
    run = await call(connector, await held_by(connector))
    assert told(run) == [(Why.EXPIRED, "token"), (Why.CALL, 401)], "one new token, whatever it is worth"
    # If the connector can't read the lifetime, the API tells that the token has expired.
    connector = replace(connector, response=ResponseSettings(expires_in_key="lifetime"))

    async def fix_lifetime(step: ApiStep) -> None:
        if step.why is Why.CALL:
            authlib_server.lifetime = 3600

    run = await call_api(connector, await held_by(connector), clock=lambda: NOW, follow=fix_lifetime)
    assert told(run) == RENEWED
