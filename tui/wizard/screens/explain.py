"""Pasting a response from a ticket, and reading what it comes to. Nothing is sent."""

from __future__ import annotations

import asyncio
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Static, TextArea

from ...diagnosis.finding import Finding
from ...diagnosis.rules.rule import Rule
from ...diagnosis.run_diagnosis import diagnose_response
from ...interchange.pasted_response import read_pasted_response
from ..widgets.findings_view import FindingsView
from ..widgets.pasted_text import PastedText
from .doctor_screen import DoctorScreen


class ExplainScreen(DoctorScreen[None]):
    """A text area for the response, the diagnosis beside or below it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+l", "clear", "Clear", priority=True),
        Binding("escape", "app.pop_screen", "Back"),
    ]

    place = "Explain"

    def compose_content(self) -> ComposeResult:
        with Vertical(id="explain"):
            yield Static("Explain a response", id="step-title")
            yield Static(
                "Paste what the token endpoint answered: raw HTTP, what curl -i or curl -v printed, "
                "or the body alone. The next paste takes its place. Nothing is sent.",
                id="step-intro",
            )
            with Horizontal(id="explain-columns"):
                yield PastedText(id="pasted")
                yield Vertical(id="explained")
            with Horizontal(id="navigation"):
                yield Button("Back", id="back", name="app.pop_screen")
                yield Static()
                yield Button("Clear", id="clear", name="clear", variant="primary")

    def on_mount(self) -> None:
        """Start with the paste."""
        self.query_one("#pasted").focus()

    @on(TextArea.Changed)
    def _pasted(self) -> None:
        # A paste arrives whole, so its diagnosis can be there at once.
        self._diagnose()

    @work(exclusive=True, group="diagnosis")
    async def _diagnose(self) -> None:
        """Show what the pasted response comes to."""
        text = self.query_one("#pasted", PastedText).whole
        shown = self.query_one("#explained")
        # In a thread: a large response takes longer than a key may wait.
        status, findings = await asyncio.to_thread(_explained, text, self.doctor.rules)
        await shown.remove_children()
        if findings:
            await shown.mount(Static(Content.styled(status, "$foreground-muted")), FindingsView(findings))

    def action_clear(self) -> None:
        """Empty the text area for the next response."""
        self.query_one("#pasted", PastedText).text = ""
        self.query_one("#pasted").focus()


def _explained(text: str, rules: tuple[Rule, ...]) -> tuple[str, tuple[Finding, ...]]:
    """Return what a pasted text says of its status, and its findings; none of a text that is blank."""
    if not text.strip():
        return "", ()
    pasted = read_pasted_response(text)
    status = f"Status {pasted.status}" if pasted.status else "Status not known"
    return status, diagnose_response(pasted.response, status=pasted.status, url=pasted.url, rules=rules)
