"""What the Token screen works with: the run, its connector, the token in use, and what masks it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from ....form.journey import RunRecord
from ....form.steps import Step
from ....form.token_in_use import connector_in_use, held_token, redactor_in_use
from ....interchange.token_text.use import leaving_question
from ....oauth2.api_request import leaves_base_url
from ....oauth2.api_run import ApiStep, TokenStep
from ....oauth2.connector import Connector
from ....oauth2.masking.redaction import Redactor
from ....oauth2.secret import Secret
from ....plain_text import plain_line
from ...content.attempt_content import AttemptContent, attempt_content, exchange_content
from ..dialogs.dialog import Question, Reply
from ..doctor_screen import DoctorScreen
from ..field_actions import RevealingScreen

if TYPE_CHECKING:
    from ....oauth2.api_run import HeldToken

Destination = tuple[Step, str]
"""The step to show next, and the field to focus there."""


class TokenState(DoctorScreen[Destination], RevealingScreen[Destination]):
    """A screen that holds a token and the run that brought it."""

    clock: Callable[[], float] = staticmethod(time.time)
    """Returns the time, in seconds since 1970."""

    def __init__(self, record: RunRecord) -> None:
        super().__init__()
        self.record = record
        self.heard: tuple[Secret, ...] = ()
        """The secrets received on this screen."""

    @property
    def connector(self) -> Connector:
        """The run's connector, but with the API call as the form has it now."""
        return connector_in_use(self.record, self.journey)

    @property
    def held(self) -> HeldToken:
        """The token that the next call uses."""
        held = held_token(self.record, self.journey)
        assert held is not None  # noqa: S101 (this screen needs a run with a token)
        return held

    @property
    def has_refresh_token(self) -> bool:
        """Whether the server also issued a refresh token."""
        token = self.held.attempt.token
        return token is not None and token.refresh_token is not None

    def redactor(self) -> Redactor:
        """Return what masks the connector's secrets and every token received."""
        return redactor_in_use(self.record, self.connector, self.held, self.heard)

    def content_of(self, step: ApiStep) -> AttemptContent:
        """Return the content of a step as this screen shows secrets now. May take about 10 ms."""
        redactor = self.redactor()
        if isinstance(step, TokenStep):
            return attempt_content(step.attempt, redactor, reveal=self.revealed)
        return exchange_content(step.exchange, None if self.revealed else redactor)

    def unless_elsewhere(self, go_on: Callable[[], object]) -> None:
        """Go on; if the token would go to a host other than the Base Url's, ask first."""
        connector = self.connector
        there = leaves_base_url(connector)
        if not there:
            go_on()
            return

        def answered(reply: str | None) -> None:
            if reply == "send":
                go_on()

        self.app.push_screen(
            Question(
                "Send the token to another host?",
                leaving_question(plain_line(there), plain_line(connector.base_url)),
                [Reply("keep", "Don't send"), Reply("send", "Send it there", "warning")],
            ),
            answered,
        )
