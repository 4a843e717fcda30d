"""Calls the API with a token, and gets a new token when that one has expired, as the connector does.

call ──2xx, or any response that is not about the token──> done
  └──expired token, or 401 invalid_token──> one new token, one more call
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable

from ..oauth2.api_request import assemble_api_call
from ..oauth2.api_run import ApiExchange, ApiRun, ApiStep, CallStep, HeldToken, TokenStep, Why
from ..oauth2.assembly import assemble, assemble_refresh
from ..oauth2.attempt import Attempt
from ..oauth2.connector import Connector
from ..oauth2.responses.token_lifetime import expires_at
from ..oauth2.secret import Secret
from .apart import apart
from .login_guard import LoginGuard
from .running import make_attempt
from .sending import converse
from .watch import Watch

Follow = Callable[[ApiStep], Awaitable[None]]
"""Called with each step as it ends; the next step begins when the call returns."""


async def call_api(
    connector: Connector,
    held: HeldToken,
    *,
    clock: Callable[[], float] = time.time,
    follow: Follow | None = None,
    guard: LoginGuard | None = None,
) -> ApiRun:
    """Call the API once. If the token has expired or is refused, get a new one and call with that.

    The new token comes from the user's credentials. This happens only once: if the API refuses the new token
    too, that response counts. Never raises for what a network or a server does.
    """
    steps = _Steps(connector, follow, guard)
    token = held.attempt.token
    if token is None:
        return ApiRun()
    expiry = expires_at(token, connector.response, held.since)
    if expiry is not None and clock() >= expiry:
        renewed = await steps.get_token(Why.EXPIRED, held.attempt)
        if renewed.token:
            await steps.call(Why.CALL, renewed.token.access_token)
        return steps.run()
    exchange = await steps.call(Why.CALL, token.access_token)
    if exchange.token_was_refused:
        renewed = await steps.get_token(Why.REFUSED, held.attempt)
        if renewed.token:
            await steps.call(Why.REPEATED, renewed.token.access_token)
    return steps.run()


async def rehearse_expiry(
    connector: Connector, held: HeldToken, *, follow: Follow | None = None, guard: LoginGuard | None = None
) -> ApiRun:
    """Rehearse a token's expiry: call, get a new token, call with it, then with the old one again.

    The last call tells whether the new token replaced the old one. The rehearsal ends early if the first call
    gets no response, or if there is no new token.
    """
    steps = _Steps(connector, follow, guard)
    first = held.attempt.token
    if first is None:
        return ApiRun()
    exchange = await steps.call(Why.CALL, first.access_token)
    if exchange.response is None:
        return steps.run()
    renewed = await steps.get_token(Why.DISCARDED, held.attempt)
    if renewed.token:
        await steps.call(Why.REPEATED, renewed.token.access_token)
        await steps.call(Why.OLD_AGAIN, first.access_token)
    return steps.run()


async def try_refresh(
    connector: Connector, held: HeldToken, *, call: bool, follow: Follow | None = None
) -> ApiRun:
    """Get a token with the refresh token (RFC 6749 §6); with `call`, call with it and with the old one."""
    steps = _Steps(connector, follow)
    token = held.attempt.token
    if token is None or token.refresh_token is None:
        return ApiRun()
    request = assemble_refresh(connector, held.attempt.client_authentication, token.refresh_token)
    attempt = await make_attempt(connector, request)
    await steps.keep(TokenStep(Why.REFRESH, attempt))
    if attempt.token and call:
        await steps.call(Why.REFRESHED, attempt.token.access_token)
        await steps.call(Why.OLD_AGAIN, token.access_token)
    return steps.run()


class _Steps:
    """Makes steps, and keeps and reports each one."""

    def __init__(self, connector: Connector, follow: Follow | None, guard: LoginGuard | None = None) -> None:
        self._connector = connector
        self._guard = guard
        self._follow = follow
        self._steps: list[ApiStep] = []

    def run(self) -> ApiRun:
        return ApiRun(tuple(self._steps))

    async def keep(self, step: ApiStep) -> None:
        self._steps.append(step)
        if self._follow:
            await self._follow(step)

    async def call(self, why: Why, token: Secret) -> ApiExchange:
        exchange = await send_api_call(self._connector, token)
        await self.keep(CallStep(why, exchange))
        return exchange

    async def get_token(self, why: Why, as_before: Attempt) -> Attempt:
        request = assemble(self._connector, as_before.client_authentication)
        attempt = await make_attempt(self._connector, request, guard=self._guard)
        await self.keep(TokenStep(why, attempt))
        return attempt


async def send_api_call(connector: Connector, token: Secret) -> ApiExchange:
    """Call the API once with a token and return the exchange, as `send` does for a token request."""
    request = assemble_api_call(connector, token)
    watch = Watch(connector.request.trust)
    response, failure = await apart(converse(request, connector.request, watch))
    connection = watch.connection(failed=failure is not None)
    return ApiExchange(request, response, failure, watch.timings(), watch.peer, connection, watch.started)
