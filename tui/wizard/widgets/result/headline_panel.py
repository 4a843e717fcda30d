"""The headline of a run: whether it works, what to do first, and what a success doesn't prove."""

from __future__ import annotations

from typing import Final

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static

from ....diagnosis.verdict import Headline, headline
from ....oauth2.form_fields import label_of
from ....plain_text import plain_line
from ...content.fix_content import fix_content, next_content
from ...journey import RunRecord

_NOT_PROVEN: Final = "network.works_from_here"
"""The finding about a success that few users would look for."""
_EXPERIMENTS_KEY: Final = "x"


class HeadlinePanel(Vertical):
    """Says in a few lines how the run ended."""

    title = query_one("#headline-title", Static)
    detail = query_one("#headline-detail", Static)
    next = query_one("#headline-next", Static)
    note = query_one("#headline-note", Static)
    advice = query_one("#headline-advice", Static)

    def __init__(self) -> None:
        super().__init__(id="headline")

    def compose(self) -> ComposeResult:
        yield Static(id="headline-title")
        yield Static(id="headline-detail")
        yield Static(id="headline-next")
        yield Static(id="headline-note")
        # Hidden on small terminals; it is among the findings too.
        yield Static(id="headline-advice")

    def show(self, record: RunRecord | None, *, is_current: bool) -> None:
        """Show how a run ended. `is_current`: the fields have not changed since it was sent."""
        if record is None:
            self._say(Headline(False, "Nothing has been sent yet.", "Press s to send.", ""), "", "")
            return
        says = headline(record.connector, record.run, record.findings)
        self.set_class(says.works, "-works")
        self.set_class(not says.works, "-fails")
        stale = (
            "" if is_current else "The fields have changed since this run. Press s to send them as they are."
        )
        self._say(says, "✓ " if says.works else "✗ ", stale)
        self._say_what_is_not_proven(record)

    def _say(self, says: Headline, sign: str, stale: str) -> None:
        self.title.update(Content(sign + plain_line(says.title)))
        way = f"Press g to go to {label_of(says.field)}." if says.field else ""
        ways = " ".join(words for words in (way, stale) if words)
        separator = Content("\n" if says.steps else " ")
        self.detail.update(separator.join([*_detail(says), *([Content(ways)] if ways else [])]))
        step = says.tells.next if says.tells else None
        self.next.update(next_content(step, _EXPERIMENTS_KEY) if step else "")
        self.next.display = step is not None

    def _say_what_is_not_proven(self, record: RunRecord) -> None:
        findings = record.findings if record.run.working else ()
        found = next((finding for finding in findings if finding.id == _NOT_PROVEN), None)
        self.set_class(found is not None, "-notes")
        if found:
            self.note.update(Content.assemble(("i ", "$text-accent"), plain_line(found.title)))
            self.advice.update(Content(plain_line(found.fix)))


def _detail(says: Headline) -> list[Content]:
    """Return what to do, and for a success what is odd about it. A failure's cause is below."""
    if says.tells and not says.works:
        return [fix_content(says.tells)]
    words = [Content(plain_line(says.detail))] if says.detail else []
    return [*words, fix_content(says.tells)] if says.tells and says.steps else words
