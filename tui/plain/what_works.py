"""Finds what works: tries variations of a request that failed, in turn, until one gets a token."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from ..diagnosis.experiments import Experiment
from ..diagnosis.run_diagnosis import reading_of
from ..diagnosis.search.plan import Plan, begun
from ..diagnosis.search.trial import Trial, conclusion, outcome_words
from ..form.field_values import with_changes
from ..form.journey import RunRecord
from ..interchange.search_text import COST, DISCOVERED, SEND_THERE, budget_words, ended_said, ready_words
from ..oauth2.attempt import Attempt
from ..oauth2.masking.redaction import Redactor
from ..oauth2.secret import Secret
from ..plain_text import plain_line
from ..trials.in_turn import in_turn
from ..trials.sending import make_trial
from .conversation import Conversation
from .login_question import agrees
from .picking import number_in
from .sending import CANCELED, ask_and_send


def plan_of(talk: Conversation) -> Plan | None:
    """Return the search as it stands for the last run; None where there is nothing to try.

    One that was begun goes on: what it has tried is not sent again.
    """
    record = talk.journey.record
    if record is None or record.run.working or not talk.journey.record_is_current:
        return None
    if talk.search and talk.search[0] is record:
        plan = talk.search[1].resumed()
    else:
        made = [attempt for attempt in record.run.attempts if attempt.exchange]
        readings = [reading_of(record.connector, attempt, talk.rules) for attempt in made]
        plan = begun(record.connector, record.run, readings, next(iter(record.findings), None))
        talk.search = record, plan
    return plan if plan.next else None


def find_what_works(talk: Conversation) -> None:
    """Say what would be tried and what it may cost, ask, try it, and offer to take over what works.

    Raises:
        Back, Ended, MissingSecretError: as in `ask_and_send`.
    """
    plan, record = plan_of(talk), talk.journey.record
    if plan is None or record is None:
        return
    search = _Search(talk, record, plan)
    _say_what_it_takes(talk, search)
    wanted = _wanted(talk, plan)
    if not wanted:
        return
    is_canceled = False
    try:
        asyncio.run(search.run() if wanted == plan.left else search.make(wanted[0]))
    except KeyboardInterrupt:
        is_canceled = True
    talk.search = record, search.plan
    _say_how_it_ended(talk, search, is_canceled=is_canceled, is_one=wanted != plan.left)
    if search.plan.found and talk.console.confirms("Take it over?", default=True):
        changed = search.plan.found.experiment.connector
        talk.set_connector(with_changes(talk.connector, record.connector, changed))
        ask_and_send(talk)


def _say_what_it_takes(talk: Conversation, search: _Search) -> None:
    plan = search.plan
    for number, experiment in enumerate(plan.left, 1):
        cost = f" ({COST})" if experiment.costs_login else ""
        talk.console.say(f"  {number}. {search.masked(experiment.title)}{cost}")
    count = talk.guard.ledger.count(search.record.connector)
    talk.console.say(f"{ready_words(plan.left)} {budget_words(count, talk.guard.most)}.")


def _wanted(talk: Conversation, plan: Plan) -> Sequence[Experiment]:
    """Return what to try: all that is left in turn, the one whose number is typed, or nothing."""
    while True:
        label = "Begin? [Y/n, or the number of one to try alone]"
        answer = talk.console.ask_deliberately(label).strip().lower()
        index = number_in(answer, len(plan.left))
        if index is not None:
            return plan.left[index : index + 1]
        if answer in {"", "y", "yes", "n", "no"}:
            return () if answer[:1] == "n" else plan.left
        talk.console.say(f"Type y, n, or a number from 1 to {len(plan.left)}.")


def _say_how_it_ended(talk: Conversation, search: _Search, *, is_canceled: bool, is_one: bool) -> None:
    """Say what was found, or why nothing was, and what is left."""
    plan = search.plan
    first, *others = (span.text for span in ended_said(plan).spans)
    rest = search.masked("".join(others))
    goes_on = " The menu goes on with that." if plan.left and not plan.found else ""
    if is_canceled:
        talk.console.say(f"{CANCELED} {rest}{goes_on}")
    elif plan.found:
        talk.console.say(f"✓ {search.masked(first)}")
    elif is_one and not plan.stopped and plan.left:
        talk.console.say(goes_on.strip())
    else:
        talk.console.say(f"{first}{rest}{goes_on}")


class _Search:
    """Makes the trials of a plan, and says what came of each. Canceled, `plan` is what is known."""

    def __init__(self, talk: Conversation, record: RunRecord, plan: Plan) -> None:
        self.plan = plan
        self._talk = talk
        self.record = record
        self._first = next(attempt for attempt in record.run.attempts if attempt.exchange)

    async def run(self) -> None:
        """Try one variation after the other."""
        async for plan in in_turn(self.plan, self._made):
            self.plan = plan

    async def make(self, experiment: Experiment) -> None:
        """Try one variation alone."""
        self.plan = self.plan.after(await self._made(experiment))

    async def _made(self, experiment: Experiment) -> Trial:
        self._talk.console.say(f"Trying: {self.masked(experiment.title)} … (Ctrl+C cancels)")
        guard, rules = self._talk.guard, self._talk.rules
        trial = await make_trial(experiment, guard, may_send_to=self._may_send_to, rules=rules)
        if not trial.is_held:  # which is said at the end
            self._talk.console.say(self._outcome(trial))
        return trial

    def _outcome(self, trial: Trial) -> str:
        if trial.attempt is None:
            return f"– {self.masked(trial.not_sent)}"
        sign, words = "✓" if trial.works else "✗", outcome_words(trial.attempt)
        says = conclusion(trial.experiment, self._first, trial.attempt)
        return f"{sign} {self.masked(f'{words}. {says}', trial.attempt)}"

    async def _may_send_to(self, endpoint: str) -> bool:
        """Tell whether the credentials may go to another URL: only if the user agrees."""
        named = DISCOVERED.format(self.masked(endpoint))
        return agrees(self._talk.console, f"{named}. {SEND_THERE}")

    def masked(self, text: str, attempt: Attempt | None = None) -> str:
        """Return a text with all that was sent or received masked; an experiment sends some of it trimmed."""
        connectors = [self.record.connector, *(one.connector for one in self.plan.rows)]
        sent = [secret for one in connectors for secret in (one.client_secret, one.password)]
        received: list[Secret] = [*self.record.run.secrets, *(attempt.secrets if attempt else ())]
        return plain_line(Redactor.for_connector(self.record.connector, [*sent, *received]).text(text))
