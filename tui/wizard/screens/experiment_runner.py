"""Runs experiments: asks first if needed, sends one variation of the request, and keeps the outcome."""

from __future__ import annotations

from dataclasses import replace

from textual import work
from textual.reactive import reactive

from ...diagnosis.experiments import Experiment, conclusion
from ...oauth2.assembly import UnsendableConnectorError, assemble_all
from ...oauth2.attempt import Attempt
from ...oauth2.connector import Connector
from ...oauth2.masking.redaction import Redactor
from ...plain_text import plain_line
from ..journey import RunRecord
from .dialogs.dialog import Question, Reply
from .doctor_screen import DoctorScreen
from .field_actions import RevealingScreen


class ExperimentRunner(DoctorScreen[Connector], RevealingScreen[Connector]):
    """A screen that runs experiments after a run that failed."""

    is_sending: reactive[bool] = reactive(False, toggle_class="-sending")

    def __init__(self, record: RunRecord, experiments: tuple[Experiment, ...]) -> None:
        super().__init__()
        self.record = record
        self.experiments = experiments
        self.outcomes: dict[str, str] = {}
        self.made: dict[str, tuple[Experiment, Attempt]] = {}
        self.under_way = ""

    @property
    def first_attempt(self) -> Attempt:
        """The first attempt of the run that was not skipped."""
        return next(attempt for attempt in self.record.run.attempts if attempt.exchange)

    def show_list(self) -> None:
        """List the experiments, each with a sign of its outcome."""
        raise NotImplementedError

    def show_chosen(self) -> None:
        """Show the highlighted experiment and its outcome."""
        raise NotImplementedError

    def redactor(self) -> Redactor:
        """Return what masks every secret that was sent or received."""
        attempts = [self.first_attempt, *(attempt for _, attempt in self.made.values())]
        received = [secret for attempt in attempts for secret in attempt.secrets]
        # An experiment may send a secret trimmed, and the server may echo it like that.
        sent = [experiment.connector for experiment in self.experiments]
        secrets = [secret for connector in sent for secret in (connector.client_secret, connector.password)]
        return Redactor.for_connector(self.record.connector, [*received, *secrets])

    @work(exclusive=True, group="experiment")
    async def _experiment(self, experiment: Experiment) -> None:
        # Imported here, so that the first screen doesn't wait for it.
        from ...transport import discover_token_endpoint, make_attempt

        connector = experiment.connector
        self.is_sending, self.under_way = True, experiment.id
        self.made.pop(experiment.id, None)
        self.outcomes.pop(experiment.id, None)
        self.show_chosen()
        try:
            if experiment.by_discovery:
                endpoint = await discover_token_endpoint(connector.token_url, connector.request)
                if not await self._may_send_to(experiment, endpoint):
                    return
                connector = replace(connector, token_url=endpoint)
            try:
                request = assemble_all(connector, [experiment.method])[0]
            except UnsendableConnectorError as error:
                self.outcomes[experiment.id] = f"It can't be sent: {plain_line(str(error))}"
                return
            attempt = await make_attempt(connector, request, guard=self.doctor.login_guard)
        finally:
            self.is_sending = False
            if not self.is_left:
                self.show_list()
                self.show_chosen()
        if attempt.exchange is None:
            self.outcomes[experiment.id] = f"Nothing was sent. {attempt.skipped_because}"
            self.show_list()
            self.show_chosen()
            return
        made = replace(experiment, connector=connector)
        self.made[experiment.id] = (made, attempt)
        self.outcomes[experiment.id] = self.redactor().text(conclusion(made, self.first_attempt, attempt))
        self.show_list()
        self.show_chosen()

    async def _may_send_to(self, experiment: Experiment, endpoint: str) -> bool:
        """Tell whether to go on; the credentials go to another URL only if the user agrees."""
        if not endpoint or endpoint == experiment.connector.token_url:
            found = (
                "The discovery document names the same token endpoint."
                if endpoint
                else "No discovery document names a token endpoint."
            )
            self.outcomes[experiment.id] = f"{found} Nothing was sent."
            return False
        reply = await self.app.push_screen_wait(
            Question(
                "Send the credentials there?",
                f"The discovery document names this token endpoint: {plain_line(endpoint)}",
                [Reply("keep", "Don't send"), Reply("send", "Send", "primary")],
            )
        )
        if reply != "send":
            self.outcomes[experiment.id] = "Nothing was sent there, as you chose."
        return reply == "send"
