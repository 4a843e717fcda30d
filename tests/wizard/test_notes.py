"""A note about a screen goes with it; one about the work stays, wherever the user goes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.widgets._toast import Toast

from tui.form.steps import Step
from tui.oauth2.connector import AdditionalRow, Connector
from tui.wizard.app import ConnectorDoctorApp
from tui.wizard.screens.compare import CompareScreen
from tui.wizard.screens.dialogs.copy_dialog import CopyDialog
from tui.wizard.screens.dialogs.help_dialog import HelpDialog
from tui.wizard.screens.start import StartScreen

from .driving import Driver, wizard
from .samples import COMPLETE

WITH_ROW = replace(COMPLETE, additional_headers=(AdditionalRow("X-A", "1"),))


@pytest.fixture(autouse=True)
def no_note_expires(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ConnectorDoctorApp, "NOTIFICATION_TIMEOUT", 100_000.0)


def shown(d: Driver) -> list[str]:
    """Return the texts of the notes that the screen on top shows."""
    return [toast._notification.message for toast in d.app.screen.query(Toast) if toast.display]


async def sees_note(d: Driver, text: str) -> None:
    await d.until(lambda: any(text in note for note in shown(d)), f"the note “{text}”")


async def sees_no_note(d: Driver) -> None:
    await d.until(lambda: not shown(d), "no note")
    assert [note.message for note in d.app._notifications] == []


async def test_how_to_undo_something_is_said_until_the_step_is_left() -> None:
    async with wizard(WITH_ROW, Step.ADDITIONAL_HEADERS) as d:
        await d.press("d")
        await sees_note(d, "Deleted the row X-A.")
        await d.press("f1")
        await d.on_screen(HelpDialog)
        await sees_note(d, "Deleted the row X-A.")  # the step is not left
        await d.press("escape")
        await d.on_step(Step.ADDITIONAL_HEADERS)
        await sees_note(d, "Deleted the row X-A.")
        await d.press("ctrl+n")
        await d.on_step(Step.ADDITIONAL_REQUEST_DATA)
        await sees_no_note(d)


async def test_it_does_not_come_back_with_the_screen_that_was_covered() -> None:
    async with wizard(COMPLETE, Step.REVIEW) as d:
        await d.press("y")
        await d.on_screen(CopyDialog)
        await d.press("enter")
        await sees_note(d, "Copied")
        review = d.app.screen
        await d.press("d")
        await d.on_screen(CompareScreen)
        await sees_no_note(d)
        await d.until(lambda: not review.query(Toast), "it is gone from the screen below")
        await d.press("escape")
        await d.on_step(Step.REVIEW)
        await sees_no_note(d)


async def test_what_was_saved_is_told_wherever_the_user_goes() -> None:
    async with wizard(COMPLETE, Step.CONNECTOR) as d:
        await d.press("ctrl+s")
        await sees_note(d, "✓ Saved")
        await d.go_to(Step.CLIENT)
        await sees_note(d, "✓ Saved")
        d.app.leave_wizard()
        await d.on_screen(StartScreen)
        await sees_note(d, "✓ Saved")


async def test_what_leads_to_a_step_is_read_there() -> None:
    async with wizard(replace(COMPLETE, token_url=""), Step.CLIENT) as d:
        await d.press("ctrl+j")
        await d.on_step(Step.TOKEN_ENDPOINT)
        await d.until(lambda: [note.title for note in d.app._notifications] == ["Nothing was sent"], "it")
        assert len(shown(d)) == 1
        await d.press("shift+f1")
        await d.on_step(Step.CONNECTOR)
        await sees_no_note(d)


async def test_a_warning_on_what_was_already_sent_and_an_error_stay() -> None:
    async with wizard(COMPLETE, Step.REVIEW) as d:
        d.app.screen.say_cancelled()  # type: ignore[attr-defined]
        d.app.screen.notify("Not written: the disk is full", severity="error")
        await d.until(lambda: len(shown(d)) == 2, "both")
        d.app.leave_wizard()
        await d.on_screen(StartScreen)
        await d.until(lambda: len(shown(d)) == 2, "both")


async def test_where_text_was_ignored_is_no_matter_elsewhere() -> None:
    async with wizard(Connector(), Step.CONNECTOR) as d:
        d.app.screen.notify("It was ignored [here].", severity="warning")
        await sees_note(d, "It was ignored [here].")
        await d.go_to(Step.SAVE)
        await sees_no_note(d)
