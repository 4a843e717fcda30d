"""What somebody has noticed who walked through the wizard from the README alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual.content import Content

from tests.wizard.driving import WIDE, wizard
from tests.wizard.places import save_profiles
from tests.wizard.samples import COMPLETE, GRANTED, attempt, record
from tui.form.steps import Step
from tui.wizard.screens.dialogs.dialog import Question
from tui.wizard.screens.dialogs.report_dialog import ReportDialog
from tui.wizard.screens.steps.result import ResultStep
from tui.wizard.widgets.result.result_tabs import ResultTabs


async def test_a_report_has_the_name_that_was_given_after_the_run() -> None:
    nameless = replace(COMPLETE, name="")
    async with wizard(nameless, Step.CONNECTOR) as d:
        d.app.set_record(record(attempt(200, GRANTED, connector=nameless), connector=nameless))
        await d.go_to(Step.RESULT)
        d.app.set_value("name", "from a curl")
        result = d.app.screen
        assert isinstance(result, ResultStep)
        assert result.case
        assert result.case.profile == "from a curl"
        await d.press("r")
        await d.on_screen(ReportDialog)
        await d.until(lambda: "from-a-curl" in d.field("report").value, "the file's name")


async def test_what_was_put_back_is_not_said_to_be_deleted(folder: Path) -> None:
    save_profiles(folder)
    async with wizard() as d:
        await d.focus_is("profiles")
        await d.press("d")
        await d.on_screen(Question)
        await d.press("right", "enter")
        await d.until(lambda: any("Press u to undo it." in note for note in d.notes), "it is deleted")
        await d.press("u")
        await d.until(lambda: d.notes[-1].endswith(".toml is back."), "it is back")
        assert [note.message for note in d.app._notifications] == d.notes[-1:]


async def test_the_tabs_of_a_run_are_never_fitted_to_no_width(monkeypatch: pytest.MonkeyPatch) -> None:
    widths = list[int]()
    labels = ResultTabs._labels

    def listened(tabs: ResultTabs, width: int) -> dict[str, Content]:
        widths.append(width)
        return labels(tabs, width)

    monkeypatch.setattr(ResultTabs, "_labels", listened)
    async with wizard(COMPLETE, Step.CONNECTOR, size=WIDE) as d:
        d.app.set_record(record(attempt(200, GRANTED)))
        await d.go_to(Step.RESULT)
        await d.sees("1 Basic Auth 200 token", within="#attempts-shown")
        await d.drawn()
    assert widths
    assert min(widths) > 0
