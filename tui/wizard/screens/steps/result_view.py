"""The showing half of Result: the verdict card of a run, its findings, and each attempt."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.getters import query_one
from textual.reactive import reactive

from ....form.copied_parts import Part, chain_parts, exchange_parts, findings_part, report_part
from ....form.journey import RunRecord
from ....form.outcome import case_of
from ....oauth2.attempt import Run
from ....oauth2.exchange import Exchange
from ....oauth2.masking.redaction import Redactor
from ...card.before_after import before_after
from ...card.card_content import CardContent, card_content
from ...content.attempt_content import AttemptContent, attempt_content
from ...widgets.result.attempt_view import AttemptView
from ...widgets.result.result_tabs import ResultTabs
from ...widgets.result.run_progress import RunProgress
from ...widgets.result.verdict_card import VerdictCard
from .copying_step import CopyingStep

if TYPE_CHECKING:
    from ....interchange.report.case import Case


_ROOM_FOR_SIGN: Final = Size(72, 22)
"""The smallest terminal with room for the verdict's large sign."""


class ResultView(CopyingStep):
    """A step that shows the last run, its secrets masked or revealed."""

    has_preview = False
    has_rail = False

    is_sending: reactive[bool] = reactive(False, toggle_class="-sending")
    card = query_one(VerdictCard)

    def classes_for(self, size: Size) -> Mapping[str, bool]:
        is_cramped = size.width < _ROOM_FOR_SIGN.width or size.height < _ROOM_FOR_SIGN.height
        return {**super().classes_for(size), "-cramped": is_cramped}

    def compose_form(self) -> ComposeResult:
        yield VerdictCard()
        yield RunProgress()
        yield Vertical(id="attempts-shown")

    @property
    def works(self) -> bool:
        """Whether the server issued a token in the last run."""
        return self.journey.record is not None and self.journey.record.run.verdict == "works"

    def journey_changed(self) -> None:
        super().journey_changed()
        self.set_class(self.works, "-has-token")
        self.card.show_whether_current(self.journey.record_is_current)
        self.refresh_bindings()

    @work(exclusive=True, group="record")
    async def show_last(self, *, and_focus: bool = False) -> None:
        """Show the last run, or that there is none."""
        # In a worker: in its own message handler, the screen could handle no key meanwhile. What is typed is
        # meant for the card as it will be.
        with self.doctor.holding_keys():
            await self.painted()
            await self.show_record()
        if and_focus and not self.is_left:
            self.focus_start()

    @property
    def case(self) -> Case | None:
        """What a report of the last run is about; None without a run."""
        return case_of(self.journey)

    def parts(self) -> Iterator[Part]:
        """Yield the findings, the request and response of an attempt, the report, and the form sheet."""
        if case := self.case:
            yield findings_part(case)
            yield from chain_parts(case)
            if exchange := self._exchange(case.run):
                yield from exchange_parts(exchange, case.redactor, reveal=self.revealed)
            yield report_part(case)
        yield from super().parts()

    def _exchange(self, run: Run) -> Exchange | None:
        """Return the exchange of the open tab; else the one that worked, or the last that was made."""
        open_tab = self.shown_attempt()
        wanted = run.working if open_tab is None else run.attempts[open_tab]
        made = [attempt.exchange for attempt in run.attempts if attempt.exchange]
        return (wanted.exchange if wanted else None) or next(reversed(made), None)

    async def show_record(self, active: int | None = None) -> None:
        """Show the last run, opened at the attempt `active` (from 0), or where it tells most."""
        if self.is_left:
            return
        record = self.journey.record
        if record is None:
            self.card.display = not self.is_sending
            self.card.show(None)
            return
        redactor, contents = await self._contents(record)
        on_card = await asyncio.to_thread(_made_card, self.journey.before, record)
        # By now, the user may have left the screen, or sent again.
        if self.is_left or record is not self.journey.record or self.is_sending:
            return
        self.card.display = True
        self.card.show(*on_card)
        self.card.show_whether_current(self.journey.record_is_current)
        shown = self.query_one("#attempts-shown")
        await shown.remove_children()
        await shown.mount(ResultTabs(record.run, record.findings, redactor, contents, active))

    def action_turn_tab(self, by: int) -> None:
        """Show the next or the previous tab, from its top."""
        super().action_turn_tab(by)
        for tabs in self.query(ResultTabs):
            tabs.show_top()
            # What was unfolded right before still scrolls to itself after the next refresh.
            self.call_after_refresh(self.call_after_refresh, tabs.show_top)

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
        super().watch_revealed()
        if self.is_mounted:
            self._show_attempts()

    def watch_is_sending(self) -> None:
        self.refresh_bindings()


def _made_contents(record: RunRecord, *, reveal: bool) -> tuple[Redactor, list[AttemptContent]]:
    """Return what masks secrets, and the content of each attempt. May take about 10 ms: use a thread."""
    redactor = Redactor.for_connector(record.connector, record.run.secrets)
    return redactor, [attempt_content(attempt, redactor, reveal=reveal) for attempt in record.run.attempts]


def _made_card(before: RunRecord | None, record: RunRecord) -> tuple[CardContent, Content | None]:
    """Return what the card says, and how the run compares with the one before. May take as long."""
    redactor = Redactor.for_connector(record.connector, record.run.secrets)
    return card_content(record, redactor), before_after(before, record)
