"""Every screen survives every size of the terminal, in any order, and is the same afterwards."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Final

import pytest
from textual import events

from tui.form.steps import Step
from tui.practice.server import PracticeServer
from tui.profiles.profile import Profile
from tui.wizard.screens.dialogs.row_dialog import RowDialog
from tui.wizard.screens.start import StartScreen

from .driving import WIDE, Driver, wizard
from .layout_facts import layout_faults
from .places import FULL, PLACES, save_profiles

COVERED: Final = ((1, 1), (10, 3), (59, 19))
"""Below these sizes' cover, a screen is laid out as in its smallest terminal. A screen meets one of them."""
SMALLEST: Final = (60, 20)
USUAL: Final = (SMALLEST, (80, 24), (111, 32), (200, 50))
"""With the one it opens in, the sizes at which every screen is complete."""
OTHERS: Final = ((79, 31), (112, 31), (300, 100), None)
"""The edges of the layouts, a huge one, any. A screen meets one."""


@pytest.fixture
def saved(folder: Path) -> None:
    save_profiles(folder)


async def resize(d: Driver, size: tuple[int, int]) -> None:
    await d.pilot.resize_terminal(*size)
    await d.until(lambda: d.app.screen.size == size, f"{size}")
    await d.settle()
    d.seen()  # draws it


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.usefixtures("saved")
async def test_a_screen_survives_every_size_and_is_the_same_afterwards(place: str) -> None:
    chance = random.Random(f"sizes of {place}")
    number = [*PLACES].index(place)
    other = OTHERS[number % 4] or (chance.randint(1, 300), chance.randint(1, 100))
    sizes = [COVERED[number % 3], *USUAL, other]
    chance.shuffle(sizes)
    path = Path("acme.toml")
    with PracticeServer() as practice:
        async with wizard(
            profile=Profile(FULL, {}, path), at=Step.CONNECTOR, practice=practice, size=WIDE
        ) as d:
            await PLACES[place](d)
            await d.until(lambda: d.app.screen.focused is not None, "something has the focus")
            screen, focus, connector = d.app.screen, d.app.screen.focused, d.connector
            await d.drawn()
            assert focus
            focus.scroll_visible(animate=False, immediate=True)  # what was unfolded has scrolled to itself
            await d.drawn()
            faults = layout_faults(d)
            for size in sizes:
                await resize(d, size)
                if size[0] >= SMALLEST[0] and size[1] >= SMALLEST[1]:
                    faults += layout_faults(d)
                else:
                    # Such keys once asked a list of no height for its lines.
                    for key in ("pageup", "pagedown", "end", "down"):
                        d.app.post_message(events.Key(key, None))
                    await d.settle()
            await resize(d, WIDE)
            if place != "Palette":  # which closes where it can't be seen
                assert d.app.screen is screen
                assert d.app.screen.focused is focus
            assert d.connector == connector
            assert faults == []


async def test_a_screen_that_was_below_another_while_the_terminal_shrank_is_laid_out_for_it() -> None:
    async with wizard(FULL, Step.ADDITIONAL_HEADERS, size=WIDE) as d:
        await d.press("a")
        await d.on_screen(RowDialog)
        for size in ((80, 24), WIDE, SMALLEST):
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
