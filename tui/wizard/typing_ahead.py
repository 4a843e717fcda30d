"""What is typed while a screen opens is kept for it: it goes neither astray nor to the screen before."""

from __future__ import annotations

import time
from typing import Any, Final
from weakref import WeakSet

from textual import events
from textual.app import App
from textual.screen import Screen

_LOOK_AGAIN: Final = 0.02
"""Seconds between two looks at whether the screen has its focus."""
_LONGEST: Final = 2.0
"""Seconds after which keys are let through, whatever the screen does."""


class TypingAhead(App[None]):
    """An app whose keys and pastes wait until the screen on top has focused something for the first time."""

    def __init__(self) -> None:
        super().__init__()
        self._opened: WeakSet[Screen[Any]] = WeakSet()
        self._typed_ahead: list[events.Event] = []
        self._held_since = 0.0

    async def on_event(self, event: events.Event) -> None:
        """Handle an event; hold it back while the screen opens that it is meant for."""
        is_typed = isinstance(event, events.Key | events.Paste) and not event.is_forwarded
        if is_typed and (self._typed_ahead or self._is_opening()):
            if not self._typed_ahead:
                self._held_since = time.monotonic()
                self.set_timer(_LOOK_AGAIN, self._give_typed_ahead)
            self._typed_ahead.append(event)
            return
        await super().on_event(event)

    def _is_opening(self) -> bool:
        screen = self.screen
        if screen.focused:
            self._opened.add(screen)
        return screen not in self._opened

    async def _give_typed_ahead(self) -> None:
        is_late = time.monotonic() - self._held_since > _LONGEST
        while self._typed_ahead and (is_late or not self._is_opening()):
            await super().on_event(self._typed_ahead.pop(0))
        if self._typed_ahead:
            self.set_timer(_LOOK_AGAIN, self._give_typed_ahead)
