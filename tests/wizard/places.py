"""Every screen of the wizard, and how a test opens it, whatever was open before."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from textual.command import CommandPalette
from textual.widget import Widget
from textual.widgets import Collapsible

from tui.form.journey import Journey
from tui.form.steps import Step
from tui.oauth2.connector import AdditionalRow, ApiCall
from tui.oauth2.secret import Secret
from tui.practice.lessons.lesson import Ask
from tui.practice.lessons.server_lessons import ACCOUNT_LOCKED
from tui.practice.lessons.under_way import LessonUnderWay
from tui.profiles.profile import Profile
from tui.profiles.writing import save_profile
from tui.wizard.screens.compare import CompareScreen
from tui.wizard.screens.dialogs.dialog import Question
from tui.wizard.screens.dialogs.faults_dialog import FaultsDialog
from tui.wizard.screens.dialogs.field_chooser import FieldChooser
from tui.wizard.screens.dialogs.help_dialog import HelpDialog
from tui.wizard.screens.dialogs.row_dialog import RowDialog
from tui.wizard.screens.dialogs.secrets_dialog import SecretsDialog
from tui.wizard.screens.experiments import ExperimentsScreen
from tui.wizard.screens.explain import ExplainScreen
from tui.wizard.screens.form_sheet import FormSheetScreen
from tui.wizard.screens.school.lesson_dialog import LessonDialog
from tui.wizard.screens.school.lessons_screen import LessonsScreen
from tui.wizard.screens.school.solved_dialog import SolvedDialog
from tui.wizard.screens.start import StartScreen
from tui.wizard.screens.token.token_screen import TokenScreen

from .driving import Driver
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


async def step(d: Driver, step: Step) -> None:
    await d.go_to(step)
    for folded in d.app.screen.query(Collapsible):
        folded.collapsed = False


async def close_card(d: Driver) -> None:
    """Leave the step Result if a field is open on its card."""
    if d.app.screen.query(".in-place"):
        await d.go_to(Step.CONNECTOR)


async def result(d: Driver, **kwargs: int) -> None:
    await close_card(d)
    d.app.set_record(record(attempt(401, REFUSED_CLIENT), connector=FULL))
    await d.go_to(Step.RESULT)
    await d.until(lambda: bool(d.app.screen.query("ResultTabs TabbedContent")), "the result")


async def row_on_card(d: Driver) -> None:
    await d.go_to(Step.CONNECTOR)  # Result may show another run
    d.app.set_record(record(attempt(400, {"error": "invalid_scope"}, connector=FULL), connector=FULL))
    await d.go_to(Step.RESULT)
    await d.until(lambda: bool(d.app.screen.query("ResultTabs TabbedContent")), "the result")
    await d.focus_is("headline")
    await d.press("enter")
    await d.until(lambda: bool(d.app.screen.query("InPlaceEditor RowFields")), "the row")


async def token(d: Driver) -> None:
    await close_card(d)
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


async def compared(d: Driver) -> None:
    await result(d)
    await d.press("d")
    await d.on_screen(CompareScreen)
    await d.paste("curl https://idp.example.com/token -k -H 'X-A: 2' -d 'username=svc&password=made-up-57'")
    await d.sees("Recognized: curl.")
    await d.focus_is("differences")


async def lesson(d: Driver) -> None:
    d.app.begin_lesson(ACCOUNT_LOCKED)
    await d.on_screen(LessonDialog)
    await d.press("h")
    d.app.ask(Ask.ACCOUNT_STATE)


async def solved_lesson(d: Driver) -> None:
    solved = LessonUnderWay(ACCOUNT_LOCKED).solved()
    d.app.push_screen(SolvedDialog(solved, d.app.progress))
    await d.on_screen(SolvedDialog)


PLACES: Final[dict[str, Callable[[Driver], Awaitable[None]]]] = {
    **{place.title: at(place) for place in Step if place not in ALIKE},
    "Result": result,
    "Token": token,
    "Experiments": then(result, "x", ExperimentsScreen),
    "Form sheet": then(result, "f", FormSheetScreen),
    "Compare": compared,
    "Start": start,
    "Explain": explained,
    "Secrets": secrets,
    "Row": then(at(Step.ADDITIONAL_HEADERS), "a", RowDialog),
    "Field chooser": then(result, "G", FieldChooser),
    "Help": then(at(Step.CONNECTOR), "f12", HelpDialog),
    "Question": then(start, "d", Question),
    "Faults": then(at(Step.CONNECTOR), "ctrl+f", FaultsDialog),
    "Palette": palette,
    "Lessons": then(start, "t", LessonsScreen),
    "Lesson": lesson,
    "Solved lesson": solved_lesson,
    "Row on the card": row_on_card,
}


def save_profiles(folder: Path) -> None:
    """Save three profiles, for the start screen."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in "abc":
        save_profile(Profile(replace(FULL, name=name)), folder / f"{name}.toml")


async def visit(d: Driver, place: str) -> None:
    """Open a place, whatever is open: with the connector that has everything."""
    for screen in reversed(d.app.screen_stack[1:]):
        if screen.is_modal:
            screen.dismiss(None)
            await d.settle()
    d.app.lesson = None
    d.app.set_journey(Journey.begin(Profile(FULL, {}, Path("acme.toml"))))
    await PLACES[place](d)
    await d.until(lambda: d.app.screen.focused is not None, "something has the focus")
    await d.drawn()
