"""What the random user of tests/wizard/fuzzing.py has found, step by step."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.wizard.driving import NARROW, WIDE, wizard
from tests.wizard.samples import COMPLETE, REFUSED_CLIENT, attempt, record
from tui.form.steps import Step
from tui.oauth2.connector import Connector
from tui.wizard.screens.dialogs.unsaved_work import UnsavedWorkQuestion
from tui.wizard.screens.experiments import ExperimentsScreen
from tui.wizard.screens.jump_mode import JumpMode


@pytest.mark.parametrize("sizes", [(WIDE, NARROW, WIDE), (WIDE,)], ids=["often", "once"])
async def test_a_question_over_the_letters_of_jump_mode_outlives_a_resize(
    sizes: list[tuple[int, int]],
) -> None:
    async with wizard(Connector(), Step.CONNECTOR) as d:
        await d.press("a", "ctrl+d")
        await d.on_screen(JumpMode)
        await d.press("ctrl+o")
        await d.on_screen(UnsavedWorkQuestion)
        for size in sizes:
            await d.pilot.resize_terminal(*size)
            await d.settle()
            await d.on_screen(UnsavedWorkQuestion)
        await d.press("escape")
        await d.on_step(Step.CONNECTOR)
        assert d.connector.name == "a"


async def test_a_search_with_nothing_to_try_leaves_the_experiments_as_they_were(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    planned = ExperimentsScreen._planned
    monkeypatch.setattr(ExperimentsScreen, "_planned", lambda screen: replace(planned(screen), rows=()))
    async with wizard(COMPLETE, Step.CONNECTOR) as d:
        d.app.set_record(record(attempt(401, REFUSED_CLIENT)))
        await d.go_to(Step.RESULT)
        await d.focus_is("headline")
        await d.press("x")
        await d.on_screen(ExperimentsScreen)
        before = d.app.screen
        assert isinstance(before, ExperimentsScreen)
        listed = before.experiments
        await d.press("w")
        await d.until(lambda: before.plan is not None and not before.is_sending, "the search has ended")
        assert before.experiments == listed
        assert not d.app._exception
