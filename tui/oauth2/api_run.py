"""What happens with a token once it is issued: API calls with it, and requests for the next token.

ApiRun
└─ steps            in the order they were made
   ├─ CallStep      a call of the API with a token
   └─ TokenStep     a request for a token, with the user's credentials or a refresh token
"""

from __future__ import annotations

from dataclasses import field
from datetime import datetime
from enum import Enum

from .api_request import ApiRequest
from .attempt import Attempt
from .connection import Connection, Peer, Timings
from .exchange import Exchange, HttpResponse
from .lean.frozen import frozen
from .responses.challenge import refuses_token
from .responses.token_response import AccessTokenResponse
from .secret import Secret
from .transport_failure import TransportFailure


@frozen
class ApiExchange:
    """One call as it went over the wire. Either `response` or `failure` is set."""

    request: ApiRequest
    response: HttpResponse | None = None
    failure: TransportFailure | None = None
    timings: Timings = field(default_factory=Timings)
    peer: Peer | None = None
    connection: Connection = field(default_factory=Connection)
    started: datetime | None = None
    """When the first layer began, in UTC by this machine's clock; None if none did."""

    @property
    def is_success(self) -> bool:
        """Whether the API accepted the token and answered with success (RFC 9110 §15.3)."""
        return self.response is not None and 200 <= self.response.status < 300

    @property
    def token_was_refused(self) -> bool:
        """Whether the API refused the token itself, so that another one may help (RFC 6750 §3.1)."""
        return self.response is not None and refuses_token(self.response)


AnyExchange = Exchange | ApiExchange
"""An exchange with the token endpoint or with the API."""


class Why(Enum):
    """Why a step is made; the value is its sentence in the timeline."""

    FIRST = "The token that the server issued."
    CALL = "Calling the API with the token."
    EXPIRED = "The token has expired; getting a new one with the user's credentials."
    REFUSED = "The API refused the token; getting a new one with the user's credentials."
    REPEATED = "Repeating the call once with the new token."
    DISCARDED = "Treating the token as expired; getting a new one with the user's credentials."
    OLD_AGAIN = "Calling again with the first token, to see whether it still works."
    REFRESH = "Getting a new token with the refresh token."
    REFRESHED = "Calling the API with the refreshed token."


@frozen
class CallStep:
    """A call of the API."""

    why: Why
    exchange: ApiExchange


@frozen
class TokenStep:
    """A token, or the attempt that failed to get one."""

    why: Why
    attempt: Attempt

    @property
    def token(self) -> AccessTokenResponse | None:
        """The token, if the server issued one."""
        return self.attempt.token


@frozen
class HeldToken:
    """A token that the server has issued: from which attempt, and when."""

    attempt: Attempt
    since: float
    """Seconds since 1970."""


ApiStep = CallStep | TokenStep


@frozen
class ApiRun:
    """API calls, and the tokens requested for them."""

    steps: tuple[ApiStep, ...] = ()

    @property
    def calls(self) -> tuple[ApiExchange, ...]:
        """The calls, in order."""
        return tuple(step.exchange for step in self.steps if isinstance(step, CallStep))

    @property
    def tokens(self) -> tuple[AccessTokenResponse, ...]:
        """The tokens issued during the run."""
        return tuple(step.token for step in self.steps if isinstance(step, TokenStep) and step.token)

    @property
    def last_call(self) -> ApiExchange | None:
        """The call whose response counts: the last one, but for one that only tests the discarded token."""
        calls = (step for step in reversed(self.steps) if isinstance(step, CallStep))
        return next((step.exchange for step in calls if step.why is not Why.OLD_AGAIN), None)

    @property
    def reacquired(self) -> bool:
        """Whether the call needed a new token, because the first had expired or was refused."""
        return any(isinstance(step, TokenStep) and step.token for step in self.steps)

    @property
    def secrets(self) -> tuple[Secret, ...]:
        """What must be masked beyond the connector's own secrets: tokens issued, a proxy's credentials."""
        by_proxy = (secret for exchange in self.calls for secret in exchange.connection.proxy_secrets)
        attempts = (step.attempt for step in self.steps if isinstance(step, TokenStep))
        return (*(secret for attempt in attempts for secret in attempt.secrets), *by_proxy)
