"""The steps of a token's life as they are made: what has ended, what is under way, what is still to come.

✓ A call with the token. 401 after 12 ms                  ─ each unfolds to all that came
◐ The API refused the token: a new one is got …  0.4 s of 30 s at the most
○ The call is repeated, once, with the new token.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from typing import Final

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Collapsible, Static

from ....oauth2.api_run import ApiStep, CallStep, Why
from ...content.attempt_content import AttemptContent
from ...content.layers import layers_of
from ...content.waterfall import Waterfall
from ..long_text import LongText

_TICK: Final = 0.1
"""Seconds between two pictures."""
_WHEEL: Final = "◐◓◑◒"

MakeContent = Callable[[ApiStep], AttemptContent]
"""Makes what is shown of a step, masked or not as the screen has it now. It is called in a thread."""


class StepFold(Collapsible):
    """A step that has ended. What came of it is made when it is first unfolded."""

    def __init__(self, step: ApiStep, make: MakeContent, *, collapsed: bool = True) -> None:
        title = f"{_sign(step)} {step.why.value} {outcome(step)}"
        super().__init__(title=title, collapsed=collapsed, classes="step-fold")
        self.set_class(_sign(step) == "✗", "-bad")
        self.step = step
        self._make = make

    def on_mount(self) -> None:
        """Show what is unfolded from the beginning."""
        self.watch_collapsed()

    def watch_collapsed(self) -> None:
        if not self.collapsed:
            self.show()

    @work(exclusive=True)
    async def show(self) -> None:
        """Show all about the step, its secrets masked or in the clear; while it is folded, nothing."""
        if self.collapsed:
            return
        content = await asyncio.to_thread(self._make, self.step)
        exchange = self.step.exchange if isinstance(self.step, CallStep) else self.step.attempt.exchange
        place = self.query_one(Collapsible.Contents)
        if place.children:
            for text, part in zip(place.query(LongText), (content.facts, content.details), strict=False):
                text.update(part)
        elif exchange:
            await place.mount(
                LongText(content.facts),
                Static(Waterfall(layers_of(exchange)), classes="waterfall"),
                LongText(content.details, classes="attempt-details"),
            )


class LifeSteps(Vertical):
    """Follows a token's life."""

    coming = query_one(".steps-coming", Static)

    def __init__(self, make: MakeContent, *, id: str) -> None:
        super().__init__(id=id, classes="life-steps")
        self._make = make
        self._to_come: list[Why] = []
        self._limit = self._began = 0.0
        self._turn = 0
        self._is_under_way = False

    def compose(self) -> ComposeResult:
        yield Vertical(classes="steps-ended")
        yield Static(classes="steps-coming")

    def on_mount(self) -> None:
        """Count the time."""
        self.set_interval(_TICK, self._tick)

    async def begin(self, plan: Sequence[Why], limit: float) -> None:
        """Start to follow: the steps that are to come, and how many seconds each can take."""
        self._to_come, self._limit = list(plan), limit
        self._is_under_way, self._began = True, time.monotonic()
        await self.query_one(".steps-ended").remove_children()
        self._show_coming()

    async def hear(self, step: ApiStep, then: Sequence[Why] = ()) -> None:
        """Show how a step ended; `then` is what has to follow it that was not planned."""
        self._to_come = [*self._to_come[1:], *then]
        self._began = time.monotonic()
        await self.query_one(".steps-ended").mount(StepFold(step, self._make))
        self._show_coming()

    def end(self, note: str = "") -> None:
        """Tell that nothing is under way any more, and why what was planned was not made."""
        self._is_under_way = False
        left_out = [Content.styled(f"· {why.value} Not made.", "$foreground-muted") for why in self._to_come]
        lines = [*left_out, *([Content.styled(note, "$text-warning")] if note else [])]
        self.coming.update(Content("\n").join(lines))
        self.coming.display = bool(lines)

    async def unfold_last(self) -> None:
        """Show all about the step that ended last."""
        folds = list(self.query(StepFold))
        if folds:
            # A new one: one that unfolds would have itself scrolled to.
            await folds[-1].remove()
            unfolded = StepFold(folds[-1].step, self._make, collapsed=False)
            await self.query_one(".steps-ended").mount(unfolded)

    def show_anew(self) -> None:
        """Show what is unfolded as the screen has secrets now."""
        for fold in self.query(StepFold):
            fold.show()

    def _tick(self) -> None:
        self._turn += 1
        if self._is_under_way:
            self._show_coming()

    def _show_coming(self) -> None:
        lines: list[Content] = []
        for number, why in enumerate(self._to_come):
            if number:
                lines.append(Content.styled(f"○ {why.value}", "$foreground-muted"))
                continue
            seconds = time.monotonic() - self._began
            spent = (f" {seconds:.1f} s of {self._limit:g} s at the most", "$foreground-muted")
            wheel = (f"{_WHEEL[self._turn % len(_WHEEL)]} ", "$text-accent")
            lines.append(Content.assemble(wheel, (why.value, "bold"), spent))
        self.coming.display = bool(lines)
        self.coming.update(Content("\n").join(lines))


def outcome(step: ApiStep) -> str:
    """Return how a step ended in a few words of ours."""
    exchange = step.exchange if isinstance(step, CallStep) else step.attempt.exchange
    if exchange is None:
        return ""
    if exchange.response is None:
        ending = str(exchange.failure.kind) if exchange.failure else "no answer"
    elif isinstance(step, CallStep):
        ending = str(exchange.response.status)
    else:
        ending = "A token came" if step.token else f"{exchange.response.status} and no token"
    total = exchange.timings.total
    return ending if total is None else f"{ending} after {total:,.0f} ms"


def _is_good(step: ApiStep) -> bool:
    return step.exchange.is_success if isinstance(step, CallStep) else step.token is not None


def _sign(step: ApiStep) -> str:
    # That the first token is over is what was asked, and no failure.
    return "✓" if _is_good(step) else "!" if step.why is Why.OLD_AGAIN else "✗"
