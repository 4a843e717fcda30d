"""A text area for a paste from anywhere: as long, and as hostile, as it may be."""

from __future__ import annotations

from typing import Final

from textual import events
from textual.widgets import TextArea

from ...plain_text import plain_text

_SHOWN: Final = 65_536
"""Characters that are shown: a line of a mebibyte takes the text area seconds to lay out, at each key."""


class PastedText(TextArea):
    """Takes a paste in place of what it holds. What is shown of it is harmless, and not beyond a bound."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._pasted = self._shown = ""

    @property
    def whole(self) -> str:
        """The paste to the letter; once it is edited, what is shown."""
        return self._pasted if self.text == self._shown else self.text

    def _on_paste(self, event: events.Paste) -> None:  # type: ignore[override]  # Textual's is a coroutine
        event.stop()
        event.prevent_default()
        self._pasted = event.text
        self._shown = plain_text(event.text[:_SHOWN])
        if len(event.text) > _SHOWN:
            self._shown += f"\n… {len(event.text) - _SHOWN:,} characters more"
        self.text = self._shown
