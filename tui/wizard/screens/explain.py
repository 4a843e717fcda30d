"""The Explain screen: paste a response from a ticket, and read what is wrong. Nothing is sent."""

from __future__ import annotations

import asyncio
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Static, TextArea

from ...diagnosis.finding import Finding
from ...diagnosis.run_diagnosis import diagnose_response
from ...interchange.pasted_response import read_pasted_response
from ..content.understood import understood
from ..doctor import Pasted
from ..widgets.findings_view import FindingsView
from ..widgets.pasted_text import PastedText
from .doctor_screen import DoctorScreen


class ExplainScreen(DoctorScreen[None]):
    """A text area for the response, with the findings beside or below it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+l", "clear", "Clear", priority=True),
        Binding("escape", "back", "Back"),
    ]

    place = "Explain"

    def compose_content(self) -> ComposeResult:
        with Vertical(id="explain"):
            yield Static("Explain a response", id="step-title")
            yield Static(
                "Paste the response of the token endpoint: raw HTTP, the output of curl -i or curl -v, "
                "or the body alone. A new paste replaces it. Nothing is sent.",
                id="step-intro",
            )
            with Horizontal(id="explain-columns"):
                yield PastedText(id="pasted")
                yield Vertical(id="explained")
            with Horizontal(id="navigation"):
                yield Button("Back", id="back", name="back")
                yield Static()
                yield Button("Clear", id="clear", name="clear", variant="primary")

    def on_mount(self) -> None:
        """Start with the paste, and with the last one in it."""
        pasted, before = self.query_one("#pasted", PastedText), self.doctor.pasted
        pasted.focus()
        if before.is_edited:
            pasted.text = before.text
        elif before.text:
            pasted.post_message(events.Paste(before.text))

    @on(TextArea.Changed)
    def _pasted(self) -> None:
        # A paste arrives in one piece, so diagnose it at once.
        self._diagnose()

    @work(exclusive=True, group="diagnosis")
    async def _diagnose(self) -> None:
        """Show the findings about the pasted response."""
        text = self.query_one("#pasted", PastedText).whole
        shown = self.query_one("#explained")
        # In a thread: a large response takes longer than a key press should, and so do the rules.
        status, findings = await asyncio.to_thread(self._explained, text)
        await shown.remove_children()
        if status:
            await shown.mount(Static(Content.styled(status, "$foreground-muted")), FindingsView(findings))

    def action_back(self) -> None:
        """Go back to the start screen. What was pasted is here again the next time."""
        pasted = self.query_one("#pasted", PastedText)
        self.doctor.pasted = Pasted(pasted.whole, is_edited=pasted.text == pasted.whole)
        self.dismiss(None)

    def action_clear(self) -> None:
        """Empty the text area for the next response."""
        pasted = self.query_one("#pasted", PastedText)
        pasted.clear_text()
        pasted.focus()

    def _explained(self, text: str) -> tuple[str, tuple[Finding, ...]]:
        """Return what was understood of a pasted response, and its findings. Blank text has none."""
        if not text.strip():
            return "", ()
        pasted = read_pasted_response(text)
        rules = self.doctor.rules
        return understood(pasted), diagnose_response(
            pasted.response, status=pasted.status, url=pasted.url, rules=rules
        )
