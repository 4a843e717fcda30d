"""What the main thread hears of a fleet that runs on the sending loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from ....oauth2.connector import Connector
from .told import Told


@dataclass(frozen=True)
class Question:
    """Asks whether an account may be signed in with, though it had so many failed logins."""

    connector: Connector
    count: int
    settle: Callable[[bool], None]
    loop: asyncio.AbstractEventLoop

    def answer(self, yes: bool) -> None:
        """Pass on what the user says."""
        self.loop.call_soon_threadsafe(self.settle, yes)


@dataclass(frozen=True)
class Ended:
    """All has ended. `error` is what ended it, if anything did."""

    error: BaseException | None = None


Event = tuple[int, Told] | Question | Ended | int
"""What the main thread hears: the result of a profile, by its number; the number of a signal, too."""
