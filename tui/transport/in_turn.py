"""Sends requests one after the other, where what came of one decides which is next."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Protocol

from ..oauth2.attempt import Attempt
from ..oauth2.connector import Connector
from ..oauth2.token_request import TokenRequest
from .login_guard import LoginGuard
from .running import make_attempt


class Next(Protocol):
    """A request, and the connector with whose settings it is sent."""

    @property
    def connector(self) -> Connector:
        """The connector."""

    @property
    def request(self) -> TokenRequest:
        """The request."""


class Course(Protocol):
    """What decides on the next request."""

    @property
    def trial(self) -> Next | None:
        """What to send next; None at the end."""

    def ended(self, attempt: Attempt) -> None:
        """Take what came of it, also where the guard allowed none."""


async def send_in_turn(course: Course, guard: LoginGuard, tell: Callable[[], None]) -> None:
    """Send what a course asks for, until it asks for nothing more.

    `guard` is asked before each attempt. `tell` is called before each, and at the end.
    """
    while trial := course.trial:
        tell()
        attempt = await make_attempt(trial.connector, trial.request, guard=guard)
        # In a thread: reading a large response takes longer than a key press should.
        await asyncio.to_thread(course.ended, attempt)
    tell()
