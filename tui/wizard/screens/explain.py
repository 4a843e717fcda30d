"""The Paste screen: paste a response, a request or a whole ticket; read what is wrong, and fill the form."""

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
from ...diagnosis.sides.side import Side
from ...form.pasted import PastedThing, read_paste
from ...interchange.ask.run_side import side_of_run
from ...interchange.import_.imported import Import
from ...interchange.ticket.overlay import laid_over
from ...oauth2.masking.redaction import Redactor
from ..doctor import Pasted
from ..keys.keys_now import with_keys
from ..style_sheets import sheets
from ..widgets.pasted.pasted_text import PastedText
from ..widgets.pasted.pasted_view import PastedView
from .doctor_screen import DoctorScreen
from .field_actions import REVEAL, RevealingScreen

_INTRO: Final = (
    "A request that works, such as a curl command, fills the form. A response says what is wrong; "
    "{explain.phase} reads it as one of the API. A whole ticket does both. Nothing is sent."
)


class ExplainScreen(DoctorScreen[None], RevealingScreen[None]):
    """A text area for the paste, with what it says beside or below it."""

    CSS_PATH = sheets("pasting", "explain")

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+t",
            "other_phase",
            "API or token",
            priority=True,
            tooltip="Read the response as one of an API called with the token, or of the token endpoint",
            id="explain.phase",
        ),
        Binding("ctrl+l", "clear", "Clear", priority=True, id="explain.clear"),
        Binding("ctrl+n", "fill", "Fill the form", priority=True, id="explain.fill"),
        Binding("escape", "back", "Back", id="explain.back"),
        REVEAL,
    ]

    place = "Paste"
    _choice: Phase | None = None
    """The phase that the user chose to read the response in; None to go by the response."""
    _phase: Phase = "token"
    """The phase that the response was read in."""

    def __init__(self, *, into_open_connector: bool = False) -> None:
        super().__init__()
        self._into_open = into_open_connector
        self._thing = PastedThing()

    def compose_content(self) -> ComposeResult:
        with Vertical(id="explain"):
            yield Static("Paste", id="step-title")
            yield Static(Content(with_keys(_INTRO)), id="step-intro")
            with Horizontal(id="explain-columns"):
                yield PastedText(id="pasted")
                yield Vertical(id="explained")
            with Horizontal(id="navigation"):
                yield Button("Back", id="back", name="back")
                yield Static()
                yield Button(_OTHER["token"], id="other-phase", name="other_phase")
                yield Button(
                    with_keys("Fill the form ({explain.fill})"), id="fill", name="fill", variant="primary"
                )
                yield Button("Clear", id="clear", name="clear", variant="primary")

    def on_mount(self) -> None:
        """Start with the paste, and with the last one in it."""
        pasted, before = self.query_one("#pasted", PastedText), self.doctor.pasted
        pasted.focus()
        self._offer(PastedThing())
        self._choice = before.phase
        if before.is_edited:
            pasted.text = before.text
        elif before.text:
            pasted.post_message(events.Paste(before.text))

    def watch_revealed(self) -> None:
        """Show the secrets in the text, or mask them."""
        self.query_one("#pasted", PastedText).revealed = self.revealed

    @on(TextArea.Changed)
    def _pasted(self) -> None:
        # A paste arrives in one piece, so diagnose it at once.
        self._diagnose()

    @work(exclusive=True, group="diagnosis")
    async def _diagnose(self) -> None:
        """Show what the paste says."""
        text = self.query_one("#pasted", PastedText).whole
        shown = self.query_one("#explained")
        # In a thread: a large paste takes longer than a key press should, and so do the rules.
        thing = await asyncio.to_thread(self._read, text)
        if self.is_left:
            return
        reading = thing.explained.reading if thing.explained else None
        self._phase = (reading.phase if reading else self._choice) or "token"
        self.query_one("#other-phase", Button).label = _OTHER[self._phase]
        # From here on nothing is awaited: a newer paste, which cancels this one, must find all in place.
        shown.remove_children()
        self._offer(thing)
        if not thing.is_nothing:
            shown.mount(PastedView(thing, self.journey.connector if self._into_open else None))

    def _read(self, text: str) -> PastedThing:
        return (
            read_paste(text, self._choice, self.doctor.rules, self._ours()) if text.strip() else PastedThing()
        )

    def _ours(self) -> tuple[Side, ...]:
        """Return the last run of the open connector, if there is one."""
        record = self.journey.record
        if record is None or not self._into_open:
            return ()
        return (side_of_run(record.run, Redactor.for_connector(record.connector), record.findings),)

    def _offer(self, thing: PastedThing) -> None:
        """Offer to fill the form if there is something to fill it with."""
        self._thing = thing
        self.query_one("#pasted", PastedText).know(thing.secrets)
        self.query_one("#fill").display = bool(thing.choices)
        has_response = thing.explained is not None or not (thing.choices or thing.sides)
        self.query_one("#other-phase").display = has_response
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "fill" or bool(self._thing.choices)

    @property
    def _chosen(self) -> Import | None:
        """The request that fills the form: of several, the one that is shown."""
        views = self.query(PastedView)
        return views.first().chosen if views else None

    def action_fill(self) -> None:
        """Fill the form with the fields of the pasted request. The text is not kept."""
        found = self._chosen
        if found is None:
            return
        self.doctor.pasted = Pasted()
        if self._into_open:
            self.doctor.fill(laid_over(self.journey.connector, found), len(found.taken))
            return
        self.dismiss(None)
        self.doctor.begin_from(found.connector)

    def action_other_phase(self) -> None:
        """Read the response as one of the other phase."""
        self._choice = "token" if self._phase == "api" else "api"
        self._diagnose()

    def action_back(self) -> None:
        """Go back. A pasted response is here again the next time; what holds a request is not."""
        pasted = self.query_one("#pasted", PastedText)
        is_edited = pasted.text == pasted.whole
        kept = Pasted(pasted.whole, is_edited=is_edited, phase=self._choice)
        self.doctor.pasted = Pasted() if self._thing.holds_a_request else kept
        self.dismiss(None)

    def action_clear(self) -> None:
        """Empty the text area for the next paste, which is read as it looks."""
        self._choice = None
        pasted = self.query_one("#pasted", PastedText)
        pasted.clear_text()
        pasted.focus()


_OTHER: Final = {"token": "Read as API", "api": "Read as token"}
"""What the button says that leads to the other phase."""
