"""How a test opens a screen or a dialog of the wizard, whatever was open before."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Final

from textual.command import CommandPalette
from textual.widget import Widget
from textual.widgets import Collapsible

from tui.form.steps import Step
from tui.oauth2.connector import AdditionalRow, ApiCall
from tui.oauth2.secret import Secret
from tui.practice.lessons.lesson import Ask
from tui.practice.lessons.server_lessons import ACCOUNT_LOCKED
from tui.practice.lessons.under_way import LessonUnderWay
from tui.profiles.profile import Profile
from tui.wizard.screens.compare import CompareScreen
from tui.wizard.screens.dialogs.go_to_dialog import GoToDialog
from tui.wizard.screens.dialogs.request_chooser import RequestChooser
from tui.wizard.screens.dialogs.row_dialog import ApiRowDialog
from tui.wizard.screens.dialogs.secrets_dialog import SecretsDialog
from tui.wizard.screens.dialogs.unsaved_work import UnsavedWorkQuestion
from tui.wizard.screens.explain import ExplainScreen
from tui.wizard.screens.school.lesson_dialog import LessonDialog
from tui.wizard.screens.school.solved_dialog import SolvedDialog
from tui.wizard.screens.start import StartScreen
from tui.wizard.screens.token.token_screen import TokenScreen

from .driving import Driver
from .samples import COMPLETE, GRANTED, REFUSED_CLIENT, attempt, record

Opener = Callable[[Driver], Awaitable[None]]

FULL: Final = replace(
    COMPLETE,
    description="漢字かな交じり文" * 20,
    token_url="https://idp.example.com/" + "path/" * 90,
    additional_headers=(AdditionalRow("X-A", "1"), AdditionalRow("X-Api-Key", Secret("k" * 300))),
    additional_request_data=(AdditionalRow("scope", "tickets.read " * 30),),
    api=ApiCall(path="/tickets?limit=1"),
)
"""A connector that has everything, much of it too long for any screen."""


async def step(d: Driver, step: Step) -> None:
    await d.go_to(step)
    folded = d.app.screen.query(Collapsible)
    for one in folded:
        one.collapsed = False
    if folded and d.app.screen.focused:
        await d.drawn()
        # What was unfolded has scrolled to itself.
        d.app.screen.focused.scroll_visible(animate=False, immediate=True)


async def close_card(d: Driver) -> None:
    """Leave the step Result if a field is open on its card."""
    if d.app.screen.query(".in-place"):
        await d.go_to(Step.CONNECTOR)


async def result(d: Driver) -> None:
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


def then(before: Opener, key: str, kind: type[Widget]) -> Opener:
    """Return what opens a screen by a key of another one."""

    async def opened(d: Driver) -> None:
        await before(d)
        await d.press(key)
        await d.until(lambda: isinstance(d.app.screen, kind), kind.__name__)

    return opened


def at(place: Step) -> Opener:
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


async def which_request(d: Driver) -> None:
    await step(d, Step.REVIEW)
    await d.press("d")
    await d.on_screen(CompareScreen)
    requests = (
        f"curl https://idp.example.com/token -d 'username={name}&password=made-up-57'" for name in ("a", "b")
    )
    await d.paste("\n".join(requests))
    await d.on_screen(RequestChooser)


async def api_row(d: Driver) -> None:
    await token(d)
    await d.press("right")
    await d.focus_is("call")
    await d.focus_on(d.app.screen.query_one("#api-rows"))
    await d.press("q")
    await d.on_screen(ApiRowDialog)


async def go_to(d: Driver) -> None:
    await step(d, Step.CLIENT)
    d.app.push_screen(GoToDialog("sec"))
    await d.on_screen(GoToDialog)


async def unsaved_work(d: Driver) -> None:
    await step(d, Step.CLIENT)
    await d.paste("changed")
    await d.press("ctrl+o")
    await d.on_screen(UnsavedWorkQuestion)


async def lesson(d: Driver) -> None:
    d.app.begin_lesson(ACCOUNT_LOCKED)
    await d.on_screen(LessonDialog)
    await d.press("h")
    d.app.ask(Ask.ACCOUNT_STATE)


async def solved_lesson(d: Driver) -> None:
    solved = LessonUnderWay(ACCOUNT_LOCKED).solved()
    d.app.push_screen(SolvedDialog(solved, d.app.progress))
    await d.on_screen(SolvedDialog)
