"""One navigation state: whatever is open, each way leads to one screen, and nothing is uncovered by it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from textual.command import CommandPalette

from tui.form.journey import Journey
from tui.form.steps import Step
from tui.oauth2.connector import Connector
from tui.practice.faults import FAULTS
from tui.practice.server import PracticeServer
from tui.profiles.profile import Profile
from tui.wizard.screens.dialogs.dialog import Question
from tui.wizard.screens.dialogs.faults_dialog import FaultsDialog
from tui.wizard.screens.dialogs.field_chooser import FieldChooser
from tui.wizard.screens.dialogs.help_dialog import HelpDialog
from tui.wizard.screens.dialogs.row_dialog import RowDialog
from tui.wizard.screens.dialogs.unsaved_work import UnsavedWorkQuestion
from tui.wizard.screens.experiments import ExperimentsScreen
from tui.wizard.screens.start import StartScreen
from tui.wizard.screens.token.token_screen import TokenScreen

from .driving import Driver, wizard
from .samples import COMPLETE, GRANTED, REFUSED_CLIENT, attempt, put, record


async def opened(d: Driver, place: Step, key: str, kind: type) -> None:
    await d.go_to(place)
    await d.press(key)
    await d.until(lambda: isinstance(d.app.screen, kind), kind.__name__)
    await d.settle()


async def token(d: Driver) -> None:
    d.app.set_record(record(attempt(200, GRANTED)))
    await opened(d, Step.RESULT, "t", TokenScreen)


async def experiments(d: Driver) -> None:
    d.app.set_record(record(attempt(401, REFUSED_CLIENT)))
    await opened(d, Step.RESULT, "x", ExperimentsScreen)


async def chooser(d: Driver) -> None:
    d.app.set_record(record(attempt(401, REFUSED_CLIENT)))
    await opened(d, Step.RESULT, "G", FieldChooser)


async def replacing(d: Driver) -> None:
    await opened(d, Step.SAVE, "ctrl+s", Question)


OPENERS: Final[dict[str, Callable[[Driver], Awaitable[None]]]] = {
    "help": lambda d: opened(d, Step.CLIENT, "f12", HelpDialog),
    "row": lambda d: opened(d, Step.ADDITIONAL_HEADERS, "a", RowDialog),
    "palette": lambda d: opened(d, Step.CLIENT, "ctrl+p", CommandPalette),
    "token": token,
    "experiments": experiments,
    "field chooser": chooser,
    "question": replacing,
}


def kinds(d: Driver) -> list[str]:
    return [type(screen).__name__ for screen in d.app.screen_stack[1:]]


def never_saved(d: Driver) -> None:
    d.app.set_journey(replace(d.app.journey, baseline=Profile(Connector())))


@pytest.mark.parametrize("opener", OPENERS)
async def test_quitting_asks_about_unsaved_work_whatever_is_open_and_saving_is_the_one_screen_afterwards(
    opener: str, folder: Path
) -> None:
    put(folder / "acme.toml", "schema = 1\n")
    async with wizard(COMPLETE, Step.REVIEW) as d:
        never_saved(d)
        await OPENERS[opener](d)
        before = kinds(d)
        await d.press("ctrl+q")
        await d.on_screen(UnsavedWorkQuestion)
        assert not d.app._exit
        await d.press("escape")
        assert kinds(d) == before
        assert (folder / "acme.toml").read_text() == "schema = 1\n"
        await d.press("ctrl+q")
        await d.on_screen(UnsavedWorkQuestion)
        await d.press("right", "right", "enter")
        await d.on_step(Step.SAVE)
        assert kinds(d) == ["StartScreen", "SaveStep"]
        await d.press("ctrl+o")
        await d.on_screen(UnsavedWorkQuestion)
        await d.press("right", "enter")
        await d.on_screen(StartScreen)
        assert kinds(d) == ["StartScreen"]
        assert d.app.journey == Journey.begin(Profile(Connector()))


async def test_what_is_typed_in_a_dialog_counts_as_unsaved_work() -> None:
    async with wizard(COMPLETE, Step.ADDITIONAL_HEADERS) as d:
        await d.press("a")
        await d.on_screen(RowDialog)
        await d.press("ctrl+q")
        await d.until(lambda: d.app._exit, "nothing was typed: it quits")
    async with wizard(COMPLETE, Step.ADDITIONAL_HEADERS) as d:
        await d.press("a")
        await d.on_screen(RowDialog)
        await d.paste("X-Tenant")
        await d.press("ctrl+q")
        await d.on_screen(UnsavedWorkQuestion)
        await d.sees(
            "What you typed in “Add additional header” is not part of the connector yet.", within="#dialog"
        )
        assert "Save…" not in d.seen()
        await d.press("escape")
        await d.on_screen(RowDialog)
        assert d.field("row.name").value == "X-Tenant"


async def test_a_practice_fault_takes_away_what_lies_over_the_step() -> None:
    with PracticeServer() as practice:
        async with wizard(practice=practice) as d:
            await d.on_step(Step.CONNECTOR)
            d.app.set_record(record(attempt(401, REFUSED_CLIENT)))
            await opened(d, Step.RESULT, "x", ExperimentsScreen)
            await d.press("ctrl+f")
            await d.on_screen(FaultsDialog)
            await d.press("down", "enter")
            await d.on_step(Step.REVIEW)
            assert kinds(d) == ["StartScreen", "ReviewStep"]
            # A connector with another number of attempts too.
            for fault in {
                practice.connector(fault).client_authentication: fault for fault in FAULTS
            }.values():
                d.app.choose_fault(fault, at=Step.REVIEW)
                await d.on_step(Step.REVIEW)
            await d.press("ctrl+o")
            await d.on_screen(StartScreen)
            assert kinds(d) == ["StartScreen"]


async def test_an_answer_to_a_dialog_of_the_connector_before_goes_nowhere() -> None:
    async with wizard(COMPLETE, Step.ADDITIONAL_HEADERS) as d:
        await d.press("a")
        await d.on_screen(RowDialog)
        dialog = d.app.screen
        d.app.begin_with(Profile(replace(COMPLETE, name="another")))
        await d.on_step(Step.REVIEW)
        assert dialog not in d.app.screen_stack
        assert d.connector == replace(COMPLETE, name="another")


async def test_esc_leads_back_to_where_one_came_from() -> None:
    async with wizard(COMPLETE, Step.REVIEW) as d:
        await chooser(d)
        await d.press("enter")
        await d.on_step(Step.CLIENT)
        await d.press("escape")
        await d.on_step(Step.RESULT)
        await d.press("escape")
        await d.on_step(Step.REVIEW)
        # From a step to the next, Esc leads to the one before.
        await d.press("f4", "ctrl+n")
        await d.on_step(Step.CLIENT_AUTHENTICATION)
        await d.press("escape")
        await d.on_step(Step.TOKEN_ENDPOINT)


async def test_esc_goes_back_the_whole_way_to_start_wherever_it_led() -> None:
    way = [Step.CONNECTOR, Step.REVIEW, Step.CLIENT, Step.RESOURCE_OWNER, Step.REVIEW, Step.SAVE]
    async with wizard(COMPLETE, way[0]) as d:
        for step in way[1:]:
            await d.press(f"f{step.number}")
            await d.on_step(step)
        for step in reversed(way[:-1]):
            await d.press("escape")
            await d.on_step(step)
        await d.press("escape")
        await d.on_screen(StartScreen)


async def test_esc_leads_from_an_opened_profile_and_from_what_was_sent_to_where_one_came_from() -> None:
    async with wizard(profile=Profile(COMPLETE, {}, Path("acme.toml"))) as d:
        await d.press("f4")
        await d.on_step(Step.TOKEN_ENDPOINT)
        d.app.set_record(record(attempt(200, GRANTED)))
        await token(d)
        d.app.screen.dismiss((Step.CLIENT, "client_id"))
        await d.on_step(Step.CLIENT)
        await d.press("escape")
        await d.on_screen(TokenScreen)
        for step in (Step.RESULT, Step.TOKEN_ENDPOINT, Step.REVIEW):
            await d.press("escape")
            await d.on_step(step)
        await d.press("escape")
        await d.on_screen(StartScreen)


async def test_esc_leads_back_to_review_from_the_field_that_it_wants_fixed() -> None:
    async with wizard(replace(COMPLETE, client_id=""), Step.REVIEW) as d:
        await d.press("s")
        await d.on_step(Step.CLIENT)
        await d.click("#back")
        await d.on_step(Step.REVIEW)


async def test_the_start_screen_is_one_key_or_command_away() -> None:
    profile = Profile(COMPLETE, {}, Path("acme.toml"))
    async with wizard(profile=profile) as d:
        await d.press("ctrl+o")
        await d.on_screen(StartScreen)
        d.app.begin_with(profile)
        await d.on_step(Step.REVIEW)
        await d.press("ctrl+p", *"start screen")
        await d.sees("Open another connector, or begin one")
        await d.settle()
        await d.press("enter")
        await d.on_screen(StartScreen)
        assert kinds(d) == ["StartScreen"]


@pytest.mark.parametrize("opener", [*OPENERS, "jump"])
async def test_the_start_screen_is_one_key_away_from_whatever_is_open(opener: str, folder: Path) -> None:
    put(folder / "acme.toml", "schema = 1\n")
    async with wizard(COMPLETE, Step.CLIENT) as d:
        await (d.press("ctrl+d") if opener == "jump" else OPENERS[opener](d))
        await d.press("ctrl+o")
        await d.on_screen(StartScreen)
        assert kinds(d) == ["StartScreen"]
        assert d.connector == Connector()


async def test_a_long_text_of_a_question_is_read_to_its_end_by_keys(folder: Path) -> None:
    put(folder / "broken.toml", "".join(f"[unknown_{number}]\nx = 1\n" for number in range(19)))
    async with wizard() as d:
        await d.press("o")
        await d.on_screen(Question)
        await d.sees("key 1 is unknown")
        assert "key 19 is unknown" not in d.seen()
        await d.press("end")
        await d.sees("key 19 is unknown")
        await d.press("home")
        await d.sees("key 1 is unknown")
        for key in ("down", *["pagedown"] * 6):  # how long the text is depends on the folder
            await d.press(key)
            await d.drawn()  # what isn't laid out yet has no page to turn
        await d.sees("key 19 is unknown")
        await d.press("enter")
        await d.on_screen(StartScreen)
