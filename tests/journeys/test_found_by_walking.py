"""What somebody has noticed who walked through the wizard from the README alone."""

from __future__ import annotations

from dataclasses import replace

from tests.wizard.driving import wizard
from tests.wizard.samples import COMPLETE, GRANTED, attempt, record
from tui.form.steps import Step
from tui.wizard.screens.dialogs.report_dialog import ReportDialog
from tui.wizard.screens.steps.result import ResultStep


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
