"""What a profile's run has come to while it is under way, so that a canceled one is told as far as it got."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ....oauth2.attempt import Attempt, Run
from ....oauth2.connection import Progress
from ....oauth2.token_request import TokenRequest
from ..result import Outcome

if TYPE_CHECKING:
    from ....oauth2.api_run import ApiRun, ApiStep


class UnderWay:
    """Keeps what a profile's run has come to, also where it is canceled."""

    def __init__(self) -> None:
        self.run: Run | None = None
        self.api: ApiRun | None = None
        self.token_came = 0.0
        """When the first token arrived, in seconds since 1970; 0 before that."""
        self._attempts: list[Attempt] = []
        self._steps: list[ApiStep] = []

    @property
    def has_sent(self) -> bool:
        """Whether an attempt has begun to use the network."""
        return any(attempt.exchange and attempt.exchange.started for attempt in self._attempts)

    def outcome(self) -> Outcome:
        """Return what it has come to."""
        api = self.api
        if api is None and self._steps:
            from ....oauth2.api_run import ApiRun

            api = ApiRun(tuple(self._steps))
        return Outcome(self.run or Run(tuple(self._attempts)), api, datetime.now(UTC))

    def attempt_started(self, request: TokenRequest) -> None:
        """Report nothing: many attempts are made at once."""

    def attempt_progressed(self, progress: Progress) -> None:
        """Report nothing."""

    def attempt_finished(self, attempt: Attempt) -> None:
        """Keep an attempt, and remember when the first token arrived."""
        self._attempts.append(attempt)
        if attempt.token and not self.token_came:
            self.token_came = datetime.now(UTC).timestamp()

    async def step_made(self, step: ApiStep) -> None:
        """Keep a step."""
        self._steps.append(step)
