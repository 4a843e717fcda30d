"""Alt and a letter is Ctrl and that letter: where a terminal keeps a key, its twin does the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.command import CommandPalette

from tui.form.steps import Step
from tui.oauth2.connector import Connector
from tui.wizard.keys.twin_keys import read_alt_as_ctrl

from .driving import wizard


async def test_the_twins_of_the_keys_that_browsers_eat_do_the_same_and_type_no_letter() -> None:
    async with wizard(Connector(), Step.CONNECTOR) as d:
        await d.paste("acme corp \u00a0")
        await d.press("alt+t")
        await d.until(lambda: d.connector.name == "acme corp", "it is trimmed")
        await d.press("alt+w")
        await d.until(lambda: d.connector.name == "acme ", "the word is deleted")
        await d.press("alt+p")
        await d.on_screen(CommandPalette)
        await d.press("escape", "alt+n")
        await d.on_step(Step.CLIENT)
        for key in (events.Key("alt+7", "7"), events.Key("alt+e", "e")):  # no keys of ours
            d.app.post_message(key)
            await d.settle()
        assert d.connector == Connector(name="acme ")
        await d.press("alt+q")
        await d.sees("Unsaved work")


@given(st.text(min_size=1, max_size=8))
def test_no_key_with_alt_types_anything_and_every_other_key_stays(name: str) -> None:
    for key in (f"alt+{name}", name):
        event = events.Key(key, "x")
        read_alt_as_ctrl(event, ())
        if key.startswith("alt+"):
            assert not event.is_printable
        else:
            assert (event.key, event.character) == (key, "x")
