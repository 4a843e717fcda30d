"""The loop that tries one variation after the other, until the plan has no next one."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Protocol, Self, TypeVar

from ..diagnosis.experiments import Experiment
from ..diagnosis.search.trial import Trial


class Plan(Protocol):
    """Says which variation comes next. It is frozen: each outcome makes a new plan."""

    @property
    def next(self) -> Experiment | None:
        """The variation to send now; None to stop."""

    def after(self, trial: Trial) -> Self:
        """Return the plan after a variation was tried."""


Planned = TypeVar("Planned", bound=Plan)


async def in_turn(plan: Planned, make: Callable[[Experiment], Awaitable[Trial]]) -> AsyncIterator[Planned]:
    """Yield the plan after each variation that it asks for. `make` sends one."""
    while (variation := plan.next) is not None:
        plan = plan.after(await make(variation))
        yield plan
