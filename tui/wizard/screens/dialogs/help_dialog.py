"""Help: what has the focus and the keys of the screen first, then the whole reference, with a search.

F1 ──> this screen ──← →──> the pages ──/──> a search through them ──Enter──> the section that was found
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Button, Input, OptionList, Static
from textual.widgets.option_list import Option

from ....docs.pages import TOPICS, read_page, topic_of_link
from ....docs.sections import Section, find_sections
from ....oauth2.form_fields import label_of
from ....plain_text import plain_line
from ...keys.bindings_here import keyed_actions
from ...keys.help_here import focused_field, help_here
from ...keys.keys_now import with_keys
from ...keys.own_keys import page_with_own_keys
from ...style_sheets import sheets
from ...widgets.focus_text import focus_text
from ...widgets.paged_list import PagedList
from ...widgets.whole_input import WholeInput
from ..doctor_screen import DoctorScreen
from ..steps.wizard_step import WizardStep
from .dialog import Dialog

if TYPE_CHECKING:
    from textual.widgets import Markdown

HERE: Final = "here"
"""The first page: what has the focus, and the keys of the screen."""
PAGES: Final = (HERE, *TOPICS)
_HINT: Final = "{help.search} search   {help.index} pages   {help.before} {help.next} turn   ↑ ↓ scroll"
_MOST_FOUND: Final = 60


class HelpDialog(Dialog[None]):
    """Shows a page of the reference. The arrows turn to the others, and a search finds their sections."""

    CSS_PATH = sheets("dialog", "fields", "help")

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "turn_page(-1)", "Page before", show=False, id="help.before"),
        Binding("right", "turn_page(1)", "Next page", show=False, id="help.next"),
        Binding("slash", "search", "Search", show=False, id="help.search"),
        Binding("i", "index", "Pages", tooltip="The list of all pages", show=False, id="help.index"),
        Binding("backspace", "page_before", "The page you came from", show=False, id="help.back"),
        Binding("down", "to_list", "To the list", show=False, id="help.list"),
        Binding("enter", "cancel", "Close", show=False, id="help.close"),
    ]
    AUTO_FOCUS: ClassVar[str | None] = "#help-page"

    def __init__(self, here: str) -> None:
        """Take the Markdown of the first page."""
        super().__init__("Help")
        self._here = here
        self.topic = HERE
        self._seen: list[str] = []
        """The pages that were shown before this one."""
        self._listed: tuple[Section, ...] = ()

    def compose_body(self) -> ComposeResult:
        # Loaded here: its parser is for those who ask for help, and no part of the first paint.
        from ...widgets.help_text import HelpText

        yield WholeInput()
        with Horizontal(id="help-columns"):
            yield PagedList(id="help-topics")
            with VerticalScroll(id="help-page"):
                yield HelpText(id="help-text", open_links=False)

    def compose_buttons(self) -> ComposeResult:
        yield Static(with_keys(_HINT), id="help-hint", markup=False)
        yield Button("Close", id="cancel", name="cancel", variant="primary")

    async def on_mount(self) -> None:
        """Show the first page."""
        self._search_field.placeholder = "Search all pages"
        self._list_found("")
        await self._show()

    @property
    def _search_field(self) -> WholeInput:
        return self.query_one(WholeInput)

    # The page

    async def show_page(self, topic: str, heading: str = "") -> None:
        """Show a page from its beginning, or from a heading of it."""
        if topic != self.topic:
            self._seen.append(self.topic)
            self.topic = topic
            await self._show()
        self._leave_index()
        self.call_after_refresh(self._turn_to, heading)

    async def _show(self) -> None:
        text: Markdown = self.query_one("#help-text")  # type: ignore[assignment]  # its class loads with it
        await text.update(self._text())
        self.query_one("#help-page").scroll_home(animate=False, immediate=True)
        self._mark()

    def _text(self) -> str:
        if self.topic == HERE:
            return self._here
        return page_with_own_keys(self.topic, self.app._keymap)

    def _turn_to(self, heading: str) -> None:
        page = self.query_one("#help-page")
        for shown in self.query("#help-text MarkdownH2").results(Static):
            if heading and str(shown.content) == heading:
                page.scroll_to_widget(shown, top=True, animate=False, immediate=True)

    async def on_markdown_link_clicked(self, event: Markdown.LinkClicked) -> None:
        """Follow a link to another page. A link that leads elsewhere opens nothing."""
        event.stop()
        if topic := topic_of_link(event.href):
            await self.show_page(topic)

    async def action_turn_page(self, by: int) -> None:
        """Show the page before, or the next one."""
        await self.show_page(PAGES[(PAGES.index(self.topic) + by) % len(PAGES)])

    async def action_page_before(self) -> None:
        """Show the page that was shown before this one; where a list lies over this one, close that."""
        if self._list_is_over_the_page:
            self._end_search()
        elif self._seen:
            self.topic = self._seen.pop()
            await self._show()
            self._end_search()

    # The list, of all pages or of what a search finds

    def action_search(self) -> None:
        """Go to the search, which looks through all pages as one types."""
        self.add_class("-index")
        focus_text(self._search_field)

    def action_index(self) -> None:
        """Go to the list of all pages."""
        self.add_class("-index")
        self._search_field.value = ""
        self.query_one("#help-topics").focus()

    def action_to_list(self) -> None:
        """Go from the search to what it found."""
        self.query_one("#help-topics").focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "to_list" or (self.is_mounted and self._search_field.has_focus)

    @on(Input.Changed)
    def _searched(self, event: Input.Changed) -> None:
        event.stop()
        if self._search_field.has_focus:  # else it was emptied, for the list or to end the search
            self.add_class("-index")
        self._list_found(event.value)

    @on(Input.Submitted)
    async def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        await self._open(0)

    @on(OptionList.OptionSelected, "#help-topics")
    async def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        await self._open(event.option_index)

    async def _open(self, index: int) -> None:
        if index < len(self._listed):
            await self.show_page(self._listed[index].topic, self._listed[index].heading)

    def _list_found(self, query: str) -> None:
        """List what a search finds, or all pages without one."""
        if query.strip():
            self._listed = tuple(find_sections(query)[:_MOST_FOUND])
            nothing = f"No page has all of: {plain_line(query.strip())}"
            names = [section.name for section in self._listed] or [nothing]
        else:
            self._listed = tuple(Section(topic, "", "") for topic in PAGES)
            names = ["This screen", *(read_page(topic).title for topic in TOPICS)]
        self._fill_list(names)

    def _fill_list(self, names: Sequence[str]) -> None:
        topics = self.query_one("#help-topics", PagedList)
        topics.set_options(Option(Content(name)) for name in names)
        topics.highlighted = 0
        self._mark()

    def _mark(self) -> None:
        """Highlight the page that is shown, where the list has it."""
        shown = [index for index, section in enumerate(self._listed) if section.topic == self.topic]
        if shown and not self._search_field.value:
            self.query_one("#help-topics", PagedList).highlighted = shown[0]

    @property
    def _list_is_over_the_page(self) -> bool:
        return self.has_class("-index") and not self.query_one("#help-page").display

    def _end_search(self) -> None:
        self._search_field.value = ""
        self._leave_index()

    def _leave_index(self) -> None:
        self.remove_class("-index")
        self.query_one("#help-page").focus()

    def action_cancel(self) -> None:
        """Close the help; where the search or the list is open, that first."""
        if self.has_class("-index"):
            self._end_search()
        else:
            super().action_cancel()


def help_about(screen: Screen[Any]) -> HelpDialog:
    """Return the help that begins with a screen, and with the field that has its focus."""
    title, intro, field = "Keys", "", focused_field(screen)
    if isinstance(screen, WizardStep):
        title, intro = screen.step.title, screen.step.intro
        field = field or next(map(label_of, screen.step.fields), "")
    elif isinstance(screen, DoctorScreen):
        title = screen.place or "Start"
    elif isinstance(screen, Dialog):
        title = screen.heading
    return HelpDialog(help_here(title, intro, field, keyed_actions(screen), screen.app._keymap))
