"""A terminal that is too small says how large it must be, and gives everything back on resize."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual import events
from textual.command import CommandPalette
from textual.geometry import Size

from tests.servers.raw_server import RawServer, stalling
from tui.form.steps import Step
from tui.oauth2.connector import Connector
from tui.profiles.drafts import find_drafts
from tui.wizard.screens.dialogs.help_dialog import HelpDialog
from tui.wizard.screens.start import StartScreen
from tui.wizard.widgets.too_small import TooSmall

from .driving import wizard
from .samples import COMPLETE

SHEET = "This terminal is too small."


@pytest.mark.parametrize("size", [(60, 15), (59, 40), (120, 19), (20, 5), (1, 1)])
async def test_it_says_how_large_it_must_be_and_recovers_with_all_that_was_typed(
    size: tuple[int, int],
) -> None:
    async with wizard(Connector(), Step.CONNECTOR) as d:
        await d.paste("typed before")
        await d.pilot.resize_terminal(*size)
        await d.until(lambda: d.app.screen.query_one(TooSmall).display, "the sheet")
        if size[0] >= 60:
            await d.sees(SHEET)
            await d.sees(f"It is {size[0]} columns by {size[1]} rows; connector-doctor needs 60 by 20.")
        assert "typed before" not in d.seen()
        await d.pilot.resize_terminal(80, 24)
        await d.sees("typed before", within="#field-name")
        assert SHEET not in d.seen()
        await d.focus_is("name")
        await d.press("end", "!")
        await d.until(lambda: d.connector.name == "typed before!", "typing goes on")


async def test_the_smallest_size_that_is_enough_shows_the_form() -> None:
    async with wizard(Connector(), Step.CLIENT, size=(60, 20)) as d:
        assert SHEET not in d.seen()
        await d.sees("Client ID required")
        await d.sees("Next")
        await d.press("enter", "enter")
        await d.sees("2 fields to fix.", within="#navigation")


@pytest.mark.parametrize("size", [(40, 10), (5, 60), (59, 24)])
async def test_the_sheet_lies_over_all_of_a_terminal_that_was_small_from_the_start(
    size: tuple[int, int],
) -> None:
    async with wizard(COMPLETE, Step.TOKEN_ENDPOINT, size=size) as d:
        await d.until(lambda: d.app.screen.query_one(TooSmall).outer_size == Size(*size), "all is covered")


async def test_below_80_columns_the_list_of_steps_lies_over_the_form_while_it_is_asked_for() -> None:
    async with wizard(COMPLETE, Step.CLIENT, size=(60, 20)) as d:
        assert "4 Token endpoint" not in d.seen()
        await d.press("ctrl+g")
        await d.sees("4 Token endpoint")
        await d.press("escape")
        await d.focus_is("client_id")
        await d.until(lambda: "4 Token endpoint" not in d.seen(), "the form has all columns again")
        await d.press("ctrl+g", "4")
        await d.on_step(Step.TOKEN_ENDPOINT)


async def test_start_and_dialogs_have_the_sheet_too() -> None:
    async with wizard() as d:
        await d.press("f12")
        await d.on_screen(HelpDialog)
        for screen in (HelpDialog, StartScreen):
            await d.pilot.resize_terminal(60, 15)
            await d.sees(SHEET)
            await d.pilot.resize_terminal(80, 24)
            await d.sees("It lists the saved profiles" if screen is HelpDialog else "Why does this")
            await d.press("escape")


async def test_behind_the_sheet_no_key_does_anything_and_no_click() -> None:
    with RawServer(stalling()) as server:
        connector = replace(COMPLETE, token_url=server.token_url)
        async with wizard(connector, Step.CLIENT) as d:
            await d.focus_is("client_id")
            await d.pilot.resize_terminal(60, 15)
            await d.sees(SHEET)
            await d.press("Z", "f8", "s", "enter", "f12", "ctrl+p", "ctrl+o", "ctrl+s")
            await d.paste("pasted")
            await d.pilot.click(offset=(30, 14))
            await d.pilot.resize_terminal(80, 24)
            await d.on_step(Step.CLIENT)
            await d.focus_is("client_id")
            assert d.connector == connector
            assert len(d.app.screen_stack) == 3
            assert not server.requests
            await d.press("end", "!")
            await d.until(lambda: d.connector.client_id == f"{COMPLETE.client_id}!", "typing goes on")


async def test_quitting_behind_the_sheet_warns_of_unsaved_work_and_keeps_a_draft() -> None:
    async with wizard(Connector(), Step.CONNECTOR) as d:
        await d.paste("acme")
        await d.pilot.resize_terminal(60, 15)
        await d.sees(SHEET)
        await d.press("ctrl+q")
        await d.sees("There is unsaved work. Ctrl+Q again quits.")
        # To make the terminal larger is to think again.
        await d.pilot.resize_terminal(80, 24)
        await d.until(lambda: SHEET not in d.seen(), "the screen is back")
        await d.pilot.resize_terminal(60, 15)
        await d.sees(SHEET)
        await d.press("ctrl+q")
        await d.sees("There is unsaved work.")
        assert not d.app._exit
        d.app.post_message(events.Key("ctrl+q", None))
        await d.until(lambda: d.app._exit, "it quits")
    (draft,) = find_drafts()
    assert draft.profile.connector.name == "acme"


async def test_without_unsaved_work_it_quits_at_once() -> None:
    async with wizard(size=(60, 15)) as d:
        await d.sees(SHEET)
        d.app.post_message(events.Key("ctrl+q", None))
        await d.until(lambda: d.app._exit, "it quits")


async def test_the_palette_closes_where_it_cannot_be_seen() -> None:
    async with wizard(COMPLETE, Step.CLIENT) as d:
        await d.press("ctrl+p")
        await d.until(lambda: isinstance(d.app.screen, CommandPalette), "the palette")
        await d.pilot.resize_terminal(30, 5)
        await d.on_step(Step.CLIENT)
