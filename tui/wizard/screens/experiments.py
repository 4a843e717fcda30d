"""Experiments on the Result screen: one variation at a time, its outcome beside the first run's."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Button, OptionList, Static
from textual.widgets.option_list import Option

from ...diagnosis.experiments import Experiment, conclusion
from ...oauth2.assembly import UnsendableConnectorError, assemble_all
from ...oauth2.attempt import Attempt
from ...oauth2.connector import Connector
from ...oauth2.redaction import Redactor
from ...plain_text import plain_line
from ..content.attempt_content import attempt_content
from ..journey import RunRecord
from ..widgets.long_text import LongText
from .dialogs.dialog import Question, Reply
from .dialogs.third_login import third_login_question
from .doctor_screen import DoctorScreen
from .field_actions import REVEAL, RevealingScreen


class ExperimentsScreen(DoctorScreen[Connector], RevealingScreen[Connector]):
    """Lists the experiments that are worth making; dismissed with the connector to keep, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back"),
        Binding("a", "apply", "Apply", tooltip="Take what worked into the connector"),
        REVEAL,
    ]
    is_sending: reactive[bool] = reactive(False, toggle_class="-sending")

    def __init__(self, record: RunRecord, experiments: tuple[Experiment, ...]) -> None:
        super().__init__()
        self._record = record
        self._experiments = experiments
        self._outcomes: dict[str, str] = {}
        self._made: dict[str, tuple[Experiment, Attempt]] = {}
        self._under_way = ""

    @property
    def _first(self) -> Attempt:
        return next(attempt for attempt in self._record.run.attempts if attempt.exchange)

    @property
    def _chosen(self) -> Experiment:
        return self._experiments[self.query_one("#experiments", OptionList).highlighted or 0]

    place = "Experiments"

    def compose_content(self) -> ComposeResult:
        with Vertical(id="experimenting"):
            yield OptionList(id="experiments")
            yield Static(id="experiment-says")
            with Horizontal(id="side-by-side"):
                with VerticalScroll(classes="side", can_focus=False) as before:
                    before.border_title = Content("First run")
                    yield LongText(id="before")
                with VerticalScroll(classes="side", can_focus=False) as after:
                    after.border_title = Content("Experiment")
                    yield LongText(id="after")
            with Horizontal(id="navigation"):
                yield Button("Back", id="back", name="back")
                yield Static()
                yield Button("Apply (a)", id="apply", name="apply")
                yield Button("Run it", id="run", name="make", variant="primary")

    def on_mount(self) -> None:
        """List the experiments, the most telling first."""
        self.show_name()
        self._list()
        experiments = self.query_one("#experiments", OptionList)
        experiments.highlighted = 0
        experiments.focus()

    def _list(self) -> None:
        experiments = self.query_one("#experiments", OptionList)
        highlighted = experiments.highlighted
        experiments.set_options(Option(self._prompt(experiment)) for experiment in self._experiments)
        experiments.highlighted = highlighted

    def _prompt(self, experiment: Experiment) -> Content:
        cost = "  may cost a failed login" if experiment.costs_login else ""
        outcome = self._outcomes.get(experiment.id, "")
        sign = "·" if not outcome else "✓" if outcome.startswith("It works") else "✗"
        return Content.assemble(f"{sign} {experiment.title}", (cost, "italic"))

    @on(OptionList.OptionHighlighted, "#experiments")
    def _highlighted(self) -> None:
        self._show()

    def _show(self) -> None:
        experiment = self._chosen
        outcome = self._outcomes.get(experiment.id)
        self.query_one("#experiment-says", Static).update(Content(outcome or experiment.teaches))
        made = self._made.get(experiment.id)
        if made is None:
            is_under_way = self.is_sending and experiment.id == self._under_way
            waiting = "Under way … Esc cancels it." if is_under_way else "Not made yet: Enter makes it."
            self.query_one("#after", LongText).update(Content(waiting))
        self._show_attempts(made[1] if made else None)
        self.query_one("#apply", Button).disabled = not (made and made[1].token)
        self.refresh_bindings()

    @work(exclusive=True, group="show")
    async def _show_attempts(self, after: Attempt | None) -> None:
        """Show the first run's attempt, and beside it the experiment's where it was made."""
        # In a thread: a large answer takes longer than a key may wait.
        contents = partial(_contents, [self._first, after], self._redactor(), reveal=self.revealed)
        for id, content in zip(("#before", "#after"), await asyncio.to_thread(contents), strict=True):
            if content is not None and not self.is_left:
                self.query_one(id, LongText).update(content)

    def _redactor(self) -> Redactor:
        attempts = [self._first, *(attempt for _, attempt in self._made.values())]
        received = [secret for attempt in attempts for secret in attempt.secrets]
        # What was sent trimmed, a server may echo so.
        sent = [experiment.connector for experiment in self._experiments]
        secrets = [secret for connector in sent for secret in (connector.client_secret, connector.password)]
        return Redactor.for_connector(self._record.connector, [*received, *secrets])

    def watch_revealed(self) -> None:
        if self.is_mounted:
            self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "apply":
            made = self._made.get(self._chosen.id) if self.is_mounted else None
            return True if made and made[1].token else None
        return True

    @on(OptionList.OptionSelected, "#experiments")
    def action_make(self) -> None:
        """Make the chosen experiment, unless it would be one failed login too many and the user says no."""
        if not self.is_sending:
            self._experiment(self._chosen)

    @work(exclusive=True, group="experiment")
    async def _experiment(self, experiment: Experiment) -> None:
        # Loaded here, so that the first screen need not wait for it.
        from ...transport import discover_token_endpoint, make_attempt

        connector = experiment.connector
        if experiment.costs_login and not await self._may_cost_a_login(connector):
            return
        self.is_sending, self._under_way = True, experiment.id
        self._made.pop(experiment.id, None)
        self._outcomes.pop(experiment.id, None)
        self._show()
        try:
            if experiment.by_discovery:
                endpoint = await discover_token_endpoint(connector.token_url, connector.request)
                if not await self._may_send_to(experiment, endpoint):
                    return
                connector = replace(connector, token_url=endpoint)
            try:
                request = assemble_all(connector, [experiment.method])[0]
            except UnsendableConnectorError as error:
                self._outcomes[experiment.id] = f"It can't be sent: {plain_line(str(error))}"
                return
            attempt = await make_attempt(connector, request)
            await self.doctor.enter_logins(connector, (attempt,))
        finally:
            self.is_sending = False
            if not self.is_left:
                self._list()
                self._show()
        made = replace(experiment, connector=connector)
        self._made[experiment.id] = (made, attempt)
        self._outcomes[experiment.id] = self._redactor().text(conclusion(made, self._first, attempt))
        self._list()
        self._show()

    async def _may_cost_a_login(self, connector: Connector) -> bool:
        count = self.doctor.journey.logins.count(connector)
        if not self.doctor.journey.logins.should_ask(connector):
            return True
        reply = await self.app.push_screen_wait(third_login_question(connector, count))
        return reply == "send"

    async def _may_send_to(self, experiment: Experiment, endpoint: str) -> bool:
        """Say what was found; credentials go to another URL only when the user agrees."""
        if not endpoint or endpoint == experiment.connector.token_url:
            found = "names the same token endpoint" if endpoint else "was found that names a token endpoint"
            subject = "The discovery document" if endpoint else "No discovery document"
            self._outcomes[experiment.id] = f"{subject} {found}: nothing was sent."
            return False
        reply = await self.app.push_screen_wait(
            Question(
                "Send the credentials there?",
                f"The discovery document names {plain_line(endpoint)}",
                [Reply("keep", "Don't send"), Reply("send", "Send", "primary")],
            )
        )
        return reply == "send"

    def action_apply(self) -> None:
        """Take what worked into the connector."""
        made = self._made.get(self._chosen.id)
        if made and made[1].token:
            self.dismiss(made[0].connector)

    def action_back(self) -> None:
        """Cancel what is under way; else go back."""
        if self.is_sending:
            self.workers.cancel_group(self, "experiment")
            self.say_cancelled()
        else:
            self.dismiss(None)


def _contents(attempts: list[Attempt | None], redactor: Redactor, *, reveal: bool) -> list[Content | None]:
    return [
        attempt_content(attempt, redactor, reveal=reveal).joined() if attempt else None
        for attempt in attempts
    ]
