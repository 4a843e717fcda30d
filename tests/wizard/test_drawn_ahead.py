"""A screen that is drawn in turns may be left, covered or resized before the last of them."""

from __future__ import annotations

import pytest

from tui.form.steps import Step
from tui.wizard.screens import drawn_ahead
from tui.wizard.screens.dialogs.help_dialog import HelpDialog

from .driving import NARROW, WIDE, wizard
from .samples import COMPLETE


@pytest.fixture(autouse=True)
def one_widget_a_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawn_ahead, "_SLICE", -1.0)


async def test_a_screen_may_be_left_while_it_is_drawn() -> None:
    async with wizard(COMPLETE, Step.CLIENT_AUTHENTICATION) as d:
        for _ in range(5):
            d.app.go_to(Step.CLIENT)
            await d.on_step(Step.CLIENT)
            d.app.screen.refresh()
            d.app.screen._compositor_refresh()
            d.app.go_to(Step.CLIENT_AUTHENTICATION)
            await d.on_step(Step.CLIENT_AUTHENTICATION)


async def test_a_dialog_may_be_closed_while_it_is_drawn() -> None:
    async with wizard(COMPLETE, Step.CLIENT_AUTHENTICATION) as d:
        for _ in range(5):
            await d.press("f1")
            await d.on_screen(HelpDialog)
            await d.pilot.resize_terminal(*WIDE)
            d.app.pop_screen()
            await d.on_step(Step.CLIENT_AUTHENTICATION)
            await d.pilot.resize_terminal(*NARROW)
        await d.drawn()
        await d.sees("Client authentication")
