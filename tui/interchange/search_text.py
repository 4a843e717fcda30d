"""What the search for what works says: before it begins, while it runs, and when it has ended."""

from __future__ import annotations

from collections.abc import Sequence

from ..diagnosis.experiments import Experiment
from ..diagnosis.search.plan import Plan
from ..terminal.ink import Ink, Paragraph, Span, paragraph

COST = "may cost a failed login"
"""What is said of an experiment that may."""
DISCOVERED = "The discovery document names this token endpoint: {}"
SEND_THERE = "Send the credentials there?"
ALL_MADE = "All experiments were made."


def ready_words(waiting: Sequence[Experiment]) -> str:
    """Return what would be done, and what it may cost."""
    costly = sum(one.costs_login for one in waiting)
    if len(waiting) == 1:
        return f"It tries 1 experiment, which {COST if costly else 'should cost no failed login'}."
    cost = f"{costly} of them {COST}" if costly else "none should cost a failed login"
    return f"It tries {len(waiting)} experiments, until one works; {cost}."


def running_said(plan: Plan, running: Experiment) -> Paragraph:
    """Return which experiment is under way, and what is kept from those before."""
    number, count = len(plan.made) + 1, len(plan.made) + len(plan.left)
    return paragraph(
        Span(f"Experiment {number} of {count}: ", Ink.STRONG), f"{running.title}.{kept_words(plan)}"
    )


def ended_said(plan: Plan) -> Paragraph:
    """Return what was found, or why nothing was, and what is left. How to go on is for a face to say."""
    if plan.found:
        return paragraph(Span(f"This works: {plan.what_works}.", Ink.WORKS))
    left, kept = len(plan.left), kept_words(plan)
    untried = "1 experiment was" if left == 1 else f"{left} experiments were"
    if plan.stopped:
        words = f"{plan.stopped} {untried} not made." if left else plan.stopped
        return paragraph(Span("Stopped. ", Ink.WARNS), f"{words}{kept}")
    if left:
        return paragraph(Span("Canceled. ", Ink.WARNS), f"{untried} not made.{kept}")
    lesson = "So look at the values themselves: what the diagnosis names first."
    if plan.kept:
        lesson = "What is kept got further, so it is part of the cause. See what the diagnosis names first."
    return paragraph(Span("None of these works. ", Ink.FAILS), f"{lesson}{kept}")


def budget_words(count: int, budget: int) -> str:
    """Return how many logins may have failed, and from how many on the user is asked."""
    return f"Failed logins in the last hour: {count} of {budget}. Then it asks"


def kept_words(plan: Plan) -> str:
    """Return what the request got further with, behind a blank; empty where nothing is kept."""
    kept = "; ".join(plan.kept)
    return f" Kept, because it got further: {kept}." if kept else ""
