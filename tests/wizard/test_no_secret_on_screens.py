"""No screen, dialog or screenshot shows any form of a secret that the user did not reveal."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Static

from tests.secrets_search.forms import forms_of, leaks
from tests.servers.raw_server import RawServer, stalling
from tui.form.steps import Step
from tui.oauth2.secret import reveal
from tui.practice.server import PracticeServer
from tui.profiles.profile import Profile
from tui.profiles.secret_sources import FromPlain, secret_keys
from tui.profiles.writing import save_profile
from tui.wizard.screens.dialogs.copy_dialog import CopyDialog
from tui.wizard.screens.dialogs.report_dialog import ReportDialog
from tui.wizard.screens.dialogs.word_dialog import WordDialog
from tui.wizard.screens.form_sheet import FormSheetScreen
from tui.wizard.screens.start import StartScreen
from tui.wizard.screens.steps.step_screen import StepScreen

from .driving import WIDE, Driver, wizard
from .places import FULL, PLACES, result, then
from .samples import CLIENT_SECRET, PASSWORD, REFRESH_TOKEN, TOKEN

SECRETS = {
    "client_secret": CLIENT_SECRET,
    "password": PASSWORD,
    "row": reveal(FULL.additional_headers[1].value),
    "token": TOKEN,
    "refresh_token": REFRESH_TOKEN,
}
ECHO = {
    "error": "invalid_client",
    "error_description": f"Client authentication failed with {CLIENT_SECRET}.",
    "echo": [*forms_of(CLIENT_SECRET).values()][::5] + [*forms_of(PASSWORD).values()][::5],
}
PLAIN = dict.fromkeys(secret_keys(FULL), FromPlain())
MORE = {
    "Copy": then(result, "y", CopyDialog),
    "Report": then(result, "r", ReportDialog),
    "Check codes": then(then(result, "f", FormSheetScreen), "c", WordDialog),
}
LAST = frozenset({"Start", "Explain", "Question", "Secrets"})
"""Places that lead out of the connector."""
WITHOUT_VALUES = frozenset({"Help", "Faults", "Lessons", "Lesson", "Solved lesson"})
"""Dialogs that show no value of a connector."""


def in_picture(d: Driver) -> str:
    """Return the text of a screenshot."""
    return html.unescape(re.sub(r"<[^>]+>", "", d.app.export_screenshot())).replace("\xa0", " ")


def shown(d: Driver) -> str:
    """Return all that a screen holds: in its picture, in widgets scrolled out of sight, in notes, copied."""
    widgets = [str(widget.content) for widget in d.app.screen.query(Static)]
    d.app.screen.text_select_all()
    selected = d.app.screen.get_selected_text() or ""
    d.app.screen.clear_selection()
    return "\n".join([in_picture(d), selected, d.app.clipboard, d.app.title, *d.notes, *widgets])


@pytest.fixture
def saved(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    save_profile(Profile(FULL), folder / "acme.toml")


@pytest.mark.usefixtures("saved")
async def test_no_screen_shows_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.wizard.places.REFUSED_CLIENT", ECHO)
    found: list[str] = []
    with PracticeServer() as practice:
        async with wizard(
            profile=Profile(FULL, {}, Path("acme.toml")), at=Step.CONNECTOR, practice=practice, size=WIDE
        ) as d:
            places = {place: opened for place, opened in PLACES.items() if place not in WITHOUT_VALUES}
            for place, opened in sorted({**places, **MORE}.items(), key=lambda one: one[0] in LAST):
                await opened(d)
                await d.drawn()
                found += [f"{place}: {leak}" for leak in leaks(shown(d), SECRETS)]
                while not isinstance(d.app.screen, StepScreen | StartScreen):
                    await d.press("escape")
    assert found == []


async def test_a_secret_in_a_token_url_is_seen_in_its_field_alone(folder: Path) -> None:
    secrets = {"api_key": "made-up-key-5b1e"}
    with RawServer(stalling()) as server:
        url = f"{server.token_url}?api_key={secrets['api_key']}"
        save_profile(Profile(replace(FULL, token_url=url), PLAIN), folder / "acme.toml")
        async with wizard(size=WIDE) as d:
            await d.sees("?api_key=••••", within="#profiles")
            assert leaks(shown(d), secrets) == []
            await d.press("enter")
            await d.on_step(Step.REVIEW)
            await d.sees("?api_key=••••", within="#attempts")
            assert leaks(shown(d), secrets) == []
            await d.press("s")
            await d.sees("?api_key=••••", "waiting for the first byte", within="#progress")
            assert leaks(shown(d), secrets) == []
