"""What the proof sends and learns: a trial, what came of it, and the proof itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from ...diagnosis.attempts.reading import Stage
from ...oauth2.attempt import Attempt
from ...oauth2.connector import Connector
from ...oauth2.responses.token_response import ErrorResponse
from ...oauth2.token_request import TokenRequest
from ...plain_text import plain_line
from .difference import Difference


@dataclass(frozen=True)
class Trial:
    """A request to send: the connector's with some differences taken over; without any, its own."""

    taken: tuple[Difference, ...]
    connector: Connector
    request: TokenRequest

    @property
    def title(self) -> str:
        """What is sent, in a few words."""
        if not self.taken:
            return f"The connector's own request ({self.request.client_authentication.short_name})"
        labels = " + ".join(one.label for one in self.taken[:_MOST_LABELS])
        more = len(self.taken) - _MOST_LABELS
        return f"With {labels}{f' and {more} more' if more > 0 else ''} of the request that works"


_MOST_LABELS = 3


@dataclass(frozen=True)
class Made:
    """A trial that was sent, and how far it got."""

    trial: Trial
    attempt: Attempt
    stage: Stage

    @property
    def works(self) -> bool:
        """Whether a token came."""
        return self.attempt.token is not None

    @property
    def ending(self) -> tuple[object, ...]:
        """What tells one outcome from another: outcome, status, kind of failure, error code."""
        exchange = self.attempt.exchange
        status = exchange.response.status if exchange and exchange.response else None
        kind = exchange.failure.kind.value if exchange and exchange.failure else None
        error = self.attempt.answer.error if isinstance(self.attempt.answer, ErrorResponse) else None
        return self.attempt.outcome, status, error, kind

    @property
    def said(self) -> str:
        """The outcome in a few words, such as `401 invalid_client`. It may hold foreign text."""
        if self.works:
            return "a token"
        words = [str(word) for word in self.ending[1:] if word is not None]
        return plain_line(" ".join(words)) or "no response"


class Outcome(StrEnum):
    """How a proof ended."""

    ALREADY_WORKS = "already-works"
    """The connector's own request gets a token."""
    PROVED = "proved"
    """The differences in `culprits` turn the failure into a token."""
    NOT_PROVED = "not-proved"
    """With everything taken over it still fails."""
    NOTHING_TO_TRY = "nothing-to-try"
    """No difference can be taken over."""
    UNSENDABLE = "unsendable"
    """The connector's own request can't be sent, whatever is taken over."""
    STOPPED = "stopped"
    """The next trial could have been one failed login too many."""
    CANCELED = "canceled"


@dataclass(frozen=True)
class Proof:
    """What was sent and what it showed."""

    outcome: Outcome
    made: tuple[Made, ...] = ()
    culprits: tuple[Difference, ...] = ()
    """What makes the difference. Where the proof stopped early, the smallest set that is known to work."""
    is_smallest: bool = False
    """Whether no difference in `culprits` can be left out."""
    before: Attempt | None = None
    """The connector's own request and its response."""
    after: Attempt | None = None
    """The request that got a token."""
    why: str = field(default="")
    """Why it ended early, in a sentence; empty if it didn't."""

    @property
    def last(self) -> Attempt | None:
        """The last attempt that was made."""
        return self.made[-1].attempt if self.made else None
