"""The verdict card: the verdict, large, and the one field to change, which Enter opens in place."""

from __future__ import annotations

from typing import ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static

from ...card.card_content import CardContent
from ...keys.keys_now import with_keys
from ..long_text import LongText
from .in_place_editor import InPlaceEditor
from .verdict_sign import FAILS, WORKS

STALE: Final = "The fields have changed since this run. Press {result.send} to send them as they are."
_SHORT_CHIP: Final = 44
"""The characters of a chip beside which there is room for what Enter does."""
_NOTHING_SENT: Final = "Nothing has been sent yet. Press {result.send} to send."
_HINTS: Final = {
    "change_field": "{card.change_field} changes it here",
    "experiments": "{card.experiments} opens the experiments",
    "report": "{card.report} writes a report to attach",
}
"""What Enter does about the chip, by the screen's action."""


class VerdictCard(Vertical, can_focus=True):
    """Says how the run ended, what to change, and why. Enter does what helps most."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", f"answer({action!r})", label, tooltip=tooltip, id=f"card.{action}")
        for action, label, tooltip in (
            ("change_field", "Change", "Change the field here, and send again"),
            ("experiments", "Experiments", "Change one thing and try"),
            ("report", "Report", "Write a report for the person to ask"),
            ("next", "Save", "Save the connector"),
        )
    ]

    title = query_one("#headline-title", Static)

    def __init__(self) -> None:
        super().__init__(id="headline")
        self.shown: CardContent | None = None
        """What it says now; None as long as nothing was sent."""

    def compose(self) -> ComposeResult:
        with Horizontal(id="verdict"):
            yield Static(id="verdict-sign")
            yield Static(id="verdict-small-sign")
            yield Static(id="headline-title")
        yield Static(id="before-after")
        with Horizontal(id="chip-line"):
            yield Static(id="chip")
            yield Static(id="chip-hint")
        yield Static(Content(with_keys(STALE)), id="stale")
        yield LongText(id="card-rows")

    @property
    def on_enter(self) -> str:
        """The screen's action that Enter runs; empty where nothing would help."""
        shown = self.shown
        if shown is None:
            return ""
        if shown.key:
            return "change_field"
        if shown.works:
            return "next"
        return "experiments" if shown.has_experiment and not shown.asks else "report"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return parameters == (self.on_enter,) if action == "answer" else True

    async def action_answer(self, action: str) -> None:
        """Do what helps most."""
        await self.run_action(f"screen.{action}")

    async def on_click(self, event: events.Click) -> None:
        """Do the same at a click on the chip; the second click of two was meant for what stood there."""
        if event.chain == 1 and event.widget is self.query_one("#chip") and self.on_enter:
            await self.action_answer(self.on_enter)

    def show(self, content: CardContent | None, compared: Content | None = None) -> None:
        """Show how a run ended. `compared` sets it beside the run before."""
        self.shown = content
        self.set_class(content is not None and content.works, "-works")
        self.set_class(content is not None and not content.works, "-fails")
        large = "" if content is None else WORKS if content.works else FAILS
        self.query_one("#verdict-sign", Static).update(Content(large))
        self.query_one("#verdict-small-sign", Static).update(Content(f"{content.sign} " if content else ""))
        self.title.update(Content(content.title if content else with_keys(_NOTHING_SENT)))
        self.set_class(compared is not None, "-compared")
        self.query_one("#before-after", Static).update(compared or Content())
        self._show_chip(content)
        self.query_one("#card-rows", LongText).update(content.rows if content else Content())
        self.refresh_bindings()

    def _show_chip(self, content: CardContent | None) -> None:
        chip = content.chip if content else None
        self.set_class(chip is not None, "-has-chip")
        self.set_class(chip is not None and len(str(chip)) > _SHORT_CHIP, "-long-chip")
        if chip:
            self.query_one("#chip", Static).update(Content(f" {chip} "))
            self.query_one("#chip-hint", Static).update(Content(with_keys(_HINTS.get(self.on_enter, ""))))

    def show_whether_current(self, is_current: bool) -> None:
        """Say so if the fields have changed since the run; what was compared then is no longer true."""
        self.set_class(not is_current and self.shown is not None, "-stale")

    # The field, in place

    @property
    def editor(self) -> InPlaceEditor | None:
        """The open editor."""
        return next((editor for editor in self.query(InPlaceEditor) if editor.is_mounted), None)

    async def open_editor(self, editor: InPlaceEditor) -> None:
        """Open a field's editor below the chip."""
        await self.close_editor()
        self.add_class("-editing")
        await self.mount(editor, after="#chip-line")

    async def close_editor(self) -> None:
        """Close the editor, if one is open."""
        await self.query(InPlaceEditor).remove()
        self.screen.refresh_bindings()  # the focus has left it before it was gone, with the keys of its field
        self.remove_class("-editing")
