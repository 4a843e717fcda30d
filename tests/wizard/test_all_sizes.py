"""Sizes of the terminal that no screen of test_places.py meets: below others, and from the start."""

from __future__ import annotations

from tui.form.steps import Step
from tui.wizard.screens.dialogs.row_dialog import RowDialog
from tui.wizard.screens.start import StartScreen

from .driving import WIDE, wizard
from .looks import SIZES, resize
from .opening import FULL


async def test_a_screen_that_was_below_another_while_the_terminal_shrank_is_laid_out_for_it() -> None:
    async with wizard(FULL, Step.ADDITIONAL_HEADERS, size=WIDE) as d:
        await d.press("a")
        await d.on_screen(RowDialog)
        for size in ((80, 24), WIDE, SIZES[0]):
            await resize(d, size)
            await d.press("escape")
            await d.on_step(Step.ADDITIONAL_HEADERS)
            await d.sees("X-A: 1", within="#rows")
            await d.press("a")
            await d.on_screen(RowDialog)


async def test_the_app_starts_at_any_size() -> None:
    for size in ((1, 1), (60, 5), (300, 100)):
        async with wizard(size=size) as d:
            await d.on_screen(StartScreen)
            await d.press("pageup", "down")
            await resize(d, (80, 24))
            await d.sees("Why does this connector fail?")
