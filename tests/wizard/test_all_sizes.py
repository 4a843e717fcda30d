"""Every screen survives every size of the terminal, in any order, and is the same afterwards."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from textual import events
from textual.command import CommandPalette
from textual.widget import Widget
from textual.widgets import Collapsible

from tui.oauth2.connector import AdditionalRow, ApiCall
from tui.oauth2.secret import Secret
from tui.practice.server import PracticeServer
from tui.profiles.profile import Profile
from tui.profiles.writing import save_profile
from tui.wizard.screens.dialogs.dialog import Question
from tui.wizard.screens.dialogs.faults_dialog import FaultsDialog
from tui.wizard.screens.dialogs.field_chooser import FieldChooser
from tui.wizard.screens.dialogs.help_dialog import HelpDialog
from tui.wizard.screens.dialogs.row_dialog import RowDialog
from tui.wizard.screens.dialogs.secrets_dialog import SecretsDialog
from tui.wizard.screens.experiments import ExperimentsScreen
from tui.wizard.screens.explain import ExplainScreen
from tui.wizard.screens.form_sheet import FormSheetScreen
from tui.wizard.screens.start import StartScreen
from tui.wizard.screens.token.token_screen import TokenScreen
from tui.wizard.steps import Step

from .driving import WIDE, Driver, wizard
from .samples import COMPLETE, GRANTED, REFUSED_CLIENT, attempt, record

FULL: Final = replace(
    COMPLETE,
    description="漢字かな交じり文" * 20,
    token_url="https://idp.example.com/" + "path/" * 90,
    additional_headers=(AdditionalRow("X-A", "1"), AdditionalRow("X-Api-Key", Secret("k" * 300))),
    additional_request_data=(AdditionalRow("scope", "tickets.read " * 30),),
    api=ApiCall(path="/tickets?limit=1"),
)
ALIKE: Final = {Step.RESOURCE_OWNER, Step.ADDITIONAL_REQUEST_DATA, Step.RESULT}
"""Steps that are no place of their own: laid out as Client and Additional headers are; or opened below."""
EDGES: Final = ((1, 1), (10, 3), (69, 19), (70, 20), (111, 31), (112, 32), (300, 100))


async def step(d: Driver, step: Step) -> None:
    await d.go_to(step)
    for folded in d.app.screen.query(Collapsible):
        folded.collapsed = False


async def result(d: Driver, **kwargs: int) -> None:
    d.app.set_record(record(attempt(401, REFUSED_CLIENT), connector=FULL))
    await d.go_to(Step.RESULT)
    await d.until(lambda: bool(d.app.screen.query("ResultTabs TabbedContent")), "the result")


async def token(d: Driver) -> None:
    d.app.set_record(record(attempt(200, GRANTED), connector=FULL))
    await d.go_to(Step.RESULT)
    await d.press("t")
    await d.on_screen(TokenScreen)


async def start(d: Driver) -> None:
    d.app.leave_wizard()
    await d.on_screen(StartScreen)


def then(
    before: Callable[[Driver], Awaitable[None]], key: str, kind: type[Widget]
) -> Callable[[Driver], Awaitable[None]]:
    """Return what opens a screen by a key of another one."""

    async def opened(d: Driver) -> None:
        await before(d)
        await d.press(key)
        await d.until(lambda: isinstance(d.app.screen, kind), kind.__name__)

    return opened


def at(place: Step) -> Callable[[Driver], Awaitable[None]]:
    return lambda d: step(d, place)


async def secrets(d: Driver) -> None:
    d.app.begin_with(Profile(replace(FULL, password=Secret())))
    await d.on_screen(SecretsDialog)


async def palette(d: Driver) -> None:
    await d.press("ctrl+p")
    await d.until(lambda: isinstance(d.app.screen, CommandPalette), "the palette")


async def explained(d: Driver) -> None:
    await start(d)
    await d.press("p")
    await d.on_screen(ExplainScreen)
    await d.paste('HTTP/1.1 401 Unauthorized\r\n\r\n{"error":"invalid_client"}')
    await d.until(lambda: bool(d.app.screen.query(".findings-view")), "the finding")


PLACES: Final[dict[str, Callable[[Driver], Awaitable[None]]]] = {
    **{place.title: at(place) for place in Step if place not in ALIKE},
    "Result": result,
    "Token": token,
    "Experiments": then(result, "x", ExperimentsScreen),
    "Form sheet": then(result, "f", FormSheetScreen),
    "Start": start,
    "Explain": explained,
    "Secrets": secrets,
    "Row": then(at(Step.ADDITIONAL_HEADERS), "a", RowDialog),
    "Field chooser": then(result, "g", FieldChooser),
    "Help": then(at(Step.CONNECTOR), "f12", HelpDialog),
    "Question": then(start, "d", Question),
    "Faults": then(at(Step.CONNECTOR), "ctrl+f", FaultsDialog),
    "Palette": palette,
}


@pytest.fixture
def saved(folder: Path) -> None:
    for name in "abc":
        folder.mkdir(parents=True, exist_ok=True)
        save_profile(Profile(replace(FULL, name=name)), folder / f"{name}.toml")


async def resize(d: Driver, size: tuple[int, int]) -> None:
    await d.pilot.resize_terminal(*size)
    await d.until(lambda: d.app.screen.size == size, f"{size}")
    await d.settle()


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.usefixtures("saved")
async def test_a_screen_survives_every_size_and_is_the_same_afterwards(place: str) -> None:
    chance = random.Random(f"sizes of {place}")
    sizes = [*EDGES, (chance.randint(1, 300), chance.randint(1, 100))]
    chance.shuffle(sizes)
    path = Path("acme.toml")
    with PracticeServer() as practice:
        async with wizard(
            profile=Profile(FULL, {}, path), at=Step.CONNECTOR, practice=practice, size=WIDE
        ) as d:
            await PLACES[place](d)
            await d.until(lambda: d.app.screen.focused is not None, "something has the focus")
            screen, focus, connector = d.app.screen, d.app.screen.focused, d.connector
            for size in sizes:
                await resize(d, size)
                if size[0] < 70 or size[1] < 20:
                    # Such keys once asked a list of no height for its lines.
                    for key in ("pageup", "pagedown", "end", "down"):
                        d.app.post_message(events.Key(key, None))
                    await d.settle()
            await resize(d, WIDE)
            if place != "Palette":  # which closes where it can't be seen
                assert d.app.screen is screen
                assert d.app.screen.focused is focus
            assert d.connector == connector


async def test_a_screen_that_was_below_another_while_the_terminal_shrank_is_laid_out_for_it() -> None:
    async with wizard(FULL, Step.ADDITIONAL_HEADERS, size=WIDE) as d:
        await d.press("a")
        await d.on_screen(RowDialog)
        for size in ((80, 24), WIDE, (70, 20)):
            await resize(d, size)
            await d.press("escape")
            await d.on_step(Step.ADDITIONAL_HEADERS)
            await d.sees("X-A: 1", within="#rows")
            await d.press("a")
            await d.on_screen(RowDialog)


async def test_the_app_starts_at_any_size() -> None:
    for size in ((1, 1), (60, 5), (300, 100)):
        async with wizard(size=size) as d:
            await d.on_screen(StartScreen)
            await d.press("pageup", "down")
            await resize(d, (80, 24))
            await d.sees("Why does this connector fail?")
