"""Calling the API with a token, and getting another one when it is over, as the connector is said to do.

call ──2xx, or any answer that is not about the token──> done
  └──the lifetime is over, or 401 invalid_token──> one new token, one more call
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable

from ..oauth2.api_request import assemble_api_call
from ..oauth2.api_run import ApiExchange, ApiRun, ApiStep, CallStep, HeldToken, TokenStep, Why
from ..oauth2.assembly import assemble, assemble_refresh
from ..oauth2.attempt import Attempt
from ..oauth2.connector import Connector
from ..oauth2.secret import Secret
from ..oauth2.token_lifetime import expires_at
from .running import make_attempt
from .sending import converse
from .watch import Watch

Follow = Callable[[ApiStep], Awaitable[None]]
"""Hears each step as it ends; the next begins when it has heard."""


async def call_api(
    connector: Connector,
    held: HeldToken,
    *,
    clock: Callable[[], float] = time.time,
    follow: Follow | None = None,
) -> ApiRun:
    """Call the API once; where the token is over, get another with the user's credentials and call again.

    That is done once: when the API refuses the new token too, its answer stands. Never raises for what a
    network or a server does.
    """
    life = _Life(connector, follow)
    token = held.attempt.token
    if token is None:
        return ApiRun()
    ends = expires_at(token, connector.response, held.since)
    if ends is not None and clock() >= ends:
        renewed = await life.get_token(Why.EXPIRED, held.attempt)
        if renewed.token:
            await life.call(Why.CALL, renewed.token.access_token)
        return life.run()
    exchange = await life.call(Why.CALL, token.access_token)
    if exchange.token_was_refused:
        renewed = await life.get_token(Why.REFUSED, held.attempt)
        if renewed.token:
            await life.call(Why.REPEATED, renewed.token.access_token)
    return life.run()


async def rehearse_expiry(connector: Connector, held: HeldToken, *, follow: Follow | None = None) -> ApiRun:
    """Play through the end of a token: call, get another token, call with it, and with the old one again.

    The last call tells whether the second token ended the first. It ends early where there is nothing more to
    learn: a first call that brings no answer, or no second token.
    """
    life = _Life(connector, follow)
    first = held.attempt.token
    if first is None:
        return ApiRun()
    exchange = await life.call(Why.CALL, first.access_token)
    if exchange.response is None:
        return life.run()
    renewed = await life.get_token(Why.DISCARDED, held.attempt)
    if renewed.token:
        await life.call(Why.REPEATED, renewed.token.access_token)
        await life.call(Why.OLD_AGAIN, first.access_token)
    return life.run()


async def try_refresh(
    connector: Connector, held: HeldToken, *, call: bool, follow: Follow | None = None
) -> ApiRun:
    """Get a token with the refresh token (RFC 6749 §6); with `call`, call with it and the old one too."""
    life = _Life(connector, follow)
    token = held.attempt.token
    if token is None or token.refresh_token is None:
        return ApiRun()
    request = assemble_refresh(connector, held.attempt.client_authentication, token.refresh_token)
    attempt = await make_attempt(connector, request)
    await life.keep(TokenStep(Why.REFRESH, attempt))
    if attempt.token and call:
        await life.call(Why.REFRESHED, attempt.token.access_token)
        await life.call(Why.OLD_AGAIN, token.access_token)
    return life.run()


class _Life:
    """The steps as they are made."""

    def __init__(self, connector: Connector, follow: Follow | None) -> None:
        self._connector = connector
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
        attempt = await make_attempt(self._connector, request)
        await self.keep(TokenStep(why, attempt))
        return attempt


async def send_api_call(connector: Connector, token: Secret) -> ApiExchange:
    """Call the API once with a token and return what came of it, as `send` does for a token request."""
    request = assemble_api_call(connector, token)
    watch = Watch(connector.request.trust)
    response, failure = await converse(request, connector.request, watch)
    connection = watch.connection(failed=failure is not None)
    return ApiExchange(request, response, failure, watch.timings(), watch.peer, connection)
