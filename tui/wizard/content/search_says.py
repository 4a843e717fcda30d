"""What the search for what works says: before it begins, while it runs, and when it has ended."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from ...diagnosis.experiments import Experiment
from ...diagnosis.search.plan import Plan
from ..keys.keys_now import key_of, with_keys


def ready_content(waiting: Sequence[Experiment]) -> Content:
    """Return what would be done, and what it may cost."""
    costly = sum(one.costs_login for one in waiting)
    cost = f"{costly} of them may cost a failed login" if costly else "none should cost a failed login"
    if not waiting:
        return Content("All experiments were made.")
    several = f"{len(waiting)} experiments" if len(waiting) > 1 else "1 experiment"
    return Content.assemble(
        (with_keys("Find what works: press {experiments.find}. "), "bold"),
        f"It tries {several}, until one works; {cost}.",
    )


def running_content(plan: Plan, running: Experiment) -> Content:
    """Return which experiment is under way, and what is kept from those before."""
    number, count = len(plan.made) + 1, len(plan.made) + len(plan.left)
    return Content.assemble((f"Experiment {number} of {count}: ", "bold"), f"{running.title}.", _kept(plan))


def ended_content(plan: Plan) -> Content:
    """Return what was found, or why nothing was, and what is left."""
    if plan.found:
        apply = key_of("experiments.apply")
        return Content.styled(f"This works: {plan.what_works}. Press {apply} to apply it.", "bold $works")
    left = len(plan.left)
    untried = "1 experiment was" if left == 1 else f"{left} experiments were"
    if plan.stopped:
        words = f"{plan.stopped} {untried} not made." if left else plan.stopped
        return Content.assemble(("Stopped. ", "bold $warns"), words, _kept(plan))
    if left:
        words = f"{untried} not made. Press {key_of('experiments.find')} to go on."
        return Content.assemble(("Canceled. ", "bold $warns"), words, _kept(plan))
    lesson = "So look at the values themselves: what Result names first."
    if plan.kept:
        lesson = "What is kept got further, so it is part of the cause. See what Result names first."
    return Content.assemble(("None of these works. ", "bold $fails"), lesson, _kept(plan))


def budget_content(count: int, budget: int) -> Content:
    """Return how many logins may have failed, and from how many on the user is asked."""
    keys = with_keys("{experiments.more_logins} or {experiments.less_logins}")
    words = f"Failed logins in the last hour: {count} of {budget}. Beyond, it asks ({keys} to change)."
    return Content.styled(words, "$quiet")


def _kept(plan: Plan) -> str:
    kept = "; ".join(plan.kept)
    return f" Kept, because it got further: {kept}." if kept else ""
