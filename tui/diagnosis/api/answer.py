"""One response of the API as its findings read it: what was sent, what came back, and with which token."""

from __future__ import annotations

from functools import cached_property
from typing import Final

from ...oauth2.api_run import ApiExchange
from ...oauth2.connector import Connector
from ...oauth2.exchange import HttpResponse
from ...oauth2.lean.frozen import frozen
from ...oauth2.masking.redaction import Redactor
from ...oauth2.responses.challenge import Challenge, bearer_challenge, challenges_of
from ...oauth2.responses.token_response import AccessTokenResponse
from ...oauth2.url_parts import host_header
from ..finding import FindingKind
from ..quoting import Quote, quoter
from ..rules.findings import observe_masked
from ..rules.observation import Observation

_MOST_SAID: Final = 200
api_error: Final = FindingKind("error")
"""A finding about a call that the API did not carry out."""


@frozen
class ApiAnswer:
    """Everything that is known about one response of the API."""

    connector: Connector
    exchange: ApiExchange
    response: HttpResponse
    seen: Observation
    quote: Quote
    token: AccessTokenResponse | None
    """The token that was sent."""
    is_renewed: bool = False
    """Whether it is a second one, requested because the first had expired or was refused."""

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self.response.status

    @cached_property
    def challenges(self) -> tuple[Challenge, ...]:
        """What the API asks for (RFC 9110 §11.6.1)."""
        return challenges_of(self.response)

    @cached_property
    def bearer(self) -> Challenge | None:
        """What it says of the Bearer token (RFC 6750 §3)."""
        return bearer_challenge(self.response)

    @property
    def bearer_error(self) -> str:
        """The error code of RFC 6750 §3.1; empty where the challenge names none."""
        return self.bearer.parameters.get("error", "") if self.bearer else ""

    @property
    def header_key(self) -> str:
        """The header that the token goes in."""
        return self.connector.header_auth_key or "Authorization"

    @property
    def host(self) -> str:
        """The host that was called, fit to be shown."""
        return self.quote(host_header(self.exchange.request.url))

    @cached_property
    def said(self) -> str:
        """The first sentence or code of the response, fit to be shown; empty where it has none."""
        words = next((words for words in (*self.seen.messages, *self.seen.codes) if words.strip()), "")
        return self.quote(words)[:_MOST_SAID]

    def evidence(self, *headers: str) -> tuple[str, ...]:
        """Return what a finding rests on: the status, these headers if present, and what was said."""
        lines = [f"status {self.status}"]
        lines += [f"{name}: {self.quote(value)}" for name in headers if (value := self.response.header(name))]
        return (*lines, self.said) if self.said else tuple(lines)


def read_answer_of_api(
    connector: Connector,
    exchange: ApiExchange,
    response: HttpResponse,
    token: AccessTokenResponse | None,
    redactor: Redactor,
    *,
    is_renewed: bool,
) -> ApiAnswer:
    """Lay out a response of the API. Foreign words are masked and made harmless where they are quoted."""
    redactor = redactor.reading(response)
    seen = observe_masked(response, redactor, status=response.status, url=exchange.request.url)
    return ApiAnswer(connector, exchange, response, seen, quoter(redactor), token, is_renewed)
