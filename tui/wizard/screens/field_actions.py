"""What screens do alike with secrets and fields: reveal or mask, and trim."""

from __future__ import annotations

from typing import Final, Generic, TypeVar

from textual.binding import Binding
from textual.reactive import reactive
from textual.screen import Screen

from ..widgets.field import Field
from ..widgets.whole_input import WholeInput

Result = TypeVar("Result")

REVEAL: Final = Binding(
    "ctrl+r", "reveal", "Reveal", tooltip="Show or mask the secrets of this screen", id="secrets.reveal"
)
"""The key of a `RevealingScreen`."""
TRIM: Final = Binding(
    "ctrl+t", "trim", "Trim", tooltip="Trim the field's outer blanks and unseen characters", id="fields.trim"
)
"""The key of a `FieldsScreen`."""


class RevealingScreen(Screen[Result], Generic[Result]):
    """A screen that shows secrets."""

    revealed: reactive[bool] = reactive(False)
    """Whether this screen shows secrets in the clear. Each screen starts masked."""

    def action_reveal(self) -> None:
        """Show the secrets of this screen in the clear, or mask them again."""
        self.revealed = not self.revealed


class FieldsScreen(RevealingScreen[Result], Generic[Result]):
    """A screen with fields, of which some hold secrets."""

    def watch_revealed(self) -> None:
        """Mask the fields that hold secrets, or show them."""
        for field in self.query(Field):
            field.mask(masked=not self.revealed)

    def action_trim(self) -> None:
        """Trim the focused field; the first that needs it when the focus is elsewhere."""
        focused = self.focused
        if isinstance(focused, WholeInput) and isinstance(focused.parent, Field):
            focused.parent.trim()
            return
        for field in self.query(Field):
            if field.notice_line.display:
                field.trim()
                return
