"""Keeps what is typed while a screen opens, so that the new screen gets it and not the old one."""

from __future__ import annotations

import time
from typing import Any, Final
from weakref import WeakSet

from textual import events, on
from textual.app import App, ScreenStackError
from textual.message import Message
from textual.screen import Screen

_LOOK_AGAIN: Final = 0.02
"""Seconds between two checks whether the screen is ready for what was typed."""
_LONGEST: Final = 2.0
"""Seconds after which keys go through, whatever the screen does."""
_TURNING_KEYS: Final = frozenset({"enter", "ctrl+n"})
"""The keys that lead to another field or screen while the user types on."""
_ROUNDS: Final = 6
"""A key, the input's message, the field's message, the focus: each goes up from the widget to the app
in turn, and some of them trigger the next one there."""


class TypingAhead(App[None]):
    """An app whose keys and pastes wait until the widget that they are meant for has the focus.

    Textual gives a key to the widget that has the focus at that moment. If the terminal is faster than the
    screens, the first letters of a secret would be lost, or would end up in the previous field.
    """

    class Settled(Message):
        """Goes up from the focused widget to the app, behind everything that the last key triggered."""

    def __init__(self) -> None:
        super().__init__()
        self._opened: WeakSet[Screen[Any]] = WeakSet()
        self._turning: Screen[Any] | None = None
        self._rounds = 0
        self._typed_ahead: list[events.Event] = []
        self._held_since = 0.0

    async def on_event(self, event: events.Event) -> None:
        """Handle an event; if its screen is still opening, hold it back."""
        is_typed = isinstance(event, events.Key | events.Paste) and not event.is_forwarded
        if not is_typed:
            await super().on_event(event)
        elif self._typed_ahead or self._must_wait():
            if not self._typed_ahead:
                self._held_since = time.monotonic()
                self.set_timer(_LOOK_AGAIN, self._give_typed_ahead)
            self._typed_ahead.append(event)
        else:
            await self._give(event)

    async def _give(self, event: events.Event) -> None:
        await super().on_event(event)
        if isinstance(event, events.Key) and event.key in _TURNING_KEYS:
            self._rounds = _ROUNDS
            self._send_up()

    def _send_up(self) -> None:
        self._turning = self._top
        if self._turning:
            (self._turning.focused or self._turning).post_message(self.Settled())

    @on(Settled)
    def _settled(self) -> None:
        self._rounds -= 1
        if self._rounds > 0:
            self._send_up()
        else:
            self._turning = None

    @property
    def _top(self) -> Screen[Any] | None:
        try:
            return self.screen
        except ScreenStackError:  # the app is starting or ending
            return None

    def _must_wait(self) -> bool:
        screen = self._top
        if screen is None:
            return False
        if screen is self._turning:
            return True
        if screen.focused:
            self._opened.add(screen)
        return screen not in self._opened

    async def _give_typed_ahead(self) -> None:
        is_late = time.monotonic() - self._held_since > _LONGEST
        while self._typed_ahead and (is_late or not self._must_wait()):
            await self._give(self._typed_ahead.pop(0))
        if self._typed_ahead:
            self.set_timer(_LOOK_AGAIN, self._give_typed_ahead)
