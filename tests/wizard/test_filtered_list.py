"""Lists are filtered as one types: faults, profiles, fields, what to copy, and the list of steps."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from textual.widgets import OptionList

from tui.form.steps import Step
from tui.practice.server import PracticeServer
from tui.wizard.screens.dialogs.copy_dialog import CopyDialog
from tui.wizard.screens.dialogs.faults_dialog import FaultsDialog
from tui.wizard.screens.dialogs.field_chooser import FieldChooser
from tui.wizard.screens.dialogs.go_to_dialog import GoToDialog
from tui.wizard.widgets.lists.filtered_list import FilteredList, how_near, is_found

from .driving import Driver, wizard
from .samples import COMPLETE, REFUSED_CLIENT, attempt, record


@given(st.text(), st.text())
def test_words_are_found_in_any_order_and_in_capitals_or_not(one: str, other: str) -> None:
    assert is_found(f"{one} {other}", f"{other} {one}")
    assert is_found("Client Secret", "sEc cLi")
    assert not is_found(one, "x" * (len(one) + 1))


@given(st.text(), st.text())
def test_any_words_have_a_place_in_any_text(text: str, words: str) -> None:
    how_near(text, words)
    assert how_near("Its secret", "sec") < how_near("Client Secret", "sec")
    assert how_near("a secret", "sec") < how_near("insecure", "sec")


def shown(d: Driver) -> list[str]:
    return [str(option.prompt) for option in d.app.screen.query_one(OptionList).options]


async def test_a_field_is_found_by_letters_of_its_label_wherever_the_diagnosis_puts_it() -> None:
    async with wizard(COMPLETE, Step.REVIEW) as d:
        d.app.set_record(record(attempt(401, REFUSED_CLIENT)))
        await d.go_to(Step.RESULT)
        await d.press("G")
        await d.on_screen(FieldChooser)
        assert "look here first" in shown(d)[0]
        await d.press(*"token")
        await d.until(lambda: len(shown(d)) == 2, "two have it")
        await d.press("down", "enter")
        await d.on_step(Step.CLIENT_AUTHENTICATION)
        await d.focus_is("response.access_token_key")


async def test_where_nothing_is_found_it_says_so_and_enter_chooses_nothing() -> None:
    async with wizard(COMPLETE, Step.REVIEW) as d:
        await d.press("y")
        await d.on_screen(CopyDialog)
        everything = shown(d)
        await d.press(*"zz", "enter", "ctrl+s", "down", "up")
        await d.sees("Nothing has these words.")
        await d.on_screen(CopyDialog)
        await d.press("backspace", "backspace")
        await d.until(lambda: shown(d) == everything, "all are there again")


async def test_a_fault_is_found_and_the_one_in_use_is_where_it_begins() -> None:
    with PracticeServer() as server:
        async with wizard(practice=server) as d:
            await d.press("ctrl+f")
            await d.on_screen(FaultsDialog)
            places = d.app.screen.query_one(FilteredList)
            assert "(•)" in shown(d)[places.shown.highlighted or 0]
            # The description of a fault before it holds both words, too; its title has them nearer.
            await d.press(*"wrong", "space", *"p", "enter")
            await d.on_step(Step.REVIEW)
            assert server.fault.title == "Wrong password"


async def test_what_is_highlighted_is_what_is_chosen_however_the_list_came_to_be() -> None:
    async with wizard(COMPLETE, Step.REVIEW) as d:
        await d.press("y")
        await d.on_screen(CopyDialog)
        places = d.app.screen.query_one(FilteredList)

        def is_in_step() -> bool:
            at = places.shown.highlighted
            return (at is None) == (places.chosen is None) and (
                at is None or shown(d)[at] == str(places.entries[places.chosen or 0].prompt)
            )

        assert places.chosen == 0
        for key in ("down", "c", "backspace", "f", "o", "r", "up", "z", "z", "backspace", "backspace"):
            await d.press(key)
            assert is_in_step(), key
        places.show(places.entries[1:], highlight=None)
        assert is_in_step()
        places.show((), highlight=None)
        assert places.chosen is None


async def test_a_letter_in_the_list_of_steps_looks_for_a_step_or_a_field_and_is_no_command() -> None:
    async with wizard(COMPLETE, Step.REVIEW) as d:
        await d.press("ctrl+g", "x", "escape")
        await d.focus_is("rail")
        await d.press("escape")
        await d.focus_is("next")
        await d.press("ctrl+g", *"sec")
        await d.on_screen(GoToDialog)
        await d.until(lambda: len(shown(d)) == 1, "one has it")
        await d.press("enter")
        await d.on_step(Step.CLIENT)
        await d.focus_is("client_secret")
        await d.press("ctrl+g", *"resource", "enter")
        await d.on_step(Step.RESOURCE_OWNER)
