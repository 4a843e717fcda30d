"""The attempts of one run, and when the next one is worth its risk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .client_authentication import BasicEncoding, ClientAuthentication
from .exchange import Exchange
from .secret import Secret
from .token_response import AccessTokenResponse, Answer, ErrorResponse
from .transport_failure import FailureKind

Outcome = Literal["token", "error", "unusable", "transport_failure", "skipped"]
Verdict = Literal["works", "fails", "unreachable"]


@dataclass(frozen=True)
class Attempt:
    """One attempt: the exchange and how it was read; or, when skipped, why."""

    client_authentication: ClientAuthentication
    basic_encoding: BasicEncoding | None = None
    exchange: Exchange | None = None
    answer: Answer | None = None
    """None when there was no response."""
    skipped_because: str = ""

    @property
    def outcome(self) -> Outcome:
        """How the attempt ended."""
        if self.exchange is None:
            return "skipped"
        if self.answer is None:
            return "transport_failure"
        if isinstance(self.answer, AccessTokenResponse):
            return "token"
        return "error" if isinstance(self.answer, ErrorResponse) else "unusable"

    @property
    def token(self) -> AccessTokenResponse | None:
        """The token, where this attempt gave one."""
        return self.answer if isinstance(self.answer, AccessTokenResponse) else None

    @property
    def secrets(self) -> tuple[Secret, ...]:
        """What is to be masked and no connector knows: the tokens received, and a proxy's credentials."""
        tokens = (self.token.access_token, self.token.refresh_token) if self.token else ()
        by_proxy = self.exchange.connection.proxy_secrets if self.exchange else ()
        return (*filter(None, tokens), *by_proxy)


@dataclass(frozen=True)
class Run:
    """All attempts of one connector, in order."""

    attempts: tuple[Attempt, ...]

    @property
    def working(self) -> Attempt | None:
        """The first attempt that gave a token."""
        return next((attempt for attempt in self.attempts if attempt.token), None)

    @property
    def verdict(self) -> Verdict:
        """`works` with a token; `unreachable` when no attempt heard a response; else `fails`."""
        if self.working:
            return "works"
        made = [attempt for attempt in self.attempts if attempt.exchange]
        if all(attempt.outcome == "transport_failure" for attempt in made):
            return "unreachable"
        return "fails"

    @property
    def secrets(self) -> tuple[Secret, ...]:
        """The secrets of its attempts."""
        return tuple(secret for attempt in self.attempts for secret in attempt.secrets)

    @property
    def failure_kinds(self) -> frozenset[FailureKind]:
        """The layers on which attempts failed."""
        return frozenset(
            attempt.exchange.failure.kind
            for attempt in self.attempts
            if attempt.exchange and attempt.exchange.failure
        )


def reason_to_skip(previous: tuple[Attempt, ...]) -> str:
    """Return why the next attempt should not be made, as a sentence, or an empty string when it should.

    After `invalid_grant` the client is known to be accepted and the account refused (RFC 6749 §5.2):
    another attempt is another failed login, and enough of them lock the account.
    """
    for attempt in previous:
        if attempt.token:
            return f"{attempt.client_authentication.short_name} already gave an access token."
        if isinstance(attempt.answer, ErrorResponse) and attempt.answer.error == "invalid_grant":
            return (
                "The server accepted the client and refused the account (invalid_grant): "
                "another attempt would count as another failed login and could lock the account."
            )
        failure = attempt.exchange.failure if attempt.exchange else None
        if failure and (not failure.kind.reached_the_server or failure.kind is FailureKind.TIMEOUT):
            return "The first attempt did not get through to an answer, and this one takes the same way."
    return ""
