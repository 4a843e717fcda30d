"""Makes the attempts of one run, one after the other, each only if it is worth its risk."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import nullcontext
from typing import Final, Protocol

from ..oauth2.assembly import assemble_all
from ..oauth2.attempt import Attempt, Run, reason_to_skip
from ..oauth2.client_authentication import ClientAuthentication
from ..oauth2.connection import Progress
from ..oauth2.connector import Connector
from ..oauth2.exchange import Exchange
from ..oauth2.responses.token_response import read_answer
from ..oauth2.token_request import TokenRequest
from .apart import apart
from .login_guard import LoginGuard
from .sending import send_or_salvage

ALL_METHODS: Final = (
    ClientAuthentication.BASIC,
    ClientAuthentication.REQUEST_BODY,
    ClientAuthentication.BASIC_USER,
)


class RunObserver(Protocol):
    """Follows a run while it goes on. It is called on the loop of whoever runs it."""

    def attempt_started(self, request: TokenRequest) -> None:
        """Take notice that a request is about to be sent."""

    def attempt_progressed(self, progress: Progress) -> None:
        """Take notice that the attempt under way has entered another layer."""

    def attempt_finished(self, attempt: Attempt) -> None:
        """Take notice of an attempt that has ended, also of one that was skipped or canceled."""


async def run_connector(
    connector: Connector,
    *,
    all_methods: bool = False,
    observer: RunObserver | None = None,
    guard: LoginGuard | None = None,
) -> Run:
    """Make a connector's attempts in order, until one gets a token or the next is not worth its risk.

    An attempt that is not made appears in the run too, with the reason. `all_methods` makes an attempt with
    every client authentication, whatever the one before it got. `guard` is asked before each attempt.

    Raises:
        UnsendableConnectorError: the connector has problems; nothing was sent.
    """
    requests = assemble_all(connector, ALL_METHODS if all_methods else None)
    attempts: list[Attempt] = []
    async with guard.turn(connector) if guard else nullcontext():
        for request in requests:
            reason = "" if all_methods else reason_to_skip(tuple(attempts))
            attempts.append(await _attempt(connector, request, observer, guard, reason))
    return Run(tuple(attempts))


async def make_attempt(
    connector: Connector,
    request: TokenRequest,
    observer: RunObserver | None = None,
    guard: LoginGuard | None = None,
) -> Attempt:
    """Send one request as the connector's settings say, and read the response as the connector would.

    It is sent on a loop of its own (see `apart`). When canceled, the observer and the ledger still hear how
    far it got before asyncio.CancelledError passes on.
    """
    async with guard.turn(connector) if guard else nullcontext():
        return await _attempt(connector, request, observer, guard)


async def _attempt(
    connector: Connector,
    request: TokenRequest,
    observer: RunObserver | None,
    guard: LoginGuard | None,
    reason_to_skip: str = "",
) -> Attempt:
    if guard and not reason_to_skip:
        reason_to_skip = await guard.reason_to_stop(connector)
    if reason_to_skip:
        method, encoding = request.client_authentication, request.basic_encoding
        ended = Attempt(method, encoding, skipped_because=reason_to_skip)
    else:
        ended = await _send(connector, request, observer, guard)
    if observer:
        observer.attempt_finished(ended)
    return ended


async def _send(
    connector: Connector, request: TokenRequest, observer: RunObserver | None, guard: LoginGuard | None
) -> Attempt:
    if observer:
        observer.attempt_started(request)
    entry = guard.ledger.begin(connector) if guard else ""

    def ended(exchange: Exchange) -> Attempt:
        answer = read_answer(exchange.response, connector.response) if exchange.response else None
        attempt = Attempt(request.client_authentication, request.basic_encoding, exchange, answer)
        if guard:
            guard.ledger.end(connector, entry, attempt)
        return attempt

    def salvaged(exchange: Exchange) -> None:
        attempt = ended(exchange)
        if observer:
            observer.attempt_finished(attempt)

    follow = _on_this_loop(observer.attempt_progressed) if observer else None
    return ended(await apart(send_or_salvage(request, connector.request, follow), salvaged))


def _on_this_loop(hear: Callable[[Progress], None]) -> Callable[[Progress], None]:
    """Return what passes progress from the sending loop's thread to the loop that follows it."""
    loop = asyncio.get_running_loop()

    def pass_on(progress: Progress) -> None:
        loop.call_soon_threadsafe(hear, progress)

    return pass_on
