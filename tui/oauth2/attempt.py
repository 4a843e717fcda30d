"""The attempts of one run, and whether the next attempt is worth the risk."""

from __future__ import annotations

from typing import Literal

from .client_authentication import BasicEncoding, ClientAuthentication
from .exchange import Exchange
from .lean.frozen import frozen
from .responses.token_response import AccessTokenResponse, Answer, ErrorResponse
from .responses.token_search import tokens_in
from .secret import Secret
from .transport_failure import FailureKind

Outcome = Literal["token", "error", "unusable", "transport_failure", "skipped"]
Verdict = Literal["works", "fails", "unreachable"]


@frozen
class Attempt:
    """One attempt: its exchange and what the response means; or why it was skipped."""

    client_authentication: ClientAuthentication
    basic_encoding: BasicEncoding | None = None
    exchange: Exchange | None = None
    answer: Answer | None = None
    """What the response means; None without a response."""
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
    def method_words(self) -> str:
        """Its client authentication, and with Basic Auth how the credentials are encoded."""
        name = self.client_authentication.short_name
        return f"{name} ({self.basic_encoding.value} encoding)" if self.basic_encoding else name

    @property
    def token(self) -> AccessTokenResponse | None:
        """The token, if this attempt got one."""
        return self.answer if isinstance(self.answer, AccessTokenResponse) else None

    @property
    def secrets(self) -> tuple[Secret, ...]:
        """What must be masked beyond the connector's own secrets: tokens issued, a proxy's credentials.

        That includes what is most likely a token, but isn't where the form looks for one.
        """
        tokens = (self.token.access_token, self.token.refresh_token) if self.token else self._misplaced_tokens
        by_proxy = self.exchange.connection.proxy_secrets if self.exchange else ()
        return (*filter(None, tokens), *by_proxy)

    @property
    def _misplaced_tokens(self) -> tuple[Secret, ...]:
        response = self.exchange.response if self.exchange else None
        return tuple(map(Secret, tokens_in(response))) if response and response.status < 300 else ()


@frozen
class Run:
    """All attempts of one connector, in order."""

    attempts: tuple[Attempt, ...]

    @property
    def working(self) -> Attempt | None:
        """The first attempt that got a token."""
        return next((attempt for attempt in self.attempts if attempt.token), None)

    @property
    def verdict(self) -> Verdict:
        """`works` with a token; `unreachable` when no attempt got a response; else `fails`."""
        if self.working:
            return "works"
        made = [attempt for attempt in self.attempts if attempt.exchange]
        canceled = FailureKind.CANCELED in self.failure_kinds
        if made and not canceled and all(attempt.outcome == "transport_failure" for attempt in made):
            return "unreachable"
        return "fails"

    @property
    def secrets(self) -> tuple[Secret, ...]:
        """The secrets of its attempts."""
        return tuple(secret for attempt in self.attempts for secret in attempt.secrets)

    @property
    def failure_kinds(self) -> frozenset[FailureKind]:
        """The layers where attempts failed."""
        return frozenset(
            attempt.exchange.failure.kind
            for attempt in self.attempts
            if attempt.exchange and attempt.exchange.failure
        )


def reason_to_skip(previous: tuple[Attempt, ...]) -> str:
    """Return a sentence on why to skip the next attempt, or an empty string when it should be made.

    `invalid_grant` means that the server accepted the client and refused the account (RFC 6749 §5.2).
    Another attempt would be another failed login, and enough of those lock the account.
    """
    for attempt in previous:
        if attempt.token:
            method = attempt.client_authentication.short_name
            return f"The server already issued an access token with {method}."
        if isinstance(attempt.answer, ErrorResponse) and attempt.answer.error == "invalid_grant":
            return (
                "The server accepted the client but refused the account (invalid_grant). "
                "Another attempt would count as another failed login and could lock the account."
            )
        failure = attempt.exchange.failure if attempt.exchange else None
        if failure and (not failure.kind.reached_the_server or failure.kind is FailureKind.TIMEOUT):
            return "An earlier attempt got no response, and this one would take the same route."
    return ""
