"""The reference in the wizard: the keys of the screen below it first, all other pages a key away."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Button, Static, Tab, Tabs

from ....docs.pages import TOPICS, read_page, topic_of_link
from ..doctor_screen import DoctorScreen
from ..steps.step_screen import StepScreen
from .dialog import Dialog

if TYPE_CHECKING:
    from textual.widgets import Markdown

KEYS: Final = "keys"
"""The page that help opens at."""
_HINT: Final = "← → another page   ↑ ↓ scroll"


class HelpDialog(Dialog[None]):
    """Shows a page of the reference; the arrows turn to the others."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "turn_page(-1)", "Page before", show=False),
        Binding("right", "turn_page(1)", "Next page", show=False),
        Binding("enter", "cancel", "Close", show=False),
    ]
    AUTO_FOCUS: ClassVar[str | None] = "#help-page"

    def __init__(self) -> None:
        super().__init__("Help")
        self._section = ""
        """What to show of the first page, until it is shown."""

    def compose_body(self) -> ComposeResult:
        # Loaded here: its parser is for those who ask for help, and no part of the first paint.
        from textual.widgets import Markdown

        tabs = Tabs(*(Tab(topic, id=topic) for topic in TOPICS), active=KEYS, id="help-topics")
        # The arrows turn the pages wherever the focus is, so the row needs none.
        tabs.can_focus = False
        yield tabs
        with VerticalScroll(id="help-page"):
            yield Markdown(id="help-text", open_links=False)

    def compose_buttons(self) -> ComposeResult:
        yield Static(_HINT, id="help-hint", markup=False)
        yield Button("Close", id="cancel", name="cancel", variant="primary")

    def on_mount(self) -> None:
        """Remember what help is wanted with."""
        self._section = section_about(self.app.screen_stack[-2])

    @property
    def _tabs(self) -> Tabs:
        return self.query_one("#help-topics", Tabs)

    def show_page(self, topic: str) -> None:
        """Show a page from its beginning."""
        self._tabs.active = topic

    @on(Tabs.TabActivated)
    async def _topic_chosen(self, event: Tabs.TabActivated) -> None:
        text: Markdown = self.query_one("#help-text")  # type: ignore[assignment]  # its class loads with it
        await text.update(read_page(event.tab.id or KEYS).text)
        self.query_one("#help-page").scroll_home(animate=False, immediate=True)
        self.call_after_refresh(self._turn_to, self._section)
        self._section = ""

    def _turn_to(self, section: str) -> None:
        page = self.query_one("#help-page")
        for heading in self.query("#help-text MarkdownH2").results(Static):
            if str(heading.content) == section and self._tabs.active == KEYS:
                page.scroll_to_widget(heading, top=True, animate=False, immediate=True)

    def on_markdown_link_clicked(self, event: Markdown.LinkClicked) -> None:
        """Follow a link to another page. A link that leads elsewhere opens nothing."""
        event.stop()
        if topic := topic_of_link(event.href):
            self.show_page(topic)

    def action_turn_page(self, by: int) -> None:
        """Show the page before, or the next one."""
        self.show_page(TOPICS[(TOPICS.index(self._tabs.active) + by) % len(TOPICS)])


def section_about(screen: Screen[Any]) -> str:
    """Return the heading of the keys page that is about a screen; empty where none is."""
    if isinstance(screen, Dialog):
        return "Dialogs"
    if not isinstance(screen, DoctorScreen):
        return ""
    place = screen.step.title if isinstance(screen, StepScreen) else screen.place or "Start"
    sections = re.findall(r"^## (.+)$", read_page(KEYS).text, re.MULTILINE)
    steps = "Steps" if isinstance(screen, StepScreen) else ""
    return next((section for section in sections if place in section), steps)
