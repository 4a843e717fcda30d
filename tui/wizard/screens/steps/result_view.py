"""The showing half of Result: the headline of a run, its findings, and each attempt."""

from __future__ import annotations

import asyncio

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.getters import query_one
from textual.reactive import reactive

from ....oauth2.masking.redaction import Redactor
from ...content.attempt_content import AttemptContent, attempt_content
from ...journey import RunRecord
from ...widgets.result.attempt_view import AttemptView
from ...widgets.result.headline_panel import HeadlinePanel
from ...widgets.result.result_tabs import ResultTabs
from ...widgets.result.run_progress import RunProgress
from .step_screen import StepScreen


class ResultView(StepScreen):
    """A step that shows the last run, its secrets masked or revealed."""

    has_preview = False

    is_sending: reactive[bool] = reactive(False, toggle_class="-sending")
    headline = query_one(HeadlinePanel)

    def compose_form(self) -> ComposeResult:
        yield HeadlinePanel()
        yield RunProgress()
        yield Vertical(id="attempts-shown")

    @property
    def works(self) -> bool:
        """Whether the server issued a token in the last run."""
        return self.journey.record is not None and self.journey.record.run.verdict == "works"

    def journey_changed(self) -> None:
        super().journey_changed()
        self.set_class(self.works, "-has-token")
        self.refresh_bindings()

    @work(exclusive=True, group="record")
    async def show_last(self, *, and_focus: bool = False) -> None:
        """Show the last run, or that there is none."""
        # In a worker: in its own message handler, the screen could handle no key meanwhile.
        await self.show_record()
        if and_focus and not self.is_left:
            self.focus_start()

    async def show_record(self, active: int | None = None) -> None:
        """Show the last run, opened at the attempt `active` (from 0), or where it tells most."""
        if self.is_left:
            return
        record = self.journey.record
        self.headline.display = not self.is_sending
        self.headline.show(record, is_current=self.journey.record_is_current)
        if record is None:
            return
        redactor, contents = await self._contents(record)
        # By now, the user may have left the screen, or sent again.
        if not self.is_left and record is self.journey.record and not self.is_sending:
            shown = self.query_one("#attempts-shown")
            await shown.remove_children()
            await shown.mount(ResultTabs(record.run, record.findings, redactor, contents, active))

    async def _contents(self, record: RunRecord) -> tuple[Redactor, list[AttemptContent]]:
        """Return what masks secrets, and the content of each attempt as this screen shows secrets now."""
        while True:
            reveal = self.revealed
            made = await asyncio.to_thread(_made_contents, record, reveal=reveal)
            if reveal == self.revealed:
                return made

    @work(exclusive=True, group="show")
    async def _show_attempts(self) -> None:
        """Show the attempts again, with their secrets masked or revealed."""
        record = self.journey.record
        if record is None:
            return
        _, contents = await self._contents(record)
        views = self.query(AttemptView)
        if record is self.journey.record and len(views) == len(contents):
            for view, content in zip(views, contents, strict=True):
                view.show(content)

    def watch_revealed(self) -> None:
        if self.is_mounted:
            self._show_attempts()

    def watch_is_sending(self) -> None:
        self.refresh_bindings()


def _made_contents(record: RunRecord, *, reveal: bool) -> tuple[Redactor, list[AttemptContent]]:
    """Return what masks secrets, and the content of each attempt. May take about 10 ms: use a thread."""
    redactor = Redactor.for_connector(record.connector, record.run.secrets)
    return redactor, [attempt_content(attempt, redactor, reveal=reveal) for attempt in record.run.attempts]
