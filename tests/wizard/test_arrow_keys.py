"""The arrow keys move between fields, with their text selected; not inside a list or an open drop-down."""

from __future__ import annotations

from textual.widgets import Input, Select

from tui.form.steps import Step

from .driving import Driver, wizard
from .samples import COMPLETE


def is_selected(d: Driver) -> bool:
    focused = d.app.screen.focused
    return isinstance(focused, Input) and focused.selected_text == focused.value != ""


async def test_they_go_from_field_to_field_and_stop_at_the_ends() -> None:
    async with wizard(COMPLETE, Step.CLIENT) as d:
        await d.focus_is("client_id")
        assert is_selected(d)
        await d.press("down")
        await d.focus_is("client_secret")
        assert is_selected(d)
        await d.press("down")
        await d.focus_is("client_secret")
        await d.press("up", "up")
        await d.focus_is("client_id")
        assert d.connector == COMPLETE


async def test_they_choose_in_a_list_and_pass_a_closed_drop_down() -> None:
    async with wizard(COMPLETE, Step.SAVE) as d:
        await d.focus_is("next")
        await d.focus_on(d.field("path").input)
        await d.press("down")
        await d.focus_is("source-all")
        await d.press("down", "enter")
        select = d.app.screen.query_one("#source-0", Select)
        await d.until(lambda: select.expanded, "Enter opens it")
        await d.press("down", "enter")
        await d.until(lambda: select.value == "env", "the arrow key chooses in the open list")
        await d.press("down")
        await d.focus_is("variable.0")
        await d.press("up", "up", "up")
        await d.focus_is("path")


async def test_coming_back_from_a_dialog_goes_on_where_one_was() -> None:
    async with wizard(COMPLETE, Step.CLIENT) as d:
        await d.focus_is("client_id")
        await d.press("end", "x", "f1", "escape", "y")
        await d.until(lambda: d.connector.client_id == f"{COMPLETE.client_id}xy", "nothing was replaced")
