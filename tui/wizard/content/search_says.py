"""What the search for what works says, as content, with the keys that go on from there."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from ...diagnosis.experiments import Experiment
from ...diagnosis.search.plan import Plan
from ...interchange.search_text import ALL_MADE, budget_words, ended_said, ready_words, running_said
from ..keys.keys_now import key_of, with_keys
from .inked import STYLES, inked


def ready_content(waiting: Sequence[Experiment]) -> Content:
    """Return what would be done, and what it may cost."""
    if not waiting:
        return Content(ALL_MADE)
    return Content.assemble(
        (with_keys("Find what works: press {experiments.find}. "), "bold"), ready_words(waiting)
    )


def running_content(plan: Plan, running: Experiment) -> Content:
    """Return which experiment is under way, and what is kept from those before."""
    return inked(running_said(plan, running))


def ended_content(plan: Plan) -> Content:
    """Return what was found, or why nothing was, what is left, and which key goes on."""
    first, *rest = ended_said(plan).spans
    style = f"bold {STYLES[first.ink]}"
    if plan.found:
        return Content.styled(f"{first.text} Press {key_of('experiments.apply')} to apply it.", style)
    goes_on = plan.left and not plan.stopped
    key = f" Press {key_of('experiments.find')} to go on." if goes_on else ""
    return Content.assemble((first.text, style), *(span.text for span in rest), key)


def budget_content(count: int, budget: int) -> Content:
    """Return how many logins may have failed, and from how many on the user is asked."""
    keys = with_keys("{experiments.more_logins} or {experiments.less_logins}")
    return Content.styled(f"{budget_words(count, budget)} ({keys} to change).", "$quiet")
