"""The Explain screen: paste a response from a ticket, and read what is wrong. Nothing is sent."""

from __future__ import annotations

import asyncio
from typing import ClassVar, Final

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Static, TextArea

from ...diagnosis.rules.rule import Phase
from ...interchange.explained_paste import Explained, explain_paste
from ..content.understood import understood
from ..doctor import Pasted
from ..widgets.findings_view import FindingsView
from ..widgets.pasted_text import PastedText
from .doctor_screen import DoctorScreen


class ExplainScreen(DoctorScreen[None]):
    """A text area for the response, with the findings beside or below it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+t",
            "other_phase",
            "API or token",
            priority=True,
            tooltip="Read the response as one of an API called with the token, or of the token endpoint",
        ),
        Binding("ctrl+l", "clear", "Clear", priority=True),
        Binding("escape", "back", "Back"),
    ]

    place = "Explain"
    _choice: Phase | None = None
    """The phase that the user chose to read the response in; None to go by the response."""
    _phase: Phase = "token"
    """The phase that the response was read in."""

    def compose_content(self) -> ComposeResult:
        with Vertical(id="explain"):
            yield Static("Explain a response", id="step-title")
            yield Static(
                "Paste a response of the token endpoint, or of the API (Ctrl+T): raw HTTP, the output of "
                "curl -i or curl -v, or the body alone. A new paste replaces it. Nothing is sent.",
                id="step-intro",
            )
            with Horizontal(id="explain-columns"):
                yield PastedText(id="pasted")
                yield Vertical(id="explained")
            with Horizontal(id="navigation"):
                yield Button("Back", id="back", name="back")
                yield Static()
                yield Button(_OTHER["token"], id="other-phase", name="other_phase")
                yield Button("Clear", id="clear", name="clear", variant="primary")

    def on_mount(self) -> None:
        """Start with the paste, and with the last one in it."""
        pasted, before = self.query_one("#pasted", PastedText), self.doctor.pasted
        pasted.focus()
        self._choice = before.phase
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
        explained = await asyncio.to_thread(self._explained, text)
        self._phase = (explained.reading.phase if explained else self._choice) or "token"
        self.query_one("#other-phase", Button).label = _OTHER[self._phase]
        await shown.remove_children()
        if explained:
            facts = Static(Content.styled(understood(explained), "$foreground-muted"))
            await shown.mount(facts, FindingsView(explained.findings))

    def action_other_phase(self) -> None:
        """Read the response as one of the other phase."""
        self._choice = "token" if self._phase == "api" else "api"
        self._diagnose()

    def action_back(self) -> None:
        """Go back to the start screen. What was pasted is here again the next time."""
        pasted = self.query_one("#pasted", PastedText)
        is_edited = pasted.text == pasted.whole
        self.doctor.pasted = Pasted(pasted.whole, is_edited=is_edited, phase=self._choice)
        self.dismiss(None)

    def action_clear(self) -> None:
        """Empty the text area for the next response, which is read as it looks."""
        self._choice = None
        pasted = self.query_one("#pasted", PastedText)
        pasted.clear_text()
        pasted.focus()

    def _explained(self, text: str) -> Explained | None:
        """Return what a paste says; None where it is blank."""
        return explain_paste(text, self._choice, rules=self.doctor.rules) if text.strip() else None


_OTHER: Final = {"token": "Read as API", "api": "Read as token"}
"""What the button says that leads to the other phase."""
