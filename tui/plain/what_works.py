"""Finds what works: tries variations of a request that failed, in turn, until one gets a token."""

from __future__ import annotations

import asyncio
from typing import Final

from ..diagnosis.experiments import Experiment
from ..diagnosis.run_diagnosis import reading_of
from ..diagnosis.search.plan import Plan, begun
from ..diagnosis.search.trial import Trial, conclusion, outcome_words
from ..form.field_values import with_changes
from ..form.journey import RunRecord
from ..oauth2.attempt import Attempt
from ..oauth2.masking.redaction import Redactor
from ..oauth2.secret import Secret
from ..plain_text import plain_line
from ..trials.in_turn import in_turn
from ..trials.sending import make_trial
from .conversation import Conversation
from .login_question import agrees
from .sending import ask_and_send

_NONE_WORKS: Final = "None of these works. So look at the values themselves: what the report names first."
_CANCELED: Final = "\nCanceled. The server may have received what was sent until then."


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
    _say_what_it_takes(talk, plan, record)
    if not talk.console.confirms("Begin?", default=True):
        return
    search = _Search(talk, record, plan)
    try:
        asyncio.run(search.run())
    except KeyboardInterrupt:
        talk.console.say(_CANCELED)
    talk.search = record, search.plan
    if not search.plan.found:
        _say_what_was_kept(talk, search.plan)
        return
    talk.console.say(f"✓ This works: {search.masked(search.plan.what_works)}.")
    if talk.console.confirms("Take it over?", default=True):
        changed = search.plan.found.experiment.connector
        talk.set_connector(with_changes(talk.connector, record.connector, changed))
        ask_and_send(talk)


def _say_what_it_takes(talk: Conversation, plan: Plan, record: RunRecord) -> None:
    redactor = Redactor.for_connector(record.connector)
    for experiment in plan.left:
        cost = " (may cost a failed login)" if experiment.costs_login else ""
        talk.console.say(f"  - {plain_line(redactor.text(experiment.title))}{cost}")
    count, most = talk.guard.ledger.count(record.connector), talk.guard.most
    talk.console.say(
        "These variations are sent in turn, until one works. "
        f"Failed logins in the last hour: {count} of {most}. Beyond, you are asked."
    )


def _say_what_was_kept(talk: Conversation, plan: Plan) -> None:
    """Say why the search has ended without a token, and what the request got further with."""
    left = len(plan.left)
    if plan.stopped:
        talk.console.say(f"Stopped. {plan.stopped}")
    elif not left:
        talk.console.say(_NONE_WORKS)
    if left:
        talk.console.say(f"{left} {'is' if left == 1 else 'are'} left. The menu goes on with that.")
    if plan.kept:
        talk.console.say(f"The request got further with: {plain_line('; '.join(plan.kept))}.")


class _Search:
    """Makes the trials of a plan, and says what came of each. Canceled, `plan` is what is known."""

    def __init__(self, talk: Conversation, record: RunRecord, plan: Plan) -> None:
        self.plan = plan
        self._talk = talk
        self._record = record
        self._first = next(attempt for attempt in record.run.attempts if attempt.exchange)

    async def run(self) -> None:
        """Try one variation after the other."""
        async for plan in in_turn(self.plan, self._made):
            self.plan = plan

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
        named = f"The discovery document names this token endpoint: {self.masked(endpoint)}."
        return agrees(self._talk.console, f"{named} Send the credentials there?")

    def masked(self, text: str, attempt: Attempt | None = None) -> str:
        """Return a text with all that was sent or received masked; an experiment sends some of it trimmed."""
        connectors = [self._record.connector, *(one.connector for one in self.plan.rows)]
        sent = [secret for one in connectors for secret in (one.client_secret, one.password)]
        received: list[Secret] = [*self._record.run.secrets, *(attempt.secrets if attempt else ())]
        return plain_line(Redactor.for_connector(self._record.connector, [*sent, *received]).text(text))
