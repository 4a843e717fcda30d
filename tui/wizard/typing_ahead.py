"""Decides whom a key is meant for: the widget that its sender saw, or will see, in focus. No other gets it.

Textual gives a key to the widget that has the focus at that moment. If the keys are faster than the screens,
the first letters of a secret would be lost, or would be commands for the rows of the screen before.

event ──> covered?      nobody sees the screen: only quitting goes through
      ──> waiting?      the key before may lead elsewhere, or the screen is still opening: wait, in order
      ──> repeated?     the repeat of a held key is no second key: drop it where it would act (see held_keys)
      ──> pasted?       drop letters where no field has the focus, and a line break sends nothing
                        (see unmarked_pastes)
      ──> the widget that has the focus
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, Final
from weakref import WeakSet

from textual import events, on
from textual.app import ScreenStackError
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from ..line_breaks import in_one_line
from ..plain_text import plain_line
from .held_keys import REPEAT_GAP, acts_once, edits_text, is_repeat
from .keys.twin_keys import read_alt_as_ctrl
from .pasted_breaks import as_enter
from .unmarked_pastes import UnmarkedPastes, types_text
from .widgets.too_small import is_too_small
from .widgets.whole_input import WholeInput

_LOOK_AGAIN: Final = 0.01
"""Seconds between two looks whether the screen is ready for what was typed."""
_LOST_AFTER: Final = 0.05
"""Seconds until it is asked whether a message on its way was lost."""
_LOOKS_AT_MOST: Final = 200
"""The looks after which a key goes through. Not a time: a busy machine needs longer for the same work."""
_ROUNDS: Final = 6
"""A key, the input's message, the field's message, the focus: each goes up from the widget to the app
in turn, and some of them trigger the next one there."""
_SEARCHED_FOR: Final = 400
"""The most characters of a paste that the palette looks for: it compares each with every command."""


class TypingAhead(UnmarkedPastes):
    """An app whose keys and pastes wait until the widget that they are meant for has the focus."""

    class Settled(Message):
        """Goes up from the focused widget to the app, behind everything that the last key triggered."""

    def __init__(self) -> None:
        super().__init__()
        self._opened: WeakSet[Screen[Any]] = WeakSet()
        self._turning: Screen[Any] | None = None
        self._rounds = 0
        self._gave_text = False
        self._will_look = False
        self._holds = 0

    @contextmanager
    def holding_keys(self) -> Iterator[None]:
        """Keep what is typed for the screen that is about to be opened. Not for long: see _LOOKS_AT_MOST."""
        self._holds += 1
        try:
            yield
        finally:
            self._holds -= 1

    @property
    def _quit_keys(self) -> list[str]:
        return self._keymap.get("app.quit", "ctrl+q").split(",")

    @property
    def is_covered(self) -> bool:
        """Whether the terminal is too small, so that all screens are behind the cover."""
        return is_too_small(self.size)

    async def on_event(self, event: events.Event) -> None:
        """Handle an event; if the widget that it is meant for is not there yet, hold it back."""
        if not isinstance(event, events.InputEvent | events.Paste) or event.is_forwarded:
            await super().on_event(event)
            return
        if isinstance(event, events.MouseEvent):
            if not self.is_covered:
                await super().on_event(event)
            return
        if isinstance(event, events.Key):
            read_alt_as_ctrl(event, {key for keys in self._keymap.values() for key in keys.split(",")})
        if self.is_covered and not (isinstance(event, events.Key) and event.key in self._quit_keys):
            self._taken_last = event
        else:
            self._typed_ahead.append(event)
            self._last_came = time.monotonic()
            if not self._will_look:
                await self._give_typed_ahead()

    async def _give_typed_ahead(self) -> None:
        """Give what was typed, as far as there is a widget in focus that it is meant for."""
        while self._typed_ahead and not self._must_wait():
            repeated = self._is_repeat(self._typed_ahead[0])
            if repeated is None:
                break
            if repeated:
                self._take()
                continue
            pasted = self._is_pasted_break(self._typed_ahead[0])
            if pasted is None:
                break
            letters = self._letters_for_no_field()
            if pasted:
                await self._give_break(self._take())
            elif letters and self._is_burst(letters):
                for _ in letters:
                    self._take()
                self.screen.notify(
                    "Text arrived where no field has the focus. It was ignored.", severity="warning"
                )
            elif letters and len(letters) == len(self._typed_ahead) and self._more_may_come():
                break
            else:
                self._looks = 0
                await self._give(self._take())
        if self._typed_ahead and not self._will_look:
            self._will_look = True
            self._after(_LOOK_AGAIN, self._look_again)

    def _take(self) -> events.Event:
        self._taken_last = self._typed_ahead.popleft()
        return self._taken_last

    def _after(self, seconds: float, callback: Callable[[], Awaitable[None] | None]) -> None:
        """Call back later, without fail.

        A timer of Textual never calls if it starts on a machine that is busy for longer than the timer's
        own seconds: it takes its only call for one that was missed.
        """
        asyncio.get_running_loop().call_later(seconds, self.call_later, callback)

    async def _look_again(self) -> None:
        self._will_look = False
        self._looks += 1
        await self._give_typed_ahead()

    async def _give(self, event: events.Event) -> None:
        is_text = self._gave_text = types_text(event) and self._is_taken_as_text(event)
        if isinstance(event, events.Paste) and self._is_for_a_search:
            # Textual's own input paints a control character as it is.
            event = events.Paste(plain_line(in_one_line(event.text[:_SEARCHED_FOR])))
        await super().on_event(event)
        if isinstance(event, events.Key) and not is_text:
            self._rounds = _ROUNDS
            self._send_up()

    @property
    def _is_for_a_search(self) -> bool:
        """Whether the palette's input has the focus: Textual's own, which takes the first line of a paste."""
        return isinstance(self.focused, Input) and not isinstance(self.focused, WholeInput)

    # Does the key before lead elsewhere?

    def _send_up(self) -> None:
        self._turning = self._top
        if self._turning:
            way = self._turning.focused or self._turning
            way.post_message(self.Settled())
            self._after(_LOST_AFTER, partial(self._look_after, way, self._rounds))

    def _look_after(self, way: Widget, rounds: int) -> None:
        """Send up another message where the one on its way was lost, with the widget that it went to."""
        if self._turning is None or self._rounds != rounds:
            return
        if way.is_attached:
            self._after(_LOST_AFTER, partial(self._look_after, way, rounds))
        else:
            self._send_up()

    @on(Settled)
    async def _settled(self) -> None:
        self._rounds -= 1
        if self._rounds > 0:
            self._send_up()
            return
        self._turning = None
        if not self._will_look:
            await self._give_typed_ahead()

    @property
    def _top(self) -> Screen[Any] | None:
        try:
            return self.screen
        except ScreenStackError:  # the app is starting or ending
            return None

    def _must_wait(self) -> bool:
        screen = self._top
        if screen is None or self._looks > _LOOKS_AT_MOST:
            return False
        if screen is self._turning or self._holds:
            return True
        if screen.focused:
            self._opened.add(screen)
        return screen not in self._opened

    # Is it the repeat of a key that is held?

    def _is_repeat(self, event: events.Event) -> bool | None:
        """Tell whether it is a repeat that would act; None as long as only what comes next can tell."""
        screen = self._top
        if screen is None or not isinstance(event, events.Key):
            return False
        after = self._typed_ahead[1] if len(self._typed_ahead) > 1 else None
        in_field = isinstance(screen.focused, Input)
        repeated = is_repeat(event, self._taken_last, after, in_field=in_field)
        if repeated is None and time.monotonic() - self._last_came > REPEAT_GAP:
            repeated = False
        if types_text(event) and self._is_taken_as_text(event):
            # The repeats of a command, which may have led to a field, are no text for it.
            return False if self._gave_text else repeated
        if repeated is False:
            return False
        acts = acts_once(event, screen.active_bindings.get(event.key), screen.focused)
        return repeated if acts else False

    async def _give_break(self, event: events.Event) -> None:
        """Give a pasted line break to the text that it stands in; nothing else takes it."""
        takes_lines = edits_text(self.focused) and not self._is_where_enter_sends
        if isinstance(event, events.Key) and takes_lines:
            self._taken_last = enter = as_enter(event)
            await self._give(enter)
