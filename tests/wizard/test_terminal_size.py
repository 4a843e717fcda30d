"""A terminal that is too small says how large it must be, and gives everything back on resize."""

from __future__ import annotations

import pytest

from tui.oauth2.connector import Connector
from tui.wizard.steps import Step
from tui.wizard.widgets.too_small import TooSmall

from .driving import wizard

SHEET = "This terminal is too small."


@pytest.mark.parametrize("size", [(60, 15), (69, 40), (120, 19), (20, 5), (1, 1)])
async def test_it_says_how_large_it_must_be_and_recovers_with_all_that_was_typed(
    size: tuple[int, int],
) -> None:
    async with wizard(Connector(), Step.CONNECTOR) as d:
        await d.paste("typed before")
        await d.pilot.resize_terminal(*size)
        await d.until(lambda: d.app.screen.query_one(TooSmall).display, "the sheet")
        if size[0] >= 60:
            await d.sees(SHEET)
            await d.sees(f"It is {size[0]} columns by {size[1]} rows; connector-doctor needs 70 by 20.")
        assert "typed before" not in d.seen()
        await d.pilot.resize_terminal(80, 24)
        await d.sees("typed before", within="#field-name")
        assert SHEET not in d.seen()
        await d.focus_is("name")
        await d.press("end", "!")
        await d.until(lambda: d.connector.name == "typed before!", "typing goes on")


async def test_the_smallest_size_that_is_enough_shows_the_form() -> None:
    async with wizard(Connector(), Step.CLIENT, size=(70, 20)) as d:
        assert SHEET not in d.seen()
        await d.sees("Client ID required")
        await d.sees("Next")
        await d.press("enter", "enter")
        await d.sees("2 fields to fix.", within="#navigation")


async def test_start_and_dialogs_have_the_sheet_too() -> None:
    async with wizard(size=(60, 15)) as d:
        await d.sees(SHEET)
        await d.press("f12")
        await d.until(lambda: len(d.app.screen_stack) == 3, "the dialog")
        await d.sees(SHEET)
        await d.pilot.resize_terminal(80, 24)
        await d.sees("delete the chosen profile")
