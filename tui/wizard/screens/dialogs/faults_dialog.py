"""The dialog that chooses a practice fault in the demo."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Button, Static

from ....practice.faults import FAULTS
from ....practice.practice_fault import PracticeFault
from ...keys.keys_now import with_keys
from ...widgets.lists.filtered_list import Entry, FilteredList
from .dialog import Dialog


class FaultsDialog(Dialog[PracticeFault]):
    """Lists what can be wrong with the practice connector; dismissed with the chosen fault, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+l",
            "lessons",
            "Lessons",
            tooltip="Twelve connectors that fail, to learn from",
            id="faults.lessons",
        ),
    ]

    def __init__(self, current: PracticeFault) -> None:
        super().__init__("Practice faults")
        self._current = current

    def compose_body(self) -> ComposeResult:
        yield Static(
            Content(
                "Choose what is wrong. The connector is filled in again and opens at Review. "
                "Send it, and see what “Authorization failed” hides."
            ),
            id="dialog-intro",
        )
        entries = [Entry(self._prompt(fault), f"{fault.title} {fault.description}") for fault in FAULTS]
        current = (place for place, fault in enumerate(FAULTS) if fault.key == self._current.key)
        yield FilteredList(entries, list_id="faults", highlight=next(current, 0))

    def _prompt(self, fault: PracticeFault) -> Content:
        sign = "(•)" if fault.key == self._current.key else "( )"
        return Content.assemble((f"{sign} {fault.title}", "bold"), f"\n{fault.description}")

    def compose_buttons(self) -> ComposeResult:
        yield Button(with_keys("Lessons ({faults.lessons})"), id="to-lessons", name="lessons")
        yield from super().compose_buttons()

    @on(FilteredList.Chosen)
    def _chosen(self, event: FilteredList.Chosen) -> None:
        self.dismiss(FAULTS[event.index])

    def action_lessons(self) -> None:
        """Leave for the lessons."""
        self.dismiss(None)
        self.doctor.open_lessons()
