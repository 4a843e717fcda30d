"""What screens with fields share: reveal or mask their secrets, and trim a field."""

from __future__ import annotations

from typing import Final, Generic, TypeVar

from textual.binding import Binding
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget

from ..widgets.field import Field
from ..widgets.focus_text import select_text
from ..widgets.whole_input import WholeInput

Result = TypeVar("Result")

REVEAL: Final = Binding(
    "ctrl+r", "reveal", "Reveal", tooltip="Reveal or mask the secrets on this screen", id="secrets.reveal"
)
"""The key of a `RevealingScreen`."""
TRIM: Final = Binding(
    "ctrl+t", "trim", "Trim", tooltip="Remove blanks at the ends and invisible characters", id="fields.trim"
)
"""The key of a `FieldsScreen`."""
FORM_SHEET: Final = Binding(
    "f", "form_sheet", "Form", tooltip="Form sheet: what to type into each field", id="step.form_sheet"
)
"""The key of a `StepScreen` that shows what the form is to hold."""
COPY: Final = Binding(
    "y", "copy", "Copy", tooltip="Copy a part of what is shown, or write it to a file", id="step.copy"
)
"""The key of a `CopyingStep`."""
REPORT: Final = Binding(
    "r", "report", "Report", tooltip="Write a report for a ticket: HTML, Markdown or JSON", id="result.report"
)
"""The key of the Result screen."""
COMPARE: Final = Binding(
    "d",
    "compare",
    "Compare",
    tooltip="Compare with a request that works: what differs, and which difference matters",
    id="step.compare",
)
"""The key of a `StepScreen` that shows what is sent, or what came of it."""
UNDO: Final = Binding(
    "ctrl+z", "undo_change", "Undo", tooltip="Undo the last change", show=False, id="fields.undo"
)
"""The key of a `FieldsScreen`."""


class RevealingScreen(Screen[Result], Generic[Result]):
    """A screen that shows secrets."""

    revealed: reactive[bool] = reactive(False)
    """Whether the secrets are revealed. Each screen starts with them masked."""

    def action_reveal(self) -> None:
        """Reveal the secrets on this screen, or mask them again."""
        self.revealed = not self.revealed


class FieldsScreen(RevealingScreen[Result], Generic[Result]):
    """A screen with fields, some of them for secrets."""

    def focus_next(self, selector: str | type[Widget] = "*") -> Widget | None:
        focused = super().focus_next(selector)
        select_text(focused)
        return focused

    def focus_previous(self, selector: str | type[Widget] = "*") -> Widget | None:
        focused = super().focus_previous(selector)
        select_text(focused)
        return focused

    def watch_revealed(self) -> None:
        """Mask or reveal the fields that hold secrets."""
        for field in self.query(Field):
            field.mask(masked=not self.revealed)

    def action_undo_change(self) -> None:
        """Undo the last change of the focused field."""
        if isinstance(self.focused, WholeInput):
            self.focused.undo()

    def action_trim(self) -> None:
        """Trim the focused field; if no field has the focus, the first one that needs it."""
        focused = self.focused
        if isinstance(focused, WholeInput) and isinstance(focused.parent, Field):
            focused.parent.trim()
            return
        for field in self.query(Field):
            if field.notice:
                field.trim()
                return
