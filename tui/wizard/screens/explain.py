"""The Explain screen: paste a response and read what is wrong, or a request and fill the form with it."""

from __future__ import annotations

import asyncio
from typing import ClassVar, Final

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static, TextArea

from ...diagnosis.rules.rule import Phase
from ...interchange.explained_paste import Explained, explain_paste
from ...interchange.import_.imported import Import
from ...interchange.import_.read import read_import
from ...interchange.pasted_response import read_pasted_response
from ..content.imported import import_content, is_request
from ..content.understood import understood
from ..doctor import Pasted
from ..widgets.findings_view import FindingsView
from ..widgets.long_text import LongText
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
        Binding("ctrl+n", "fill", "Fill the form", priority=True, id="explain.fill"),
        Binding("escape", "back", "Back"),
    ]

    place = "Explain"
    _choice: Phase | None = None
    """The phase that the user chose to read the response in; None to go by the response."""
    _phase: Phase = "token"
    """The phase that the response was read in."""
    _import: Import | None = None
    """The request in the paste, if it is one."""

    def compose_content(self) -> ComposeResult:
        with Vertical(id="explain"):
            yield Static("Explain a response", id="step-title")
            yield Static(
                "Paste a response of the token endpoint, or of the API (Ctrl+T): raw HTTP, the output of "
                "curl -i or curl -v, or the body alone. A request that works, such as a curl command, fills "
                "the form. A new paste replaces it. Nothing is sent.",
                id="step-intro",
            )
            with Horizontal(id="explain-columns"):
                yield PastedText(id="pasted")
                yield Vertical(id="explained")
            with Horizontal(id="navigation"):
                yield Button("Back", id="back", name="back")
                yield Static()
                yield Button(_OTHER["token"], id="other-phase", name="other_phase")
                yield Button("Fill the form (Ctrl+N)", id="fill", name="fill", variant="primary")
                yield Button("Clear", id="clear", name="clear", variant="primary")

    def on_mount(self) -> None:
        """Start with the paste, and with the last one in it."""
        pasted, before = self.query_one("#pasted", PastedText), self.doctor.pasted
        pasted.focus()
        self._offer(None)
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
        found = await asyncio.to_thread(_request_in, text)
        explained = None if found else await asyncio.to_thread(self._explained, text)
        if self.is_left:
            return
        self._phase = (explained.reading.phase if explained else self._choice) or "token"
        self.query_one("#other-phase", Button).label = _OTHER[self._phase]
        # From here on nothing is awaited: a newer paste, which cancels this one, must find all in place.
        shown.remove_children()
        self._offer(found)
        if found:
            shown.mount(VerticalScroll(LongText(import_content(found)), classes="imported"))
        elif explained:
            facts = Static(Content.styled(understood(explained), "$foreground-muted"))
            shown.mount(facts, FindingsView(explained.findings))

    def _offer(self, found: Import | None) -> None:
        """Offer to fill the form if there is something to fill it with."""
        self._import = found
        self.query_one("#fill").display = found is not None
        self.query_one("#other-phase").display = found is None
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "fill" or self._import is not None

    def action_fill(self) -> None:
        """Begin a connector with the fields of the pasted request. The text is not kept."""
        if self._import is None:
            return
        connector = self._import.connector
        self.doctor.pasted = Pasted()
        self.dismiss(None)
        self.doctor.begin_from(connector)

    def action_other_phase(self) -> None:
        """Read the response as one of the other phase."""
        self._choice = "token" if self._phase == "api" else "api"
        self._diagnose()

    def action_back(self) -> None:
        """Go back to the start screen. A pasted response is here again the next time, a request is not."""
        if self._import is not None:
            self.doctor.pasted = Pasted()
            self.dismiss(None)
            return
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


def _request_in(text: str) -> Import | None:
    """Return the request that a paste shows; None if it shows a response, or nothing."""
    if not text.strip() or read_pasted_response(text).status is not None:
        return None
    found = read_import(text)
    return found if is_request(found) else None


_OTHER: Final = {"token": "Read as API", "api": "Read as token"}
"""What the button says that leads to the other phase."""
