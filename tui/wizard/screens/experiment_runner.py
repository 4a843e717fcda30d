"""Runs experiments, one that the user chooses or all in turn until one works, and keeps the outcomes."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Final

from textual import work
from textual.reactive import reactive

from ...diagnosis.experiments import Experiment
from ...diagnosis.run_diagnosis import reading_of
from ...diagnosis.search.plan import Plan, begun
from ...diagnosis.search.trial import Trial, conclusion
from ...form.journey import RunRecord
from ...interchange.search_text import DISCOVERED, SEND_THERE
from ...oauth2.attempt import Attempt
from ...oauth2.connector import Connector
from ...oauth2.login_ledger import MOST_FAILED_LOGINS
from ...oauth2.masking.redaction import Redactor
from ...plain_text import plain_line
from .dialogs.dialog import Question, Reply
from .doctor_screen import DoctorScreen
from .field_actions import RevealingScreen

LARGEST_BUDGET: Final = 20


class ExperimentRunner(DoctorScreen[Connector], RevealingScreen[Connector]):
    """A screen that runs experiments after a run that failed."""

    is_sending: reactive[bool] = reactive(False, toggle_class="-sending")
    budget: reactive[int] = reactive(MOST_FAILED_LOGINS)
    """How many logins of the account may have failed before the user is asked."""

    def __init__(self, record: RunRecord, experiments: tuple[Experiment, ...]) -> None:
        super().__init__()
        self.record = record
        self.experiments = experiments
        self.made: dict[str, Trial] = {}
        self.plan: Plan | None = None
        """The search for what works, once it has begun."""
        self.is_searching = False
        self.under_way = ""
        """The ID of the experiment that is running."""

    @property
    def first_attempt(self) -> Attempt:
        """The first attempt of the run that was not skipped."""
        return next(attempt for attempt in self.record.run.attempts if attempt.exchange)

    @property
    def waiting(self) -> tuple[Experiment, ...]:
        """The experiments that the search would make."""
        if self.plan:
            return self.plan.left
        return tuple(one for one in self.experiments if one.id not in self.made)

    def show_all(self) -> None:
        """Show the experiments with their outcomes, and what the highlighted one shows."""
        raise NotImplementedError

    def show_running(self, experiment: str) -> None:
        """Highlight an experiment that has begun, if the user was looking at the one before it."""
        raise NotImplementedError

    def says(self, experiment: Experiment) -> str:
        """Return what an experiment has shown, or would."""
        trial = self.made.get(experiment.id)
        if trial and trial.attempt:
            return self.redactor().text(conclusion(trial.experiment, self.first_attempt, trial.attempt))
        if trial:
            return trial.not_sent
        skipped = self.plan.skipped.get(experiment.id) if self.plan else None
        return skipped or experiment.teaches

    def redactor(self) -> Redactor:
        """Return what masks every secret that was sent or received."""
        attempts = [self.first_attempt, *(trial.attempt for trial in self.made.values() if trial.attempt)]
        received = [secret for attempt in attempts for secret in attempt.secrets]
        # An experiment may send a secret trimmed, and the server may echo it like that.
        sent = [experiment.connector for experiment in self.experiments]
        secrets = [secret for connector in sent for secret in (connector.client_secret, connector.password)]
        return Redactor.for_connector(self.record.connector, [*received, *secrets])

    @work(exclusive=True, group="experiment")
    async def make_one(self, experiment: Experiment) -> None:
        """Make one experiment that the user has chosen."""
        self.made.pop(experiment.id, None)
        self.is_sending = True
        try:
            trial = await self._trial(experiment)
            self.made[experiment.id] = trial
            if self.plan:
                self._follow(self.plan.after(trial))
        finally:
            self._rest()

    @work(exclusive=True, group="experiment")
    async def search(self) -> None:
        """Make the experiments in turn until one works. Canceled, it keeps what is known."""
        self.is_sending = self.is_searching = True
        try:
            # Imported here, so that the first screen doesn't wait for it.
            from ...trials.in_turn import in_turn

            first = await asyncio.to_thread(self._planned)
            self._follow(first)
            async for plan in in_turn(first, self._trial):
                self._follow(plan)
                self.made = dict(plan.made)
        finally:
            self._rest()

    def _follow(self, plan: Plan) -> None:
        """Take a plan over. Where it has nothing to try, the experiments stay as they were: one is chosen."""
        self.plan, self.experiments = plan, plan.rows or self.experiments

    def _planned(self) -> Plan:
        """Return the plan of the search, with all that was tried by hand."""
        record, rules = self.record, self.doctor.rules
        attempts = [attempt for attempt in record.run.attempts if attempt.exchange]
        readings = [reading_of(record.connector, attempt, rules) for attempt in attempts]
        finding = record.findings[0] if record.findings else None
        plan = self.plan or begun(record.connector, record.run, readings, finding)
        for trial in self.made.values():
            if plan.made.get(trial.experiment.id) is not trial:
                plan = plan.after(trial)
        return plan.resumed()

    async def _trial(self, experiment: Experiment) -> Trial:
        from ...trials.sending import make_trial

        before, self.under_way = self.under_way, experiment.id
        self.show_all()
        self.show_running(before)
        guard = replace(self.doctor.login_guard, most=self.budget)
        return await make_trial(experiment, guard, may_send_to=self._may_send_to, rules=self.doctor.rules)

    def _rest(self) -> None:
        self.is_sending = self.is_searching = False
        self.under_way = ""
        if not self.is_left:
            self.show_all()

    async def _may_send_to(self, endpoint: str) -> bool:
        """Tell whether the credentials may go to another URL: only if the user agrees."""
        reply = await self.app.push_screen_wait(
            Question(
                SEND_THERE,
                DISCOVERED.format(plain_line(endpoint)),
                [Reply("keep", "Don't send"), Reply("send", "Send", "primary")],
            )
        )
        return reply == "send"
