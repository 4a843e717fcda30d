"""The demo: prefilled, with a chooser of faults that fills in the connector anew."""

from __future__ import annotations

from dataclasses import replace

from textual.widgets import OptionList

from tui.form.steps import Step
from tui.practice.faults import FAULTS
from tui.practice.server import PracticeServer
from tui.wizard.screens.dialogs.faults_dialog import FaultsDialog
from tui.wizard.screens.start import StartScreen

from .driving import WIDE, wizard


async def test_the_demo_begins_prefilled_and_works_to_the_token() -> None:
    with PracticeServer() as server:
        async with wizard(practice=server, size=WIDE) as d:
            await d.on_step(Step.CONNECTOR)
            await d.sees(
                "Practice: Everything works. Press Ctrl+F for another fault.", within="#practice-banner"
            )
            assert d.connector.token_url == server.token_url
            assert not d.app.journey.has_unsaved_work
            await d.press("f8")
            await d.on_step(Step.REVIEW)
            await d.press("enter")
            await d.sees("Works with Basic Auth.", within="#headline")


async def test_a_chosen_fault_is_in_force_and_its_connector_in_the_form() -> None:
    with PracticeServer() as server:
        async with wizard(practice=server, size=WIDE) as d:
            await d.on_step(Step.CONNECTOR)
            await d.press("ctrl+f")
            await d.on_screen(FaultsDialog)
            await d.sees("(•) Everything works")
            assert d.app.screen.query_one("#faults", OptionList).option_count == len(FAULTS)
            await d.press("ctrl+f", "down", "enter")
            await d.on_step(Step.REVIEW)
            assert server.fault.key == "wrong-secret"
            await d.sees("Practice: Wrong Client Secret.", within="#practice-banner")
            await d.press("s")
            await d.sees("Fails:", within="#headline")
            await d.sees("Change: Client Secret", within="#headline")


async def test_without_the_demo_there_are_no_faults_to_choose() -> None:
    async with wizard() as d:
        await d.on_screen(StartScreen)
        await d.press("ctrl+f")
        await d.on_screen(StartScreen)
        assert "Faults" not in d.seen()


async def test_a_fault_that_the_list_does_not_have_is_none_of_it() -> None:
    """Such as one of a lesson, or one that code set."""
    with PracticeServer(replace(FAULTS[1], key="of-its-own")) as server:
        async with wizard(practice=server, size=WIDE) as d:
            await d.on_step(Step.CONNECTOR)
            await d.press("ctrl+f")
            await d.on_screen(FaultsDialog)
            await d.sees("( ) Everything works")
            assert "(•)" not in d.seen()
