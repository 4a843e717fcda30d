"""Step 9: sending, and what came of it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from importlib import import_module
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.getters import query_one
from textual.reactive import reactive
from textual.widgets import Button, Static

from ....diagnosis.experiments import propose_experiments
from ....diagnosis.rules.catalogue import built_in_rules
from ....diagnosis.run_diagnosis import diagnose_run
from ....diagnosis.verdict import headline
from ....oauth2.assembly import assemble
from ....oauth2.attempt import Run
from ....oauth2.connector import Connector
from ....oauth2.redaction import Redactor
from ...content.attempt_content import AttemptContent, attempt_content
from ...field_values import with_changes
from ...journey import RunRecord
from ...steps import Step, step_of_field
from ...widgets.result.attempt_view import AttemptView
from ...widgets.result.headline_panel import HeadlinePanel
from ...widgets.result.result_tabs import ResultTabs
from ...widgets.result.run_progress import RunProgress
from ..dialogs.field_chooser import FieldChooser
from ..experiments import ExperimentsScreen
from .step_screen import StepScreen


class ResultStep(StepScreen):
    """Shows a run while it goes on and when it has ended."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # Their places in the footer are wanted for what is this screen's own.
        Binding("ctrl+n", "next", "Next", show=False, id="result.next"),
        Binding("ctrl+g", "focus_rail", "Steps", show=False, id="result.rail"),
        Binding("s", "send", "Send again", id="result.send"),
        Binding("t", "token", "Token", tooltip="Look into the token, and use it", id="result.token"),
        Binding("g", "go_to_field", "Go to field", id="result.field"),
        Binding("v", "toggle_evidence", "Evidence", id="result.evidence"),
        Binding("x", "experiments", "Experiments", id="result.experiments"),
    ]
    has_preview = False

    is_sending: reactive[bool] = reactive(False, toggle_class="-sending")
    headline = query_one(HeadlinePanel)
    progress = query_one(RunProgress)

    def __init__(self, *, send: bool = False) -> None:
        super().__init__(Step.RESULT)
        self._send_on_mount = send

    def compose_form(self) -> ComposeResult:
        yield HeadlinePanel()
        yield RunProgress()
        yield Vertical(id="attempts-shown")

    def compose_navigation(self) -> ComposeResult:
        with Horizontal(id="navigation"):
            yield Button("Back", id="back", name="back")
            yield Static(id="step-problem")
            yield Button("Cancel (Esc)", variant="warning", id="cancel-run", name="back")
            yield Button("Token (t)", id="token", name="token")
            yield Button("Go to field", id="go-to-field", name="go_to_field")
            yield Button("Send again", id="send", name="send")
            yield Button("Save", variant="primary", id="next", name="next")

    def on_mount(self) -> None:
        """Send at once where the user has just asked for it; else show the last run."""
        if self._send_on_mount:
            self._send()
        else:
            self.call_after_refresh(self._show_last)

    def focus_start(self) -> None:
        """Let Enter do the next sensible thing."""
        if self.is_sending:
            self.query_one("#cancel-run").focus()
            return
        record = self.journey.record
        self.query_one("#next" if self._works else "#go-to-field" if record else "#send").focus()

    @property
    def _works(self) -> bool:
        """Whether the last run gave a token."""
        return self.journey.record is not None and self.journey.record.run.verdict == "works"

    def journey_changed(self) -> None:
        super().journey_changed()
        self.set_class(self._works, "-has-token")
        self.refresh_bindings()

    # Sending

    def action_send(self) -> None:
        """Send again; with something missing, Review says what."""
        if self.journey.problems:
            self.doctor.go_to(Step.REVIEW)
        else:
            self.unless_one_login_too_many(self.journey.connector, self._send)

    @work(exclusive=True, group="run")
    async def _send(self) -> None:
        connector = self.journey.connector
        await self._begin(connector)
        try:
            # Loaded here, so that the first screen need not wait for it; in a thread, so that no key need.
            await asyncio.to_thread(import_module, "tui.transport.running")
            from ....transport import run_connector

            # The rules take a moment to read: meanwhile the server takes its own.
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
                record = replace(record, ended=before.ended)  # its token is no younger for that
            await self.doctor.enter_logins(before.connector, (attempt,))
        finally:
            self.is_sending = False
        # Its attempts are counted already.
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
        """Return a run with its findings. In a thread: a large answer takes longer than a key may wait."""
        rules, now = self.doctor.rules, datetime.now(UTC)
        findings = await asyncio.to_thread(diagnose_run, connector, run, rules, now=now)
        return RunRecord(connector, run, now, findings)

    async def _show_ended(self, active: int | None = None) -> None:
        await self._show_record(active)
        if not self.is_left:
            self.focus_start()

    def action_back(self) -> None:
        """Cancel what is under way; else go back."""
        if self.is_sending:
            self.workers.cancel_group(self, "run")
            self.is_sending = False
            self.say_cancelled()
            self.call_after_refresh(self._show_last, and_focus=True)
        else:
            super().action_back()

    # Showing

    @work(exclusive=True, group="record")
    async def _show_last(self, *, and_focus: bool = False) -> None:
        # Not in the screen's own turn, in which no key would be handled meanwhile.
        await self._show_record()
        if and_focus and not self.is_left:
            self.focus_start()

    async def _show_record(self, active: int | None = None) -> None:
        if self.is_left:
            return
        record = self.journey.record
        self.headline.display = not self.is_sending
        self.headline.show(record, is_current=self.journey.record_is_current)
        if record is None:
            return
        redactor, contents = await self._contents(record)
        # Meanwhile the user may have gone on, or sent again.
        if not self.is_left and record is self.journey.record and not self.is_sending:
            shown = self.query_one("#attempts-shown")
            await shown.remove_children()
            await shown.mount(ResultTabs(record.run, record.findings, redactor, contents, active))

    async def _contents(self, record: RunRecord) -> tuple[Redactor, list[AttemptContent]]:
        """Return what is shown of each attempt, as this screen shows secrets now, and what masks them."""
        while True:
            reveal = self.revealed
            made = await asyncio.to_thread(_made_contents, record, reveal=reveal)
            if reveal == self.revealed:
                return made

    @work(exclusive=True, group="show")
    async def _show_attempts(self) -> None:
        """Show the attempts anew, their secrets masked or in the clear."""
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

    def commands(self) -> Iterable[SystemCommand]:
        """Offer the token, where one was given."""
        if self._works:
            yield SystemCommand("Token", "Look into the token, and use it", self.action_token)

    def watch_is_sending(self) -> None:
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "token" and not self._works:
            return False
        if action in {"send", "token", "go_to_field", "toggle_evidence", "experiments"} and self.is_sending:
            return None
        return super().check_action(action, parameters)

    # Going on

    @on(Button.Pressed, ".try-anyway")
    def _try_pressed(self, event: Button.Pressed) -> None:
        view = next(node for node in event.button.ancestors if isinstance(node, AttemptView))
        index = list(self.query(AttemptView)).index(view)
        if record := self.journey.record:
            self.unless_one_login_too_many(record.connector, lambda: self._try_anyway(index))

    def action_toggle_evidence(self) -> None:
        """Show what the findings rest on, or fold it away."""
        for tabs in self.query(ResultTabs):
            tabs.toggle_evidence()

    def action_go_to_field(self) -> None:
        """Let the user choose a field to go to, the likeliest first."""
        record = self.journey.record
        likeliest = headline(record.connector, record.run, record.findings).field if record else ""

        def chosen(key: str | None) -> None:
            if key:
                self.doctor.go_to(step_of_field(key), focus_field=key)

        self.app.push_screen(FieldChooser(likeliest), chosen)

    def action_token(self) -> None:
        """Look into the token that this run gave."""
        # Loaded here, so that the first screen need not wait for it.
        from ..token.token_screen import TokenScreen

        def left(destination: tuple[Step, str] | None) -> None:
            if destination:
                step, key = destination
                self.doctor.go_to(step, focus_field=key)

        if self.journey.record and self._works:
            self.app.push_screen(TokenScreen(self.journey.record), left)

    def action_experiments(self) -> None:
        """Offer the experiments that this run leaves worth making."""
        record = self.journey.record
        proposed = propose_experiments(record.connector, record.run) if record else ()
        if record is None or not proposed:
            self.notify(
                "No experiment is worth making here: the first attempt gave a token, or none was made."
            )
            return

        def ended(kept: Connector | None) -> None:
            if kept is not None:
                # What was typed since the run stays.
                connector = with_changes(self.journey.connector, record.connector, kept)
                self.doctor.set_journey(self.journey.with_connector(connector))
                self.doctor.go_to(Step.REVIEW)

        self.app.push_screen(ExperimentsScreen(record, proposed), ended)


def _made_contents(record: RunRecord, *, reveal: bool) -> tuple[Redactor, list[AttemptContent]]:
    """Return what is shown of each attempt, and what masks it. In a thread: it may take some ten ms."""
    redactor = Redactor.for_connector(record.connector, record.run.secrets)
    return redactor, [attempt_content(attempt, redactor, reveal=reveal) for attempt in record.run.attempts]
