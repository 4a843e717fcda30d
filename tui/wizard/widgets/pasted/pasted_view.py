"""Shows what a paste says: the findings of a response, the fields of a request, or a whole ticket."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from ....form.pasted import PastedThing
from ....interchange.ask.explained import side_heading
from ....interchange.import_.imported import Import
from ....interchange.import_.told_apart import told_apart
from ....interchange.ticket.overlay import replacements
from ....interchange.ticket.shown import CONTRADICTIONS
from ....oauth2.connector import Connector
from ...content.imported import import_content
from ...content.ticket_content import choice_prompt, replaced_content, response_heading, ticket_content
from ...content.understood import understood
from ..findings_view import FindingBlock, FindingsView
from ..long_text import LongText
from ..paged_list import PagedList


class PastedView(Vertical):
    """All that a paste says. Of several requests, the highlighted one is shown, and is the one that fills."""

    def __init__(self, thing: PastedThing, connector: Connector | None) -> None:
        super().__init__()
        self._thing = thing
        self._connector = connector
        """The open connector, whose fields would be replaced; None where a new one begins."""

    @property
    def chosen(self) -> Import | None:
        """The request that is shown."""
        lists = self.query("#choices").results(OptionList)
        index = next((choices.highlighted or 0 for choices in lists), 0)
        return self._thing.choices[index].found if self._thing.choices else None

    def compose(self) -> ComposeResult:
        thing = self._thing
        if len(thing.choices) > 1:
            lines = told_apart([one.found for one in thing.choices])
            places = (one.place for one in thing.choices)
            options = [Option(choice_prompt(*each)) for each in zip(lines, places, strict=True)]
            yield Static("Which request fills the form?", id="which")
            yield PagedList(*options, id="choices")
        if thing.explained and not thing.ticket and not thing.sides:
            yield Static(Content.styled(understood(thing.explained), "$quiet"))
            yield FindingsView(thing.explained.findings)
            return
        with VerticalScroll(classes="imported"):
            yield from self._parts()
            yield LongText(self._fields(), id="fields")

    def _parts(self) -> list[Widget]:
        shown: list[Widget] = []
        for side in self._thing.sides:
            shown.append(Static(Content.styled(side_heading(side), "bold")))
            shown += [FindingBlock(finding) for finding in side.findings]
        ticket, explained = self._thing.ticket, self._thing.explained
        if ticket is None:
            if explained and self._thing.sides:
                shown.append(Static(Content.styled(understood(explained), "$quiet")))
                shown += [FindingBlock(finding) for finding in explained.findings]
            return shown
        shown.append(LongText(ticket_content(ticket), classes="finding"))
        if ticket.contradictions:
            shown.append(Static(Content.styled(CONTRADICTIONS, "bold")))
        shown += [FindingBlock(finding) for finding in ticket.contradictions]
        for part in ticket.responses:
            shown.append(Static(response_heading(part)))
            shown += [FindingBlock(finding) for finding in part.findings]
        return shown

    def _fields(self) -> Content:
        found = self.chosen if self.is_mounted else next((one.found for one in self._thing.choices), None)
        if found is None:
            return Content()
        fields = import_content(found)
        if self._connector is None:
            return fields
        return Content("\n").join([replaced_content(replacements(self._connector, found)), fields])

    def on_mount(self) -> None:
        """Begin with the first request of several, which is the newest."""
        for choices in self.query("#choices").results(OptionList):
            choices.highlighted = 0

    @on(OptionList.OptionHighlighted, "#choices")
    def _show_chosen(self) -> None:
        self.query_one("#fields", LongText).update(self._fields())
