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
from ...journey import RunRecord

_NOT_PROVEN: Final = "network.works_from_here"
"""The finding about a success that few users would look for."""


class HeadlinePanel(Vertical):
    """Says in a few lines how the run ended."""

    title = query_one("#headline-title", Static)
    detail = query_one("#headline-detail", Static)
    note = query_one("#headline-note", Static)
    advice = query_one("#headline-advice", Static)

    def __init__(self) -> None:
        super().__init__(id="headline")

    def compose(self) -> ComposeResult:
        yield Static(id="headline-title")
        yield Static(id="headline-detail")
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
        # For a failure, the fix is here, and the cause is with the evidence.
        detail = record.findings[0].fix if record.findings and not says.works else says.detail
        stale = (
            "" if is_current else "The fields have changed since this run. Press s to send them as they are."
        )
        self._say(says, "✓ " if says.works else "✗ ", stale, detail)
        self._say_what_is_not_proven(record)

    def _say(self, says: Headline, sign: str, stale: str, detail: str = "") -> None:
        self.title.update(Content(sign + plain_line(says.title)))
        parts = [plain_line(detail or says.detail)]
        if says.field:
            parts.append(f"Press g to go to {label_of(says.field)}.")
        self.detail.update(Content(" ".join(part for part in (*parts, stale) if part)))

    def _say_what_is_not_proven(self, record: RunRecord) -> None:
        findings = record.findings if record.run.working else ()
        found = next((finding for finding in findings if finding.id == _NOT_PROVEN), None)
        self.set_class(found is not None, "-notes")
        if found:
            self.note.update(Content.assemble(("i ", "$text-accent"), plain_line(found.title)))
            self.advice.update(Content(plain_line(found.fix)))
