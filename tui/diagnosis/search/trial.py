"""One experiment, tried: what came of it, in a few words and in a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from ...oauth2.attempt import Attempt
from ...oauth2.responses.token_response import ErrorResponse
from ...plain_text import plain_line
from ..attempts.reading import Reading, Stage
from ..experiments import Experiment


@dataclass(frozen=True)
class Trial:
    """An experiment as it was sent, and what came of it; or why nothing was sent."""

    experiment: Experiment
    attempt: Attempt | None = None
    reading: Reading | None = None
    """The attempt, read by itself."""
    not_sent: str = ""
    """A sentence on why nothing was sent."""
    is_held: bool = False
    """Whether nothing was sent because the user did not want to risk another failed login."""

    @property
    def works(self) -> bool:
        """Whether it got a token."""
        return self.attempt is not None and self.attempt.token is not None

    @property
    def stage(self) -> Stage:
        """How far its request got."""
        return self.reading.stage if self.reading else Stage.NOWHERE


def conclusion(experiment: Experiment, before: Attempt, after: Attempt) -> str:
    """Return what an experiment's outcome shows, in a sentence or two."""
    if after.token:
        lesson = experiment.teaches.removeprefix("If it works, ")
        return f"It works: {lesson}"
    if ends_alike(after, before):
        return "It fails the same way: this was not the cause."
    instead = f"{outcome_words(after)} instead of {outcome_words(before)}"
    return f"It fails differently, {instead}: this is part of the cause, but not all of it."


def ends_alike(one: Attempt, other: Attempt) -> bool:
    """Tell whether two attempts ended in the same way: by status, kind of failure and error code."""
    return _ending(one) == _ending(other)


def _ending(attempt: Attempt) -> tuple[object, ...]:
    """Return what tells one outcome from another: status, kind of failure, error code."""
    exchange = attempt.exchange
    status = exchange.response.status if exchange and exchange.response else None
    kind = exchange.failure.kind if exchange and exchange.failure else None
    error = attempt.answer if isinstance(attempt.answer, ErrorResponse) else None
    return attempt.outcome, status, kind, error.error if error else None


def outcome_words(attempt: Attempt) -> str:
    """Return how an attempt ended, in a few words: "401 invalid_client". They are not masked yet."""
    _, status, kind, error = _ending(attempt)
    words = [str(word) for word in (status, error, kind) if word is not None]
    return plain_line(" ".join(words)) or attempt.outcome
