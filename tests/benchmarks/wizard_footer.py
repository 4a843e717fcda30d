"""Measures what the footer costs: the time of a Tab on Result, and what many of them leave behind.

    .venv/bin/python tests/benchmarks/wizard_footer.py [TABS]

Two footers run the same journey: ours, and the one that Textual brings. Times are processor time of this
process. The last line tells how many times as expensive Textual's footer is.
"""

from __future__ import annotations

import asyncio
import gc
import os
import sys
import tempfile
import time
from dataclasses import dataclass
from typing import Final

from textual.widget import Widget
from textual.widgets import Footer

from tests.wizard.driving import wizard
from tests.wizard.samples import COMPLETE, REFUSED_CLIENT, attempt, record
from tui.form.steps import Step
from tui.wizard.screens import doctor_screen
from tui.wizard.widgets.frame.key_footer import KeyFooter

_TABS: Final = 200


class TextualsFooter(Footer):
    """Textual's footer, as the wizard once used it."""

    def __init__(self) -> None:
        super().__init__(show_command_palette=False)

    def show_bindings(self) -> None:
        """Do nothing: it builds its keys itself, a moment later."""


@dataclass(frozen=True)
class Cost:
    """What the journey took."""

    milliseconds: float
    """For one Tab."""
    widgets: int
    """How many more widgets are alive at the end."""


async def cost_of(footer: type[Widget], tabs: int) -> Cost:
    """Press Tab on Result with a footer."""
    vars(doctor_screen)["KeyFooter"] = footer
    async with wizard(COMPLETE, Step.REVIEW, size=(120, 40)) as d:
        d.app.set_record(record(attempt(401, REFUSED_CLIENT)))
        await d.press("f9")
        await d.on_step(Step.RESULT)
        await d.press(*["tab"] * 10)
        await d.pilot.pause()
        before, began = _alive(), time.process_time()
        for _ in range(tabs):
            await d.press("tab")
            await d.pilot.pause()
        spent = time.process_time() - began
        return Cost(1000 * spent / tabs, _alive() - before)


def _alive() -> int:
    gc.collect()
    return sum(isinstance(thing, Widget) for thing in gc.get_objects())


async def main(tabs: int) -> None:
    """Print a line for each footer, and the ratio."""
    await cost_of(KeyFooter, 10)  # a warm-up run, which loads the modules
    ours, textuals = await cost_of(KeyFooter, tabs), await cost_of(TextualsFooter, tabs)
    for name, cost in (("one widget", ours), ("Textual's", textuals)):
        print(f"{name:12} {cost.milliseconds:6.1f} ms a Tab   {cost.widgets:6,} widgets more after {tabs}")
    print(f"Textual's footer: {textuals.milliseconds / ours.milliseconds:.1f} times the time")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CONNECTOR_DOCTOR_HOME"] = folder
        asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else _TABS))
