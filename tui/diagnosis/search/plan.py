"""The plan of a search for what works: the experiments in order, replanned after each outcome.

    begun ──> next ──made──> after ──> next ──made──> after ──> … until a token came, or nothing is left

What a request got further with is kept, and the rest is tried on top of it: a firewall that stops the
request hides that the secret is wrong, too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from ...oauth2.attempt import Attempt, Run
from ...oauth2.client_authentication import ClientAuthentication
from ...oauth2.connector import Connector
from ..attempts.reading import Reading, Stage, stage_accused
from ..experiments import Experiment, propose_experiments
from ..finding import Finding
from ..telling_apart import in_order
from .implied import implied, stopped_for_all
from .trial import Trial

_ON_TOP: Final = "+"
"""In an ID, stands before the number of changes that were kept by then."""


@dataclass(frozen=True)
class Base:
    """A request that the experiments vary, and how it ended."""

    connector: Connector
    attempt: Attempt
    reading: Reading | None = None

    @property
    def stage(self) -> Stage:
        """How far the request got."""
        return self.reading.stage if self.reading else Stage.NOWHERE


@dataclass(frozen=True)
class Plan:
    """What was tried, what is next, and what need not be tried. `after` returns the next plan."""

    base: Base
    rows: tuple[Experiment, ...]
    """All experiments, those that were made in front, in their order."""
    before: tuple[Trial, ...] = ()
    """What the run itself has tried."""
    made: Mapping[str, Trial] = field(default_factory=dict)
    """What came of each experiment, by its ID."""
    skipped: Mapping[str, str] = field(default_factory=dict)
    """Why an experiment need not be made, by its ID."""
    kept: tuple[str, ...] = ()
    """What the request got further with, by title: it is part of all that is tried after it."""
    stopped: str = ""
    """A sentence on why the search ended before its end; empty otherwise."""

    @property
    def found(self) -> Trial | None:
        """The experiment that got a token."""
        return next((trial for trial in self.made.values() if trial.works), None)

    @property
    def left(self) -> tuple[Experiment, ...]:
        """The experiments that were not made, and are not known to be needless."""
        return tuple(one for one in self.rows if one.id not in self.made and one.id not in self.skipped)

    @property
    def next(self) -> Experiment | None:
        """The experiment to make now; None once a token came, and where there is nothing to make."""
        return next(iter(self.left), None) if not self.found and not self.stopped else None

    def changes_of(self, experiment: Experiment) -> tuple[str, ...]:
        """Return all that an experiment changes, by title: what was kept before it, and its own change."""
        number = experiment.id.partition(_ON_TOP)[2]
        return (*self.kept[: int(number or 0)], experiment.title)

    @property
    def what_works(self) -> str:
        """All that was changed until a token came, in words; empty where none came."""
        if not self.found:
            return ""
        first, *others = self.changes_of(self.found.experiment)
        return "".join((first, *(f", and {title[0].lower()}{title[1:]}" for title in others)))

    def after(self, trial: Trial) -> Plan:
        """Return the plan after an experiment was tried."""
        if trial.is_held:
            return replace(self, stopped=trial.not_sent)
        plan = replace(self, made={**self.made, trial.experiment.id: trial}, stopped="")
        if trial.attempt is None or trial.works:
            return plan
        if trial.stage > self.base.stage:
            plan = plan.on(Base(trial.experiment.connector, trial.attempt, trial.reading), trial.experiment)
        return replace(plan, stopped=stopped_for_all(trial.attempt, trial.reading))._without_needless()

    def resumed(self) -> Plan:
        """Return the plan as it goes on after the user has stopped it."""
        return replace(self, stopped=stopped_for_all(self.base.attempt, self.base.reading))

    def on(self, base: Base, kept: Experiment) -> Plan:
        """Return the plan for a request that got further: its change is kept, the others are tried on top."""
        tried = (*self.before, *self.made.values())
        number = len(self.kept) + 1
        fresh = [
            replace(one, id=f"{one.id}{_ON_TOP}{number}")
            for one in _proposed(base, (), base.reading.main if base.reading else None)
            if one.title != kept.title and not any(_is_settled(one, trial) for trial in tried)
        ]
        rows = (*(one for one in self.rows if one.id in self.made), *fresh)
        return replace(self, base=base, rows=rows, kept=(*self.kept, kept.title))

    def _without_needless(self) -> Plan:
        trials = [*self.before, *self.made.values()]
        attempts = [self.base.attempt, *(trial.attempt for trial in trials if trial.attempt)]
        sent = [attempt.exchange.request for attempt in attempts if attempt.exchange]
        waiting = [one for one in self.rows if one.id not in self.made]
        reasons = {one.id: implied(one, self.base.reading, sent) for one in waiting}
        return replace(self, skipped={key: reason for key, reason in reasons.items() if reason})


def begun(
    connector: Connector, run: Run, readings: Sequence[Reading | None], finding: Finding | None = None
) -> Plan:
    """Return the plan after a run that failed. `readings` are of the attempts that were made, in order.

    `finding` is the run's first one. Of the run's attempts, the one that got furthest is varied.
    """
    attempts = [attempt for attempt in run.attempts if attempt.exchange]
    first, *others = map(Base, _connectors(connector, attempts), attempts, readings)
    plan = Plan(first, _proposed(first, run.attempts, finding), tuple(map(_as_trial, others)))
    furthest = max(plan.before, key=lambda trial: trial.stage, default=None)
    if furthest and furthest.attempt and furthest.stage > first.stage:
        base = Base(furthest.experiment.connector, furthest.attempt, furthest.reading)
        plan = replace(plan, before=(*plan.before, _as_trial(first))).on(base, furthest.experiment)
    return plan.resumed()._without_needless()


def _connectors(connector: Connector, attempts: Sequence[Attempt]) -> list[Connector]:
    """Return the connector of each attempt: of a later one, with the method that the attempt chose."""
    others = [
        replace(connector, client_authentication=attempt.client_authentication) for attempt in attempts[1:]
    ]
    return [connector, *others]


def _as_trial(base: Base) -> Trial:
    """Return an attempt of the run as the experiment that it was."""
    method: ClientAuthentication = base.attempt.client_authentication
    experiment = Experiment(
        id=f"by-{method.value}",
        title=f"With {method.short_name}",
        teaches="",
        costs_login=False,
        connector=base.connector,
        method=method,
        accuses=("client_authentication",),
    )
    return Trial(experiment, base.attempt, base.reading)


def _proposed(base: Base, others: Sequence[Attempt], finding: Finding | None) -> tuple[Experiment, ...]:
    """Return the experiments on a request: those that may cost a login last, the most telling ones first."""
    attempts = (base.attempt, *(one for one in others if one is not base.attempt))
    proposed = in_order(propose_experiments(base.connector, Run(attempts)), finding)
    return tuple(sorted(proposed, key=lambda one: one.costs_login))


def _is_settled(experiment: Experiment, trial: Trial) -> bool:
    """Tell whether the same change was tried before, and the server got as far as what it is about."""
    if trial.experiment.title != experiment.title:
        return False
    return trial.attempt is None or trial.stage >= stage_accused(experiment.accuses)
