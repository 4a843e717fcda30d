"""What the random user of tests/wizard/fuzzing.py has found, step by step."""

from __future__ import annotations

import pytest

from tests.wizard.driving import NARROW, WIDE, wizard
from tui.form.steps import Step
from tui.oauth2.connector import Connector
from tui.wizard.screens.dialogs.unsaved_work import UnsavedWorkQuestion
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
