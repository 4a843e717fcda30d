"""Looks for garbage while nobody types: looking through all objects takes longer than a key should wait."""

from __future__ import annotations

import time
from typing import Final

from textual.timer import Timer

from ..form.journey import Journey
from .collector import collect, is_due
from .practicing import Practicing

REST: Final = 2.0
"""Seconds after the last key until the user seems to read."""


class Resting(Practicing):
    """An app that collects garbage at rest, when much was opened or sent since the last time."""

    _rest_awaited: Timer | None = None

    def watch_journey(self, journey: Journey) -> None:
        """Collect in a while if it is due; nothing runs while nothing changes."""
        super().watch_journey(journey)
        if self.stays_long and self._rest_awaited is None and is_due():
            self._await_rest()

    def _await_rest(self) -> None:
        self._rest_awaited = self.set_timer(REST, self._collect_at_rest)

    def _collect_at_rest(self) -> None:
        if time.monotonic() - self._last_came < REST:
            self._await_rest()
        else:
            self._rest_awaited = None
            collect()
