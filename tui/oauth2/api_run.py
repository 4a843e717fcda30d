"""The life of a token after it was given: calls with it, and what it takes to get the next.

ApiRun
└─ steps    in the order in which they were made
├─ CallStep     the API was called with a token
└─ TokenStep    a token was got: by the user's credentials, or by a refresh token
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from .api_request import ApiRequest
from .attempt import Attempt
from .challenge import refuses_token
from .connection import Connection, Peer, Timings
from .exchange import Exchange, HttpResponse
from .secret import Secret
from .token_response import AccessTokenResponse
from .transport_failure import TransportFailure


@dataclass(frozen=True)
class ApiExchange:
    """One call as it went over the wire. Either `response` or `failure` is set."""

    request: ApiRequest
    response: HttpResponse | None = None
    failure: TransportFailure | None = None
    timings: Timings = field(default_factory=Timings)
    peer: Peer | None = None
    connection: Connection = field(default_factory=Connection)

    @property
    def is_success(self) -> bool:
        """Whether the API took the token and answered (RFC 9110 §15.3)."""
        return self.response is not None and 200 <= self.response.status < 300

    @property
    def token_was_refused(self) -> bool:
        """Whether the API refused the token itself: another could be taken (RFC 6750 §3.1)."""
        return self.response is not None and refuses_token(self.response)


AnyExchange = Exchange | ApiExchange
"""What went over the wire, for a token or with one."""


class Why(Enum):
    """Why a step was made; the value is a sentence for the timeline."""

    FIRST = "The token that the token endpoint gave."
    CALL = "A call with the token."
    EXPIRED = "The token's lifetime is over: a new one is got with the user's credentials."
    REFUSED = "The API refused the token: a new one is got with the user's credentials."
    REPEATED = "The call is repeated, once, with the new token."
    DISCARDED = "The token is discarded as if it had expired: a new one is got with the user's credentials."
    OLD_AGAIN = "The first token once more: did the second end it?"
    REFRESH = "A new token is got with the refresh token."
    REFRESHED = "A call with the token from the refresh."


@dataclass(frozen=True)
class CallStep:
    """A call."""

    why: Why
    exchange: ApiExchange


@dataclass(frozen=True)
class TokenStep:
    """A token, or an attempt to get one."""

    why: Why
    attempt: Attempt

    @property
    def token(self) -> AccessTokenResponse | None:
        """The token, where one was given."""
        return self.attempt.token


@dataclass(frozen=True)
class HeldToken:
    """A token: by which attempt it came, and when."""

    attempt: Attempt
    since: float
    """Seconds since 1970."""


ApiStep = CallStep | TokenStep


@dataclass(frozen=True)
class ApiRun:
    """Calls, and the tokens got for them."""

    steps: tuple[ApiStep, ...] = ()

    @property
    def calls(self) -> tuple[ApiExchange, ...]:
        """The calls, in order."""
        return tuple(step.exchange for step in self.steps if isinstance(step, CallStep))

    @property
    def tokens(self) -> tuple[AccessTokenResponse, ...]:
        """The tokens that were got on the way."""
        return tuple(step.token for step in self.steps if isinstance(step, TokenStep) and step.token)

    @property
    def last_call(self) -> ApiExchange | None:
        """The call whose answer counts."""
        return self.calls[-1] if self.calls else None

    @property
    def reacquired(self) -> bool:
        """Whether a new token was got for the call, since the first was over or refused."""
        return any(isinstance(step, TokenStep) and step.token for step in self.steps)

    @property
    def secrets(self) -> tuple[Secret, ...]:
        """What is to be masked and no connector knows: tokens got on the way, a proxy's credentials."""
        by_proxy = (secret for exchange in self.calls for secret in exchange.connection.proxy_secrets)
        attempts = (step.attempt for step in self.steps if isinstance(step, TokenStep))
        return (*(secret for attempt in attempts for secret in attempt.secrets), *by_proxy)
