"""Runs a connector: its attempts one after another, each only if it is worth the risk."""

from __future__ import annotations

from typing import Final, Protocol

from ..oauth2.assembly import assemble_all
from ..oauth2.attempt import Attempt, Run, reason_to_skip
from ..oauth2.client_authentication import ClientAuthentication
from ..oauth2.connection import Progress
from ..oauth2.connector import Connector
from ..oauth2.token_request import TokenRequest
from ..oauth2.token_response import read_answer
from .sending import send

ALL_METHODS: Final = (
    ClientAuthentication.BASIC,
    ClientAuthentication.REQUEST_BODY,
    ClientAuthentication.BASIC_USER,
)


class RunObserver(Protocol):
    """Follows a run while it goes on."""

    def attempt_started(self, request: TokenRequest) -> None:
        """Note that a request is about to be sent."""

    def attempt_progressed(self, progress: Progress) -> None:
        """Note that the current attempt has reached another layer."""

    def attempt_finished(self, attempt: Attempt) -> None:
        """Note that an attempt has ended, or was skipped without being started."""


async def run_connector(
    connector: Connector, *, all_methods: bool = False, observer: RunObserver | None = None
) -> Run:
    """Make a connector's attempts in order, until one gets a token or the next is not worth the risk.

    Skipped attempts are part of the run too, with the reason. `all_methods` makes an attempt with every
    client authentication, whatever came of the one before.

    Raises:
        UnsendableConnectorError: the connector has problems; nothing was sent.
    """
    attempts: list[Attempt] = []
    for request in assemble_all(connector, ALL_METHODS if all_methods else None):
        reason = "" if all_methods else reason_to_skip(tuple(attempts))
        if reason:
            attempt = Attempt(request.client_authentication, request.basic_encoding, skipped_because=reason)
        else:
            if observer:
                observer.attempt_started(request)
            attempt = await make_attempt(connector, request, observer)
        attempts.append(attempt)
        if observer:
            observer.attempt_finished(attempt)
    return Run(tuple(attempts))


async def make_attempt(
    connector: Connector, request: TokenRequest, observer: RunObserver | None = None
) -> Attempt:
    """Send one request with the connector's settings, and read the response as the connector would."""
    exchange = await send(request, connector.request, observer.attempt_progressed if observer else None)
    answer = read_answer(exchange.response, connector.response) if exchange.response else None
    return Attempt(request.client_authentication, request.basic_encoding, exchange, answer)
