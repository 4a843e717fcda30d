"""What a report is about: a run, its findings, and everything that was sent in it, in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from ...diagnosis.finding import Finding, by_severity
from ...oauth2.attempt import Attempt, Run
from ...oauth2.connector import Connector
from ...oauth2.exchange import BodyFault
from ...oauth2.masking.redaction import Redactor
from ...oauth2.secret import Secret
from ...oauth2.secret_origin import SecretOrigin
from ...plain_text import plain_line
from ..http_text import response_parts

if TYPE_CHECKING:
    from ...oauth2.api_run import AnyExchange, ApiRun

_MOST_READ: Final = 65_536
"""Bytes of a body that are masked and shown to people."""


@dataclass(frozen=True)
class Sent:
    """One request of a run: an attempt, or a call of the API."""

    title: str
    exchange: AnyExchange
    attempt: Attempt | None = None
    """What the response means; None for a call of the API."""
    head: str = ""
    """Status line and headers of the response, masked; empty without one."""
    body: str = ""
    """The start of the response's body, masked."""
    is_cut: bool = False
    """Whether the body goes on."""


@dataclass(frozen=True)
class Case:
    """A run of one connector, and what came of it."""

    profile: str
    connector: Connector
    run: Run
    findings: tuple[Finding, ...] = ()
    """What is known from the responses, the most telling first."""
    warnings: tuple[Finding, ...] = ()
    """What the checks before sending found."""
    api: ApiRun | None = None
    secrets: tuple[SecretOrigin, ...] = ()
    """Where each secret came from; none in the wizard, where the form holds them."""
    overridden: tuple[str, ...] = ()
    """What was set for this run alone, a text for each: the result is not the saved profile's."""
    corrected: tuple[str, ...] = ()
    """The labels of the fields without whose change it did not work; empty where nobody has tried."""
    more_secrets: tuple[Secret, ...] = ()
    """Secrets that neither the connector nor the run has: of a token that a call of the API was made with."""

    @cached_property
    def redactor(self) -> Redactor:
        """What masks the connector's secrets, and every token of the run."""
        of_calls = self.api.secrets if self.api else ()
        return Redactor.for_connector(self.connector, (*self.run.secrets, *of_calls, *self.more_secrets))

    @cached_property
    def all_findings(self) -> tuple[Finding, ...]:
        """The findings with the warnings, in their order of severity."""
        return by_severity((*self.findings, *self.warnings))

    @cached_property
    def sent(self) -> tuple[Sent, ...]:
        """Everything that was sent, in order."""
        return tuple(self._sent())

    def shown(self, text: str) -> str:
        """Return a foreign text as one masked and harmless line."""
        return plain_line(self.redactor.text(text))

    def _sent(self) -> Iterator[Sent]:
        for number, attempt in enumerate(self.run.attempts, start=1):
            if attempt.exchange:
                name = attempt.client_authentication.short_name
                yield self._one(f"Attempt {number}, {name}", attempt.exchange, attempt)
        for number, step in enumerate(self.api.steps if self.api else (), start=1):
            title = f"API step {number}: {step.why.value.rstrip('.')}"
            made: Attempt | None = getattr(step, "attempt", None)
            exchange: AnyExchange | None = made.exchange if made else getattr(step, "exchange", None)
            if exchange:
                yield self._one(title, exchange, made)

    def _one(self, title: str, exchange: AnyExchange, attempt: Attempt | None) -> Sent:
        """Return a request with its response masked, once for all who show it."""
        response = exchange.response
        if response is None:
            return Sent(title, exchange, attempt)
        is_cut = len(response.body) > _MOST_READ
        if is_cut:  # masking a mebibyte takes seconds; the redactor masks a secret that the cut goes through
            response = replace(response, body=response.body[:_MOST_READ], body_fault=BodyFault.TOO_LONG)
        head, body = response_parts(response, self.redactor)
        return Sent(title, exchange, attempt, head, body, is_cut)
