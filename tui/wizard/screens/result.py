"""Step 9: sending, and what came of it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.getters import query_one
from textual.reactive import reactive
from textual.widgets import Button, Static

from ...diagnosis.catalogue import built_in_rules
from ...diagnosis.experiments import propose_experiments
from ...diagnosis.run_diagnosis import diagnose_run
from ...diagnosis.verdict import Headline, headline
from ...oauth2.assembly import assemble
from ...oauth2.attempt import Run
from ...oauth2.connector import Connector
from ...oauth2.form_fields import label_of
from ...oauth2.redaction import Redactor
from ...plain_text import plain_line
from ..field_values import with_changes
from ..journey import RunRecord
from ..steps import Step, step_of_field
from ..widgets.attempt_view import AttemptView
from ..widgets.result_tabs import ResultTabs
from ..widgets.run_progress import RunProgress
from .experiments import ExperimentsScreen
from .field_chooser import FieldChooser
from .step_screen import StepScreen


class ResultStep(StepScreen):
    """Shows a run while it goes on and when it has ended."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # Their places in the footer are wanted for what is this screen's own.
        Binding("ctrl+n", "next", "Next", show=False, id="result.next"),
        Binding("ctrl+g", "focus_rail", "Steps", show=False, id="result.rail"),
        Binding("s", "send", "Send again", id="result.send"),
        Binding("g", "go_to_field", "Go to field", id="result.field"),
        Binding("v", "toggle_evidence", "Evidence", id="result.evidence"),
        Binding("x", "experiments", "Experiments", id="result.experiments"),
    ]
    has_preview = False

    is_sending: reactive[bool] = reactive(False, toggle_class="-sending")
    progress = query_one(RunProgress)

    def __init__(self, *, send: bool = False) -> None:
        super().__init__(Step.RESULT)
        self._send_on_mount = send

    def compose_form(self) -> ComposeResult:
        with Vertical(id="headline"):
            yield Static(id="headline-title")
            yield Static(id="headline-detail")
        yield RunProgress()
        yield Vertical(id="attempts-shown")

    def compose_navigation(self) -> ComposeResult:
        with Horizontal(id="navigation"):
            yield Button("Back", id="back")
            yield Static(id="step-problem")
            yield Button("Cancel (Esc)", variant="warning", id="cancel-run")
            yield Button("Go to field", id="go-to-field")
            yield Button("Send again", id="send")
            yield Button("Save", variant="primary", id="next")

    def on_mount(self) -> None:
        """Send at once where the user has just asked for it; else show the last run."""
        if self._send_on_mount:
            self._send()
        else:
            self.call_after_refresh(self._show_record)

    def focus_start(self) -> None:
        """Let Enter do the next sensible thing."""
        if self.is_sending:
            self.query_one("#cancel-run").focus()
            return
        record = self.journey.record
        works = record is not None and record.run.verdict == "works"
        self.query_one("#next" if works else "#go-to-field" if record else "#send").focus()

    # Sending

    def action_send(self) -> None:
        """Send again; with something missing, Review says what."""
        if self.journey.problems:
            self.doctor.go_to(Step.REVIEW)
        else:
            self.doctor.unless_one_login_too_many(self.journey.connector, self._send)

    @work(exclusive=True, group="run")
    async def _send(self) -> None:
        # Loaded here, so that the first screen need not wait for it.
        from ...transport import run_connector

        connector = self.journey.connector
        await self._begin(connector)
        try:
            # The rules take a moment to read: meanwhile the server takes its own.
            run, _ = await asyncio.gather(
                run_connector(connector, observer=self.progress), asyncio.to_thread(built_in_rules)
            )
        finally:
            self.is_sending = False
        await self._keep(connector, run)

    @work(exclusive=True, group="run")
    async def _try_anyway(self, index: int) -> None:
        from ...transport import make_attempt

        record = self.journey.record
        if record is None:
            return
        request = assemble(record.connector, record.run.attempts[index].client_authentication)
        await self._begin(record.connector)
        self.progress.attempt_started(request)
        try:
            attempt = await make_attempt(record.connector, request)
        finally:
            self.is_sending = False
        self.doctor.enter_logins(record.connector, (attempt,))
        attempts = (*record.run.attempts[:index], attempt, *record.run.attempts[index + 1 :])
        await self._keep(record.connector, Run(attempts), active=index)

    async def _begin(self, connector: Connector) -> None:
        self.is_sending = True
        self.progress.begin(connector)
        await self.query_one("#attempts-shown").remove_children()
        self.query_one("#headline").display = False
        self.query_one("#cancel-run").focus()

    async def _keep(self, connector: Connector, run: Run, active: int | None = None) -> None:
        findings = diagnose_run(connector, run, self.doctor.rules, now=datetime.now(UTC))
        record = RunRecord(connector, run, findings)
        if active is None:
            self.doctor.set_record(record)
        else:  # its attempts are counted already
            self.doctor.set_journey(self.journey.with_record(record))
        await self._show_record(active)
        self.focus_start()

    def action_back(self) -> None:
        """Cancel what is under way; else go back."""
        if self.is_sending:
            self.workers.cancel_group(self, "run")
            self.is_sending = False
            self.call_after_refresh(self._cancelled)
        else:
            super().action_back()

    async def _cancelled(self) -> None:
        self.say_cancelled()
        await self._show_record()
        self.focus_start()

    @on(Button.Pressed, "#cancel-run")
    def _cancel_pressed(self) -> None:
        self.action_back()

    # Showing

    async def _show_record(self, active: int | None = None) -> None:
        record = self.journey.record
        panel = self.query_one("#headline")
        panel.display = not self.is_sending
        shown = self.query_one("#attempts-shown")
        await shown.remove_children()
        if record is None:
            self._say_headline(Headline(False, "Nothing was sent yet.", "s sends.", ""))
            return
        says = headline(record.connector, record.run, record.findings)
        self._say_headline(says)
        panel.set_class(says.works, "-works")
        panel.set_class(not says.works, "-fails")
        redactor = self._redactor(record)
        await shown.mount(ResultTabs(record.run, record.findings, redactor, active))
        self._show_attempts()

    def _say_headline(self, says: Headline) -> None:
        record = self.journey.record
        sign = "✓ " if says.works else "✗ " if record else ""
        self.query_one("#headline-title", Static).update(Content(sign + plain_line(says.title)))
        # Of a failure the fix is told here, and why beside its evidence.
        detail = record.findings[0].fix if record and record.findings and not says.works else says.detail
        parts = [plain_line(detail)]
        if says.field:
            parts.append(f"g goes to {label_of(says.field)}.")
        if record and not self.journey.record_is_current:
            parts.append("The fields have changed since this was sent: s sends them as they are now.")
        self.query_one("#headline-detail", Static).update(Content(" ".join(part for part in parts if part)))

    def _show_attempts(self) -> None:
        record = self.journey.record
        if record is None:
            return
        redactor = self._redactor(record)
        for view in self.query(AttemptView):
            view.show(redactor, reveal=self.revealed)

    @staticmethod
    def _redactor(record: RunRecord) -> Redactor:
        tokens = [attempt.token for attempt in record.run.attempts if attempt.token]
        secrets = [token.access_token for token in tokens]
        secrets += [token.refresh_token for token in tokens if token.refresh_token]
        return Redactor.for_connector(record.connector, secrets)

    def watch_revealed(self) -> None:
        if self.is_mounted:
            self._show_attempts()

    def watch_is_sending(self) -> None:
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in {"send", "go_to_field", "toggle_evidence", "experiments"} and self.is_sending:
            return None
        return super().check_action(action, parameters)

    # Going on

    @on(Button.Pressed, ".try-anyway")
    def _try_pressed(self, event: Button.Pressed) -> None:
        view = next(node for node in event.button.ancestors if isinstance(node, AttemptView))
        index = list(self.query(AttemptView)).index(view)
        if record := self.journey.record:
            self.doctor.unless_one_login_too_many(record.connector, lambda: self._try_anyway(index))

    @on(Button.Pressed, "#send")
    def _send_pressed(self) -> None:
        self.action_send()

    def action_toggle_evidence(self) -> None:
        """Show what the findings rest on, or fold it away."""
        for tabs in self.query(ResultTabs):
            tabs.toggle_evidence()

    @on(Button.Pressed, "#go-to-field")
    def action_go_to_field(self) -> None:
        """Let the user choose a field to go to, the likeliest first."""
        record = self.journey.record
        likeliest = headline(record.connector, record.run, record.findings).field if record else ""

        def chosen(key: str | None) -> None:
            if key:
                self.doctor.go_to(step_of_field(key), focus_field=key)

        self.app.push_screen(FieldChooser(likeliest), chosen)

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
