"""Step 9: sending, and what came of it."""

from __future__ import annotations

import time
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Button, Static, TabbedContent, TabPane

from ...diagnosis.verdict import Headline, headline
from ...oauth2.assembly import assemble
from ...oauth2.attempt import Attempt, Run
from ...oauth2.form_fields import label_of
from ...oauth2.redaction import Redactor
from ...oauth2.token_request import TokenRequest
from ...oauth2.token_response import ErrorResponse
from ...plain_text import plain_line
from ..journey import RunRecord
from ..steps import Step, step_of_field
from ..widgets.attempt_view import AttemptView
from .field_chooser import FieldChooser
from .step_screen import StepScreen


class ResultStep(StepScreen):
    """Shows a run while it goes on and when it has ended."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f5", "send", "Send again", id="result.send"),
        Binding("g", "go_to_field", "Go to field", id="result.field"),
    ]
    has_preview = False

    is_sending: reactive[bool] = reactive(False, toggle_class="-sending")

    def __init__(self, *, send: bool = False) -> None:
        super().__init__(Step.RESULT)
        self._send_on_mount = send
        self._ended: list[Attempt] = []
        self._under_way: TokenRequest | None = None
        self._began = 0.0

    def compose_form(self) -> ComposeResult:
        with Vertical(id="headline"):
            yield Static(id="headline-title")
            yield Static(id="headline-detail")
        yield Static(id="progress")
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
        self.set_interval(0.1, self._tick)
        if self._send_on_mount:
            self.action_send()
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
        """Send the requests; a run under way is ended first."""
        if self.journey.problems:
            self.doctor.go_to(Step.REVIEW)
            return
        self._run()

    @work(exclusive=True, group="run", exit_on_error=False)
    async def _run(self) -> None:
        # Loaded here, so that the first screen need not wait for it.
        from ...transport import run_connector

        connector = self.journey.connector
        await self._begin()
        try:
            run = await run_connector(connector, observer=self)
        finally:
            self.is_sending = False
        self.doctor.set_record(RunRecord(connector, run))
        await self._show_record()
        self.focus_start()

    @work(exclusive=True, group="run", exit_on_error=False)
    async def _try_anyway(self, index: int) -> None:
        from ...transport import make_attempt

        record = self.journey.record
        if record is None:
            return
        request = assemble(record.connector, record.run.attempts[index].client_authentication)
        await self._begin()
        self.attempt_started(request)
        try:
            attempt = await make_attempt(record.connector, request)
        finally:
            self.is_sending = False
        attempts = (*record.run.attempts[:index], attempt, *record.run.attempts[index + 1 :])
        self.doctor.set_record(RunRecord(record.connector, Run(attempts)))
        await self._show_record(active=index)

    async def _begin(self) -> None:
        self._ended, self._under_way = [], None
        self._began = time.monotonic()
        self.is_sending = True
        await self.query_one("#attempts-shown").remove_children()
        self.query_one("#headline").display = False
        self._tick()
        self.query_one("#cancel-run").focus()

    def attempt_started(self, request: TokenRequest) -> None:
        """Show that an attempt is under way (called by the transport)."""
        self._under_way = request
        self._began = time.monotonic()
        self._tick()

    def attempt_finished(self, attempt: Attempt) -> None:
        """Show how an attempt ended (called by the transport)."""
        self._under_way = None
        self._ended.append(attempt)
        self._tick()

    def _tick(self) -> None:
        if not self.is_sending:
            return
        lines = [Content.assemble(f"{_sign(attempt)} ", tab_title(attempt)) for attempt in self._ended]
        if self._under_way:
            seconds = time.monotonic() - self._began
            limit = self.journey.connector.request.timeout
            name = self._under_way.client_authentication.short_name
            lines.append(
                Content.assemble("… ", (name, "bold"), f"  {seconds:.1f} s of {limit:g} s at the most")
            )
        target = Content.styled(plain_line(self.journey.connector.token_url), "$foreground-muted")
        self.query_one("#progress", Static).update(Content("\n").join([target, Content(""), *lines]))

    def action_back(self) -> None:
        """Cancel what is under way; else go back."""
        if self.is_sending:
            self.workers.cancel_group(self, "run")
            self.is_sending = False
            self.call_after_refresh(self._cancelled)
        else:
            super().action_back()

    async def _cancelled(self) -> None:
        self.notify("Cancelled. What was sent already may still count as a login.", severity="warning")
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
            self._say_headline(
                Headline(works=False, title="Nothing was sent yet.", detail="F5 sends.", field="")
            )
            return
        says = headline(record.connector, record.run)
        self._say_headline(says, is_current=self.journey.record_is_current)
        panel.set_class(says.works, "-works")
        panel.set_class(not says.works, "-fails")
        await shown.mount(AttemptTabs(record.run, active))
        self._show_attempts()

    def _say_headline(self, says: Headline, *, is_current: bool = True) -> None:
        sign = "✓ " if says.works else "✗ " if self.journey.record else ""
        self.query_one("#headline-title", Static).update(Content(sign + plain_line(says.title)))
        parts = [plain_line(says.detail)]
        if says.field:
            look = "g goes to" if says.works else "Look first at"
            there = "" if says.works else ": g goes there"
            parts.append(f"{look} {label_of(says.field)}{there}.")
        if not is_current:
            parts.append("The fields have changed since this was sent: F5 sends them as they are now.")
        self.query_one("#headline-detail", Static).update(Content(" ".join(part for part in parts if part)))

    def _show_attempts(self) -> None:
        record = self.journey.record
        if record is None:
            return
        tokens = [attempt.token for attempt in record.run.attempts if attempt.token]
        secrets = [token.access_token for token in tokens]
        secrets += [token.refresh_token for token in tokens if token.refresh_token]
        redactor = Redactor.for_connector(record.connector, secrets)
        for view in self.query(AttemptView):
            view.show(redactor, reveal=self.revealed)

    def watch_revealed(self) -> None:
        if self.is_mounted:
            self._show_attempts()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in {"send", "go_to_field"} and self.is_sending:
            return None
        return super().check_action(action, parameters)

    def watch_is_sending(self) -> None:
        self.refresh_bindings()

    # Going on

    @on(Button.Pressed, ".try-anyway")
    def _try_pressed(self, event: Button.Pressed) -> None:
        view = next(node for node in event.button.ancestors if isinstance(node, AttemptView))
        index = list(self.query(AttemptView)).index(view)
        self._try_anyway(index)

    @on(Button.Pressed, "#send")
    def _send_pressed(self) -> None:
        self.action_send()

    @on(Button.Pressed, "#go-to-field")
    def action_go_to_field(self) -> None:
        """Let the user choose a field to go to, the likeliest first."""
        record = self.journey.record
        likeliest = headline(record.connector, record.run).field if record else ""

        def chosen(key: str | None) -> None:
            if key:
                self.doctor.go_to(step_of_field(key), focus_field=key)

        self.app.push_screen(FieldChooser(likeliest), chosen)


class AttemptTabs(Vertical):
    """A tab for each attempt of a run; at first the one that worked, or the first."""

    def __init__(self, run: Run, active: int | None = None) -> None:
        super().__init__()
        self._attempts = run.attempts
        if active is None:
            active = run.attempts.index(run.working) if run.working else 0
        self._active = active

    def compose(self) -> ComposeResult:
        with TabbedContent(initial=f"attempt-{self._active + 1}"):
            for index, attempt in enumerate(self._attempts, start=1):
                title = Content.assemble(f"{index}  ", tab_title(attempt))
                with TabPane(title, id=f"attempt-{index}"):
                    yield AttemptView(attempt)


def tab_title(attempt: Attempt) -> Content:
    """Return an attempt in a few words: the client authentication and how it ended."""
    name = attempt.client_authentication.short_name
    exchange = attempt.exchange
    if exchange is None:
        ending, style = "skipped", "$foreground-muted"
    elif exchange.failure:
        ending, style = str(exchange.failure.kind), "$text-error"
    else:
        status = exchange.response.status if exchange.response else 0
        error = attempt.answer.error if isinstance(attempt.answer, ErrorResponse) else None
        word = "token" if attempt.token else plain_line(error or attempt.outcome)[:40]
        ending, style = f"{status} {word}", "$text-success" if attempt.token else "$text-error"
    return Content.assemble(name, "  ", (ending, style))


def _sign(attempt: Attempt) -> str:
    return "✓" if attempt.token else "·" if attempt.outcome == "skipped" else "✗"
