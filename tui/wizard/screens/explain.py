"""The Explain screen: paste a response and read what is wrong, or a request and fill the form with it."""

from __future__ import annotations

import asyncio
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static, TextArea

from ...diagnosis.finding import Finding
from ...diagnosis.run_diagnosis import diagnose_response
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
        Binding("ctrl+l", "clear", "Clear", priority=True),
        Binding("ctrl+n", "fill", "Fill the form", priority=True, id="explain.fill"),
        Binding("escape", "back", "Back"),
    ]

    place = "Explain"

    def __init__(self) -> None:
        super().__init__()
        self._import: Import | None = None
        """The request in the paste, if it is one."""

    def compose_content(self) -> ComposeResult:
        with Vertical(id="explain"):
            yield Static("Explain a response", id="step-title")
            yield Static(
                "Paste the response of the token endpoint: raw HTTP, the output of curl -i or curl -v, "
                "or the body alone. Or paste a request that works, such as a curl command, and fill the form "
                "with it. A new paste replaces it. Nothing is sent.",
                id="step-intro",
            )
            with Horizontal(id="explain-columns"):
                yield PastedText(id="pasted")
                yield Vertical(id="explained")
            with Horizontal(id="navigation"):
                yield Button("Back", id="back", name="back")
                yield Static()
                yield Button("Fill the form (Ctrl+N)", id="fill", name="fill", variant="primary")
                yield Button("Clear", id="clear", name="clear", variant="primary")

    def on_mount(self) -> None:
        """Start with the paste, and with the last one in it."""
        self._offer(None)
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
        found = await asyncio.to_thread(_request_in, text)
        status, findings = ("", ()) if found else await asyncio.to_thread(self._explained, text)
        if self.is_left:
            return
        # From here on nothing is awaited: a newer paste, which cancels this one, must find all in place.
        shown.remove_children()
        self._offer(found)
        if found:
            shown.mount(VerticalScroll(LongText(import_content(found)), classes="imported"))
        elif status:
            shown.mount(Static(Content.styled(status, "$foreground-muted")), FindingsView(findings))

    def _offer(self, found: Import | None) -> None:
        """Offer to fill the form if there is something to fill it with."""
        self._import = found
        self.query_one("#fill").display = found is not None
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

    def action_back(self) -> None:
        """Go back to the start screen. A pasted response is here again the next time, a request is not."""
        if self._import is not None:
            self.doctor.pasted = Pasted()
            self.dismiss(None)
            return
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


def _request_in(text: str) -> Import | None:
    """Return the request that a paste shows; None if it shows a response, or nothing."""
    if not text.strip() or read_pasted_response(text).status is not None:
        return None
    found = read_import(text)
    return found if is_request(found) else None
