"""The steps that the Token screen makes with a token: ended, under way, and still to come.

✓ Calling the API with the token. 401 after 12 ms         ─ each unfolds to the full response
◐ The API refused the token; getting a new one …  0.4 s of at most 30 s
○ Repeating the call once with the new token.
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

from ....interchange.report.layers import layers_of
from ....interchange.token_text.use import skipped_said, step_said, step_sign
from ....oauth2.api_run import ApiStep, CallStep, Why
from ...content.attempt_content import AttemptContent
from ...content.waterfall import Waterfall
from ..long_text import LongText

_TICK: Final = 0.1
"""Seconds between two updates."""
_WHEEL: Final = "◐◓◑◒"

MakeContent = Callable[[ApiStep], AttemptContent]
"""Makes the content of a step, masked or revealed as the screen is now. It is called in a thread."""


class StepFold(Collapsible):
    """A step that has ended. Its content is made when it is first unfolded."""

    def __init__(self, step: ApiStep, make: MakeContent, *, collapsed: bool = True) -> None:
        super().__init__(title=step_said(step), collapsed=collapsed, classes="step-fold")
        self.set_class(step_sign(step) == "✗", "-bad")
        self.step = step
        self._make = make

    def on_mount(self) -> None:
        """Show the content if the step starts unfolded."""
        self.watch_collapsed()

    def watch_collapsed(self) -> None:
        if not self.collapsed:
            self.show()

    @work(exclusive=True)
    async def show(self) -> None:
        """Show everything about the step, masked or revealed; do nothing while it is folded."""
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
    """Follows the steps, and shows each as it begins and ends."""

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
        """Get ready to update the time regularly, while a step is under way."""
        self._ticks = self.set_interval(_TICK, self._tick, pause=True)

    async def begin(self, plan: Sequence[Why], limit: float) -> None:
        """Start with the planned steps; each can take `limit` seconds."""
        self._to_come, self._limit = list(plan), limit
        self._is_under_way, self._began = True, time.monotonic()
        self._ticks.resume()
        await self.query_one(".steps-ended").remove_children()
        self._show_coming()

    async def hear(self, step: ApiStep, then: Sequence[Why] = ()) -> None:
        """Show how a step ended. `then` holds further steps that have become necessary."""
        self._to_come = [*self._to_come[1:], *then]
        self._began = time.monotonic()
        await self.query_one(".steps-ended").mount(StepFold(step, self._make))
        self._show_coming()

    def end(self, note: str = "") -> None:
        """Show that nothing is under way now; steps still to come were skipped, and `note` says why."""
        self._is_under_way = False
        self._ticks.pause()
        left_out = [Content.styled(skipped_said(why), "$quiet") for why in self._to_come]
        lines = [*left_out, *([Content.styled(note, "$warns")] if note else [])]
        self.coming.update(Content("\n").join(lines))
        self.coming.display = bool(lines)

    async def unfold_last(self) -> None:
        """Unfold the step that ended last."""
        folds = list(self.query(StepFold))
        if folds:
            # Replace it with a new one: unfolding would scroll to it.
            await folds[-1].remove()
            unfolded = StepFold(folds[-1].step, self._make, collapsed=False)
            await self.query_one(".steps-ended").mount(unfolded)

    def show_anew(self) -> None:
        """Show the unfolded steps again, masked or revealed as the screen is now."""
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
                lines.append(Content.styled(f"○ {why.value}", "$quiet"))
                continue
            seconds = time.monotonic() - self._began
            spent = (f" {seconds:.1f} s of at most {self._limit:g} s", "$quiet")
            wheel = (f"{_WHEEL[self._turn % len(_WHEEL)]} ", "$accent")
            lines.append(Content.assemble(wheel, (why.value, "bold"), spent))
        self.coming.display = bool(lines)
        self.coming.update(Content("\n").join(lines))
