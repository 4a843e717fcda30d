"""The sending half of Result: sends the token request, or one attempt that was skipped."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from importlib import import_module

from textual import on, work
from textual.getters import query_one
from textual.widgets import Button

from ....diagnosis.rules.catalogue import built_in_rules
from ....diagnosis.run_diagnosis import diagnose_run
from ....oauth2.assembly import assemble
from ....oauth2.attempt import Run
from ....oauth2.connector import Connector
from ...journey import RunRecord
from ...steps import Step
from ...widgets.result.attempt_view import AttemptView
from ...widgets.result.run_progress import RunProgress
from .result_view import ResultView


class ResultSender(ResultView):
    """A step that sends, shows the progress, and keeps the outcome."""

    progress = query_one(RunProgress)

    def action_send(self) -> None:
        """Send again; if something is missing, go to Review."""
        if self.journey.problems:
            self.doctor.go_to(Step.REVIEW)
        else:
            self.unless_one_login_too_many(self.journey.connector, self.send_all)

    @work(exclusive=True, group="run")
    async def send_all(self) -> None:
        """Send all attempts of the connector as it is now."""
        connector = self.journey.connector
        await self._begin(connector)
        try:
            # Imported here so that the first screen doesn't wait for it, and in a thread so that no key does.
            await asyncio.to_thread(import_module, "tui.transport.running")
            from ....transport import run_connector

            # Reading the rules takes a moment: use the time while the server is busy.
            run, _ = await asyncio.gather(
                run_connector(connector, observer=self.progress), asyncio.to_thread(built_in_rules)
            )
            record = await self._diagnosed(connector, run)
        finally:
            self.is_sending = False
        self.doctor.set_record(record)
        await self._show_ended()

    @work(exclusive=True, group="run")
    async def _try_anyway(self, index: int) -> None:
        from ....transport import make_attempt

        before = self.journey.record
        if before is None:
            return
        request = assemble(before.connector, before.run.attempts[index].client_authentication)
        await self._begin(before.connector)
        self.progress.attempt_started(request)
        try:
            attempt = await make_attempt(before.connector, request, self.progress)
            attempts = (*before.run.attempts[:index], attempt, *before.run.attempts[index + 1 :])
            record = await self._diagnosed(before.connector, Run(attempts))
            if before.run.working:
                record = replace(record, ended=before.ended)  # the token is as old as before
            await self.doctor.enter_logins(before.connector, (attempt,))
        finally:
            self.is_sending = False
        # The failed logins are counted already.
        self.doctor.set_journey(self.journey.with_record(record))
        await self._show_ended(index)

    async def _begin(self, connector: Connector) -> None:
        self.is_sending = True
        self.progress.begin(connector)
        await self.query_one("#attempts-shown").remove_children()
        self.headline.display = False
        self.query_one("#cancel-run").focus()
        await self.painted()

    async def _diagnosed(self, connector: Connector, run: Run) -> RunRecord:
        """Return a run with its findings."""
        rules, now = self.doctor.rules, datetime.now(UTC)
        # In a thread: a large response takes longer than a key press should.
        findings = await asyncio.to_thread(diagnose_run, connector, run, rules, now=now)
        return RunRecord(connector, run, now, findings)

    async def _show_ended(self, active: int | None = None) -> None:
        await self.show_record(active)
        if not self.is_left:
            self.focus_start()

    def action_back(self) -> None:
        """Cancel the run if one is under way; otherwise go back."""
        if self.is_sending:
            self.workers.cancel_group(self, "run")
            self.is_sending = False
            self.say_cancelled()
            self.call_after_refresh(self.show_last, and_focus=True)
        else:
            super().action_back()

    @on(Button.Pressed, ".try-anyway")
    def _try_pressed(self, event: Button.Pressed) -> None:
        view = next(node for node in event.button.ancestors if isinstance(node, AttemptView))
        index = list(self.query(AttemptView)).index(view)
        if record := self.journey.record:
            self.unless_one_login_too_many(record.connector, lambda: self._try_anyway(index))
