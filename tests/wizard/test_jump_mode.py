"""Jump mode: a letter for each thing that can have the focus and is in sight; no letter runs anything."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.widgets import Button

from tests.servers.raw_server import RawServer, answering, http_answer
from tui.form.steps import Step
from tui.oauth2.connector import Connector
from tui.wizard.screens.dialogs.help_dialog import HelpDialog
from tui.wizard.screens.dialogs.row_dialog import RowDialog
from tui.wizard.screens.jump_mode import LETTERS, JumpMode, places_on

from .driving import NARROW, WIDE, Driver, wizard
from .samples import COMPLETE


async def jump_to(d: Driver, widget_id: str) -> None:
    """Press the letter that stands on a widget, or on the input of a field."""
    below = d.app.screen
    letters = {
        (place.id or getattr(place.parent, "key", "")): letter
        for letter, (place, _) in zip(LETTERS, places_on(below), strict=False)
    }
    await d.press("ctrl+d")
    await d.on_screen(JumpMode)
    await d.press(letters[widget_id])
    await d.until(lambda: d.app.screen is below, "the screen below")
    await d.focus_is(widget_id)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_letter_focuses_each_thing_in_sight_and_presses_no_button(size: tuple[int, int]) -> None:
    with RawServer(answering(http_answer(401, b"{}"))) as server:
        connector = replace(COMPLETE, token_url=server.token_url)
        async with wizard(connector, Step.CLIENT, size=size) as d:
            for widget_id in ("client_secret", "rail", "next", "back", "client_id"):
                await jump_to(d, widget_id)
            assert d.connector == connector
            await d.go_to(Step.REVIEW)
            await jump_to(d, "next")  # it sends, when it is pressed
            assert server.requests == []


async def test_each_letter_stands_once_and_where_its_place_is() -> None:
    async with wizard(COMPLETE, Step.CLIENT_AUTHENTICATION) as d:
        places = [*places_on(d.app.screen)]
        assert len({offset for _, offset in places}) == len(places) > 3
        assert len(set(LETTERS)) == len(LETTERS) > len(places)
        await d.press("ctrl+d")
        await d.on_screen(JumpMode)
        await d.drawn()
        for letter, (_, offset) in zip(LETTERS, places, strict=False):
            strip = d.app.screen._compositor.render_strips()[offset.y]
            assert strip.crop(offset.x, offset.x + 3).text == f" {letter} "


async def test_it_can_be_canceled_and_other_keys_do_nothing_in_it() -> None:
    async with wizard(Connector(), Step.CONNECTOR) as d:
        await d.press("ctrl+d", "9", "ctrl+n", "ctrl+d", "enter")
        await d.on_screen(JumpMode)
        await d.press("escape")
        await d.on_step(Step.CONNECTOR)
        await d.focus_is("name")
        assert d.connector == Connector()
        await d.press("alt+d")
        await d.on_screen(JumpMode)
        await d.press("f1")
        await d.on_screen(HelpDialog)
        await d.press("escape")
        await d.on_step(Step.CONNECTOR)
        await d.press("ctrl+d")
        await d.on_screen(JumpMode)
        await d.pilot.resize_terminal(*WIDE)
        await d.on_step(Step.CONNECTOR)


async def test_it_works_in_dialogs_and_what_is_typed_behind_the_letter_arrives() -> None:
    async with wizard(COMPLETE, Step.ADDITIONAL_HEADERS) as d:
        await d.press("a")
        await d.on_screen(RowDialog)
        await jump_to(d, "cancel")
        await jump_to(d, "row.value")
        await d.press("x", "y")
        assert d.field("row.value").value == "xy"


async def test_what_is_not_laid_out_yet_has_no_letter() -> None:
    async with wizard(COMPLETE, Step.CLIENT) as d:
        below = d.app.screen
        new = Button("New")
        below.query_one("#navigation").mount(new)
        assert new not in [widget for widget, _ in places_on(below)]
