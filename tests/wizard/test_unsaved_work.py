"""Leaving and quitting ask before unsaved work is lost, and only then."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.form.steps import Step
from tui.oauth2.connector import Connector
from tui.profiles.profile import Profile
from tui.wizard.screens.dialogs.dialog import Question
from tui.wizard.screens.start import StartScreen

from .driving import Driver, wizard
from .samples import COMPLETE


async def ended(d: Driver) -> None:
    await d.until(lambda: d.app._exit, "the app ends")


async def test_leaving_with_unsaved_work_asks_and_staying_keeps_it() -> None:
    async with wizard(Connector(), Step.CONNECTOR) as d:
        await d.paste("acme")
        for keys in (["enter"], ["escape"]):
            await d.press("escape")
            await d.on_screen(Question)
            await d.sees("acme has changes that are not saved.")
            await d.press(*keys)
            await d.on_step(Step.CONNECTOR)
            assert d.field("name").value == "acme"
        await d.press("escape")
        await d.on_screen(Question)
        await d.press("right", "enter")
        await d.on_screen(StartScreen)
        assert d.connector == Connector()


async def test_saving_instead_of_leaving_leads_to_the_save_step(folder: Path) -> None:
    async with wizard(Connector(), Step.CONNECTOR) as d:
        await d.paste("acme")
        await d.click("#back")
        await d.on_screen(Question)
        await d.press("right", "right", "enter")
        await d.on_step(Step.SAVE)
        await d.press("ctrl+n")
        await d.until(lambda: "✓ Saved" in d.content("#save-outcome"), "saved")
        await d.press("ctrl+q")
        await ended(d)


async def test_quitting_with_unsaved_work_asks_and_a_second_time_quits() -> None:
    async with wizard(Connector(), Step.CONNECTOR) as d:
        await d.paste("acme")
        await d.press("ctrl+q")
        await d.on_screen(Question)
        await d.sees("Quit without saving")
        await d.press("escape")
        await d.on_step(Step.CONNECTOR)
        assert not d.app._exit
        await d.press("ctrl+q")
        await d.on_screen(Question)
        await d.press("right", "enter")
        await ended(d)
        assert d.app.return_code == 0


async def test_ctrl_q_in_the_question_means_it() -> None:
    async with wizard(Connector(), Step.CONNECTOR) as d:
        await d.paste("acme")
        await d.press("ctrl+q")
        await d.on_screen(Question)
        await d.press("ctrl+q")
        await ended(d)


@pytest.mark.parametrize("profile", [Profile(COMPLETE, {}, Path("acme.toml")), Profile(Connector())])
async def test_nothing_is_asked_when_nothing_changed(profile: Profile) -> None:
    async with wizard(profile=profile, at=Step.CONNECTOR) as d:
        await d.press("x", "backspace")
        await d.press("escape")
        await d.on_screen(StartScreen)
        await d.press("ctrl+q")
        await ended(d)


async def test_quitting_from_a_dialog_asks_too() -> None:
    async with wizard(Connector(), Step.CONNECTOR) as d:
        await d.paste("acme")
        await d.press("f12", "ctrl+q")
        await d.on_screen(Question)
        await d.sees("acme has changes that are not saved.")


async def test_the_start_screen_quits_by_button_and_escape() -> None:
    for way in ("click", "escape"):
        async with wizard() as d:
            await d.on_screen(StartScreen)
            await (d.click("#quit") if way == "click" else d.press("escape"))
            await ended(d)
