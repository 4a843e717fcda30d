"""Adds to each finding that is not certain what would settle it, and puts the experiments in that order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from .experiments import Experiment
from .finding import Finding
from .next_step import NextStep
from .probes import Probe, probes_for
from .steps import steps_of

_AFTER_THE_CLIENT: Final = frozenset({"username", "password", "account_state", "mfa_or_policy", "scope"})
"""Culprits behind which the server reads the password, so that another refusal is a failed login."""


def with_next(
    findings: Iterable[Finding], experiments: Sequence[Experiment] | None = None, *, of_a_call: bool = False
) -> tuple[Finding, ...]:
    """Return findings, those that are likely or open with the step that tells their first two culprits apart.

    `experiments` are those that the run leaves to be made; None where there is no run, only a response.
    """
    return tuple(_with_next(finding, experiments, of_a_call=of_a_call) for finding in findings)


def in_order(experiments: Sequence[Experiment], finding: Finding | None) -> tuple[Experiment, ...]:
    """Return experiments with the most telling one for a finding first.

    First comes the one that the finding names. Of the others, those come first that tell its first two
    culprits apart, among them those that cost no failed login, and then those about its first culprit.
    """
    if finding is None:
        return tuple(experiments)
    named = finding.next.id if finding.next else ""
    culprits = finding.culprits

    def order(experiment: Experiment) -> tuple[bool, bool, bool, bool]:
        accuses_first = not culprits or culprits[0] in experiment.accuses
        is_other = experiment.id != named
        return is_other, not experiment.separates(culprits), experiment.costs_login, not accuses_first

    return tuple(sorted(experiments, key=order))


def _with_next(finding: Finding, experiments: Sequence[Experiment] | None, *, of_a_call: bool) -> Finding:
    if finding.confidence == "stated" or finding.severity == "info":
        return replace(finding, next=None) if finding.next else finding
    steps = [
        step
        for probe in probes_for(finding.culprits, of_a_call=of_a_call)
        if (step := _step(probe, experiments, finding))
    ]
    free = [step for step in steps if not step.costs_login]
    # An account that one more failed login could lock is worth more than the better test.
    best = (free if finding.lockout_risk and free else steps)[:1]
    return replace(finding, next=best[0] if best else None)


def _step(probe: Probe, experiments: Sequence[Experiment] | None, finding: Finding) -> NextStep | None:
    """Return a probe as a step; None for an experiment that this run does not leave to be made."""
    if not probe.experiments:
        return NextStep("question", probe.text, probe.costs_login)
    if experiments is None:
        costs = probe.costs_login or not _AFTER_THE_CLIENT.isdisjoint(finding.culprits[:1])
        return NextStep("experiment", probe.text, costs) if probe.text else None
    made = next((one for one in experiments if _is_one(one.id, probe)), None)
    if made is None:
        return None
    lesson = next(iter(steps_of(made.teaches)), "")
    title = made.title.replace("“", "‘").replace("”", "’")  # a row is quoted in it
    return NextStep("experiment", f"Try “{title}”. {lesson}", made.costs_login, made.id)


def _is_one(experiment: str, probe: Probe) -> bool:
    families = tuple(name for name in probe.experiments if name.endswith("-"))
    return experiment in probe.experiments or experiment.startswith(families)
