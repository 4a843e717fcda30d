"""The dialog that chooses a practice fault in the demo."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from ....practice.faults import FAULTS
from ....practice.practice_fault import PracticeFault
from .dialog import Dialog


class FaultsDialog(Dialog[PracticeFault]):
    """Lists what can be wrong with the practice connector; dismissed with the chosen fault, or None."""

    BINDINGS: ClassVar[list[BindingType]] = []

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
        yield OptionList(*(Option(self._prompt(fault)) for fault in FAULTS), id="faults")

    def _prompt(self, fault: PracticeFault) -> Content:
        sign = "(•)" if fault.key == self._current.key else "( )"
        return Content.assemble((f"{sign} {fault.title}", "bold"), f"\n{fault.description}")

    def on_mount(self) -> None:
        """Start with the current fault."""
        faults = self.query_one("#faults", OptionList)
        faults.highlighted = [fault.key for fault in FAULTS].index(self._current.key)
        faults.focus()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(FAULTS[event.option_index])
