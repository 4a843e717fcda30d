"""Every screen and dialog of the wizard, by a name, with what opens it."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Final

from tui.form.journey import Journey
from tui.form.steps import Step
from tui.oauth2.secret import reveal
from tui.profiles.profile import Profile
from tui.profiles.writing import save_profile
from tui.wizard.screens.dialogs.copy_dialog import CopyDialog
from tui.wizard.screens.dialogs.dialog import Question
from tui.wizard.screens.dialogs.faults_dialog import FaultsDialog
from tui.wizard.screens.dialogs.field_chooser import FieldChooser
from tui.wizard.screens.dialogs.help_dialog import HelpDialog
from tui.wizard.screens.dialogs.name_dialog import NameDialog
from tui.wizard.screens.dialogs.report_dialog import ReportDialog
from tui.wizard.screens.dialogs.row_dialog import RowDialog
from tui.wizard.screens.dialogs.word_dialog import WordDialog
from tui.wizard.screens.experiments import ExperimentsScreen
from tui.wizard.screens.form_sheet import FormSheetScreen
from tui.wizard.screens.school.lessons_screen import LessonsScreen

from . import samples
from .driving import Driver
from .opening import (
    FULL,
    Opener,
    api_row,
    at,
    compared,
    explained,
    go_to,
    lesson,
    palette,
    result,
    row_on_card,
    secrets,
    solved_lesson,
    start,
    then,
    token,
    unsaved_work,
    which_request,
)

PLACES: Final[dict[str, Opener]] = {
    **{place.title: at(place) for place in Step if place is not Step.RESULT},
    "Result": result,
    "Token": token,
    "Experiments": then(result, "x", ExperimentsScreen),
    "Form sheet": then(result, "f", FormSheetScreen),
    "Check codes": then(then(result, "f", FormSheetScreen), "c", WordDialog),
    "Compare": compared,
    "Which request": which_request,
    "Start": start,
    "Rename": then(start, "r", NameDialog),
    "Explain": explained,
    "Secrets": secrets,
    "Row": then(at(Step.ADDITIONAL_HEADERS), "a", RowDialog),
    "API row": api_row,
    "Field chooser": then(result, "G", FieldChooser),
    "Go to": go_to,
    "Copy": then(result, "y", CopyDialog),
    "Report": then(result, "r", ReportDialog),
    "Help": then(at(Step.CONNECTOR), "f12", HelpDialog),
    "Question": then(start, "d", Question),
    "Unsaved work": unsaved_work,
    "Faults": then(at(Step.CONNECTOR), "ctrl+f", FaultsDialog),
    "Palette": palette,
    "Lessons": then(start, "t", LessonsScreen),
    "Lesson": lesson,
    "Solved lesson": solved_lesson,
    "Row on the card": row_on_card,
}
SECRETS: Final = {**samples.SECRETS, "row": reveal(FULL.additional_headers[1].value)}
"""The secrets of the connector that they are opened with."""


def save_profiles(folder: Path) -> None:
    """Save three profiles, for the start screen: each a day after the one before."""
    folder.mkdir(parents=True, exist_ok=True)
    for day, name in enumerate("abc"):
        path = folder / f"{name}.toml"
        save_profile(Profile(replace(FULL, name=name)), path)
        os.utime(path, (86_400.0 * day, 86_400.0 * day))


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
