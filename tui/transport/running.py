"""Makes the attempts of one run, one after the other, each only if it is worth its risk.

guard ──admits──> sender.send ──> Exchange ──sender.read──> Answer ──> Attempt
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import nullcontext
from typing import Final, Protocol

from ..oauth2.assembly import assemble, check_assembled, encoding_of
from ..oauth2.attempt import Attempt, Run, reason_to_skip
from ..oauth2.client_authentication import ClientAuthentication
from ..oauth2.connection import Progress
from ..oauth2.connector import Connector
from ..oauth2.exchange import Exchange, HttpResponse
from ..oauth2.responses.token_response import Answer, read_answer
from ..oauth2.token_request import TokenRequest
from .apart import apart
from .login_guard import Admission, LoginGuard
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


class Sender(Protocol):
    """Sends requests, and reads what comes back."""

    async def send(
        self,
        request: TokenRequest,
        connector: Connector,
        follow: Callable[[Progress], None] | None,
        salvage: Callable[[Exchange], object],
    ) -> Exchange:
        """Send a request as the connector's settings say. When canceled, `salvage` hears how far it got."""

    async def read(self, response: HttpResponse, connector: Connector) -> Answer:
        """Read a response as the connector would."""


class OneSender:
    """Sends on the sending loop, and reads at once: for one run at a time."""

    async def send(
        self,
        request: TokenRequest,
        connector: Connector,
        follow: Callable[[Progress], None] | None,
        salvage: Callable[[Exchange], object],
    ) -> Exchange:
        """Send a request as the connector's settings say. When canceled, `salvage` hears how far it got."""
        return await apart(send_or_salvage(request, connector.request, follow), salvage)

    async def read(self, response: HttpResponse, connector: Connector) -> Answer:
        """Read a response as the connector would."""
        return read_answer(response, connector.response)


ONE_SENDER: Final = OneSender()


async def run_connector(
    connector: Connector,
    *,
    all_methods: bool = False,
    observer: RunObserver | None = None,
    guard: LoginGuard | None = None,
    sender: Sender = ONE_SENDER,
) -> Run:
    """Make a connector's attempts in order, until one gets a token or the next is not worth its risk.

    An attempt that is not made appears in the run too, with the reason. `all_methods` makes an attempt with
    every client authentication, whatever the one before it got. `guard` is asked before each attempt.

    Raises:
        UnsendableConnectorError: the connector has problems; nothing was sent.
    """
    check_assembled(connector)
    attempts: list[Attempt] = []
    async with guard.turn(connector) if guard else nullcontext():
        for method in ALL_METHODS if all_methods else connector.client_authentication.methods:
            reason = "" if all_methods else reason_to_skip(tuple(attempts))
            if reason:
                attempts.append(_skipped(connector, method, reason, observer))
            else:
                request = assemble(connector, method)
                attempts.append(await _attempt(connector, request, observer, guard, sender))
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
        return await _attempt(connector, request, observer, guard, ONE_SENDER)


async def _attempt(
    connector: Connector,
    request: TokenRequest,
    observer: RunObserver | None,
    guard: LoginGuard | None,
    sender: Sender,
) -> Attempt:
    admission = await guard.admit(connector) if guard else Admission()
    if admission.reason_to_stop:
        return _skipped(connector, request.client_authentication, admission.reason_to_stop, observer)
    ended = await _send(connector, request, observer, guard, sender, admission)
    if observer:
        observer.attempt_finished(ended)
    return ended


def _skipped(
    connector: Connector, method: ClientAuthentication, reason: str, observer: RunObserver | None
) -> Attempt:
    attempt = Attempt(method, encoding_of(connector, method), skipped_because=reason)
    if observer:
        observer.attempt_finished(attempt)
    return attempt


async def _send(
    connector: Connector,
    request: TokenRequest,
    observer: RunObserver | None,
    guard: LoginGuard | None,
    sender: Sender,
    admission: Admission,
) -> Attempt:
    if observer:
        observer.attempt_started(request)

    def ended(exchange: Exchange, answer: Answer | None) -> Attempt:
        attempt = Attempt(request.client_authentication, request.basic_encoding, exchange, answer)
        if guard:
            guard.ended(connector, admission, attempt)
        return attempt

    def salvaged(exchange: Exchange) -> None:
        answer = read_answer(exchange.response, connector.response) if exchange.response else None
        attempt = ended(exchange, answer)
        if observer:
            observer.attempt_finished(attempt)

    follow = _on_this_loop(observer.attempt_progressed) if observer else None
    exchange = await sender.send(request, connector, follow, salvaged)
    answer = await sender.read(exchange.response, connector) if exchange.response else None
    return ended(exchange, answer)


def _on_this_loop(hear: Callable[[Progress], None]) -> Callable[[Progress], None]:
    """Return what passes progress from the sending loop's thread to the loop that follows it."""
    loop = asyncio.get_running_loop()

    def pass_on(progress: Progress) -> None:
        loop.call_soon_threadsafe(hear, progress)

    return pass_on
