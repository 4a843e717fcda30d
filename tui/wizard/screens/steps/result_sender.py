"""The sending half of Result: sends the token request, or one attempt that was skipped."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from types import ModuleType

from textual import on, work
from textual.getters import query_one
from textual.widget import Widget
from textual.widgets import Button

from ....diagnosis.finding import Finding
from ....diagnosis.rules.catalogue import built_in_rules
from ....diagnosis.run_diagnosis import diagnose_run
from ....form.journey import RunRecord
from ....form.steps import step_of_field
from ....oauth2.assembly import assemble
from ....oauth2.attempt import Attempt, Run
from ....oauth2.connector import Connector
from ....past_runs import with_past
from ....profiles.profile import Profile
from ...widgets.result.attempt_view import AttemptView
from ...widgets.result.run_progress import RunProgress
from ...widgets.result.verdict_card import VerdictCard
from .result_view import ResultView

_Attempts = tuple[Attempt, ...]
_Live = Callable[[ModuleType, RunProgress], Awaitable[_Attempts]]
"""Sends with the transport, and tells the progress."""


class ResultSender(ResultView):
    """A step that sends, shows the progress, and keeps the outcome, also of a run that was canceled."""

    progress = query_one(RunProgress)

    def action_send(self) -> None:
        """Send again; if something is missing, go there."""
        if self.is_sending:
            return
        if self.journey.problems:
            super().action_send()
        else:
            self.send_all()

    def send_all(self) -> None:
        """Send all attempts of the connector as it is now."""
        connector = self.journey.connector
        self._follow(connector, partial(self._send_all, connector))

    async def _send_all(
        self, connector: Connector, transport: ModuleType, progress: RunProgress
    ) -> _Attempts:
        guard = self.doctor.login_guard
        run: Run = await transport.run_connector(connector, observer=progress, guard=guard)
        return run.attempts

    @on(Button.Pressed, ".try-anyway")
    def _try_pressed(self, event: Button.Pressed) -> None:
        view = next(node for node in event.button.ancestors if isinstance(node, AttemptView))
        index = list(self.query(AttemptView)).index(view)
        if (record := self.journey.record) and not self.is_sending:
            self._follow(record.connector, partial(self._try_anyway, record, index), record, index)

    async def _try_anyway(
        self, record: RunRecord, index: int, transport: ModuleType, progress: RunProgress
    ) -> _Attempts:
        request = assemble(record.connector, record.run.attempts[index].client_authentication)
        guard = self.doctor.login_guard
        attempt: Attempt = await transport.make_attempt(record.connector, request, progress, guard)
        return (attempt,)

    @work(exclusive=True, group="run")
    async def _follow(
        self,
        connector: Connector,
        live: _Live,
        before: RunRecord | None = None,
        index: int = 0,
    ) -> None:
        """Send, and keep what came of it. Canceled once or often, it keeps all that came until then.

        With `before`, the attempt that is made takes the place of one of that run's.
        """
        opened = self.journey.baseline
        self.is_sending = True
        progress = self.progress  # kept: a screen that is left has no widgets to be asked for
        progress.begin(connector)
        shown = self.query_one("#attempts-shown")
        sending = asyncio.create_task(self._sent(live, self.card, shown, progress))
        keeping = asyncio.create_task(self._end(sending, progress, opened, connector, before, index))
        is_canceled = False
        while not keeping.done():
            try:
                await asyncio.wait({keeping})
            except asyncio.CancelledError:
                if not is_canceled:  # a second time would end the salvage
                    sending.cancel()
                is_canceled = True
        keeping.result()

    async def _sent(self, live: _Live, card: VerdictCard, shown: Widget, progress: RunProgress) -> _Attempts:
        await shown.remove_children()
        card.display = False
        await card.close_editor()
        # Enter does nothing there: held or doubled on Send, it must not cancel the run or send again.
        progress.focus()
        await self.painted()
        # Imported here so that the first screen doesn't wait for it, and in a thread so that no key does.
        return await live(await asyncio.to_thread(import_module, "tui.transport.running"), progress)

    async def _end(
        self,
        sending: asyncio.Task[_Attempts],
        progress: RunProgress,
        opened: Profile,
        connector: Connector,
        before: RunRecord | None,
        index: int,
    ) -> None:
        """Keep the attempts of a run when it has ended, and show them."""
        # Reading the rules takes a moment: use the time while the server is busy.
        reading = asyncio.create_task(asyncio.to_thread(built_in_rules))
        try:
            attempts = await sending
        except asyncio.CancelledError:
            attempts = progress.attempts
        if before:
            kept = before.run.attempts
            attempts = (*kept[:index], *attempts, *kept[index + 1 :]) if attempts else kept
        try:
            await reading
            if self.journey.baseline is opened:  # the user may have opened another connector
                await self._keep(opened, connector, attempts, before)
        finally:
            self.is_sending = False
        await self.show_record(index if before else None)
        if not self.is_left:
            self.focus_start()

    async def _keep(
        self, opened: Profile, connector: Connector, attempts: _Attempts, before: RunRecord | None
    ) -> None:
        """Keep the attempts that were made; say so where there was none."""
        if any(attempt.exchange for attempt in attempts):
            path = None if self.doctor.practice else opened.path
            record = await self._diagnosed(path, connector, Run(attempts))
            if before and before.run.working:
                record = replace(record, ended=before.ended)  # the token is as old as before
            self.doctor.set_record(record)
        elif attempts:
            self.notify(f"Nothing was sent. {attempts[0].skipped_because}", severity="warning")

    async def _diagnosed(self, path: Path | None, connector: Connector, run: Run) -> RunRecord:
        """Return a run with its findings. If the profile has a file, the run is remembered."""
        rules, now = self.doctor.rules, datetime.now(UTC)

        def findings() -> tuple[Finding, ...]:
            return with_past(path, connector, run, diagnose_run(connector, run, rules, now=now), now)

        # In a thread: a large response takes longer than a key press should.
        return RunRecord(connector, run, now, await asyncio.to_thread(findings))

    def go_to_field(self, key: str | None) -> None:
        """Go to a field on its step, if one was chosen."""
        if key:
            self.doctor.go_to(step_of_field(key), focus_field=key)

    def action_back(self) -> None:
        """Cancel the run if one is under way; otherwise go back."""
        if self.is_sending:
            self.workers.cancel_group(self, "run")
            self.say_cancelled()
        else:
            super().action_back()
