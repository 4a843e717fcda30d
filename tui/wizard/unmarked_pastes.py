"""Tells what was pasted from what was typed, in a terminal that doesn't mark pastes but types them.

letters in a burst where no field has the focus  ──> no command is meant
a line break right beside text                   ──> it is part of the text, and sends nothing
"""

from __future__ import annotations

import time
from collections import deque
from typing import Final

from textual import events

from .held_keys import BURST_GAP
from .pasted_breaks import LINE_FEED, is_line_break, is_pasted
from .style_sheets import StyleSheets
from .themes import Themes
from .widgets.deliberate_button import SendsOnEnter
from .widgets.found_by_letters import FoundByLetters

_BURST_LENGTH: Final = 4
"""Fewer letters may be commands that a slow connection delivers at once."""
_LEADS_TO_A_FIELD: Final = frozenset(
    {"add", "edit", "new", "explain", "select", "copy", "choose_field", "search", "rename"}
)
"""The actions after whose key a fast typist goes on with text."""


class UnmarkedPastes(Themes, StyleSheets):
    """An app that keeps what was typed until it is clear what it is."""

    def __init__(self) -> None:
        super().__init__()
        self._typed_ahead: deque[events.Event] = deque()
        """What nobody was given yet."""
        self._taken_last: events.Event | None = None
        self._last_came = 0.0
        self._looks = 0
        """How often it was looked whether the first of it can be given."""

    def _letters_for_no_field(self) -> list[events.Key]:
        """Return the letters that came first, each right behind the other, if no field would take them."""
        found: list[events.Key] = []
        for event in self._typed_ahead:
            if not isinstance(event, events.Key) or not types_text(event) or self._is_taken_as_text(event):
                break
            if found and event.time - found[-1].time > BURST_GAP:
                break
            found.append(event)
        return found

    def _is_burst(self, letters: list[events.Key]) -> bool:
        # A key that is held repeats one letter. Behind some commands, text is meant for the screen to come.
        if len(letters) < _BURST_LENGTH or len({letter.key for letter in letters}) == 1:
            return False
        if self._is_where_letters_search and letters[0].key.isalpha():
            return False
        bound = self.screen.active_bindings.get(letters[0].key)
        return bound is None or bound.binding.action.partition("(")[0] not in _LEADS_TO_A_FIELD

    @property
    def _is_where_letters_search(self) -> bool:
        return isinstance(self.focused, FoundByLetters)

    def _is_pasted_break(self, event: events.Event) -> bool | None:
        """Tell whether it is a pasted line break that would send; None as long as only what comes tells."""
        if not isinstance(event, events.Key) or not is_line_break(event):
            return False
        if event.key != LINE_FEED and not self._is_where_enter_sends:
            return False  # it leads to the next field
        after = self._typed_ahead[1] if len(self._typed_ahead) > 1 else None
        pasted = is_pasted(event, self._taken_last, after)
        return pasted if pasted is not None or self._more_may_come() else False

    @property
    def _is_where_enter_sends(self) -> bool:
        way = self.focused.ancestors_with_self if self.focused else []
        return any(isinstance(node, SendsOnEnter) for node in way)

    def _more_may_come(self) -> bool:
        return self._looks == 0 or time.monotonic() - self._last_came < BURST_GAP

    def _is_taken_as_text(self, event: events.Event) -> bool:
        focused = self.focused
        return (
            isinstance(event, events.Key)
            and focused is not None
            and focused.check_consume_key(event.key, event.character)
        )


def types_text(event: events.Event) -> bool:
    """Tell whether a key types a character."""
    return isinstance(event, events.Key) and event.is_printable
