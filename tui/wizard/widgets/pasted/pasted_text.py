"""A text area for a paste from anywhere, however long or hostile."""

from __future__ import annotations

from typing import Final

from textual import events

from ....line_breaks import with_line_feeds
from ....plain_text import plain_text
from .masked_text import MaskedTextArea

_SHOWN: Final = 65_536
"""The most characters to show: the text area would need seconds per key to lay out a mebibyte."""


class PastedText(MaskedTextArea):
    """Replaces its text with each paste. What it shows is harmless and limited in length."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._pasted = self._shown = ""

    @property
    def whole(self) -> str:
        """The exact paste; after an edit, the text as shown."""
        return self._pasted if self.text == self._shown else self.text

    @property
    def is_as_pasted(self) -> bool:
        """Whether the text is a paste, whole and not edited."""
        return bool(self.text) and self.text == self._shown

    def forget(self) -> None:
        """Remove all text for good: Ctrl+Z brings nothing back."""
        self._pasted = self._shown = ""
        self.load_text("")

    def _on_paste(self, event: events.Paste) -> None:  # type: ignore[override]  # Textual's is a coroutine
        event.stop()
        event.prevent_default()
        self._take(event.text)

    def action_paste(self) -> None:
        """Paste what was copied in this app."""
        self._take(self.app.clipboard)

    def _take(self, text: str) -> None:
        self._pasted = text
        self._shown = plain_text(with_line_feeds(text[:_SHOWN]))
        if len(text) > _SHOWN:
            self._shown += f"\n… {len(text) - _SHOWN:,} more characters"
        # As an edit, so that Ctrl+Z brings back what the paste replaced.
        self.replace(self._shown, self.document.start, self.document.end, maintain_selection_offset=False)
        self.move_cursor(self.document.start)

    def clear_text(self) -> None:
        """Remove all text. Ctrl+Z brings it back."""
        self.replace("", self.document.start, self.document.end, maintain_selection_offset=False)
