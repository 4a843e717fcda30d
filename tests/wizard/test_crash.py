"""When the wizard itself fails, no value is shown: neither in the message nor in a frame of a traceback."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from textual.app import App

from tests.servers.raw_server import RawServer, stalling
from tui.crash_report import crash_reports_folder
from tui.form.steps import Step
from tui.wizard import app as wizard_app
from tui.wizard.screens.start import StartScreen

from .driving import wizard
from .samples import COMPLETE

SECRET = "s3cret-in-a-frame-6d1f"


class FaultyError(Exception):
    """A made-up fault whose text holds a secret."""


def fail(self: object) -> None:
    password = SECRET
    raise FaultyError(f"can't go on with {password}")


@pytest.fixture
def fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(StartScreen, "action_new", fail)


@pytest.mark.parametrize(("keys", "status"), [(["n"], 70), (["escape"], 0)])
def test_a_fault_ends_the_wizard_with_one_line_and_a_status_of_its_own(
    keys: list[str],
    status: int,
    fault: None,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    run = App.run

    def run_headless(self: App[None]) -> None:
        async def auto_pilot(pilot: object) -> None:
            await pilot.press(*keys)  # type: ignore[attr-defined]

        run(self, headless=True, size=(80, 24), auto_pilot=auto_pilot)

    monkeypatch.setattr(App, "run", run_headless)
    assert wizard_app.run_wizard() == status
    written = "".join(capfd.readouterr())
    said = re.search(
        r"connector-doctor: internal error: FaultyError at \S+:\d+\. Please .*: (/.+)\n", written
    )
    assert bool(said) is (status == 70)
    for word in (SECRET, "Traceback", "password"):
        assert word not in written
    reports = [*crash_reports_folder().iterdir()] if status else []
    assert [str(path) for path in reports] == ([said[1]] if said else [])
    for path in reports:
        assert path.stat().st_mode & 0o777 == 0o600
        text = path.read_text()
        assert re.search("^Where: wizard: .*StartScreen, focus on ", text, re.MULTILINE)
        assert "tests.wizard.test_crash.FaultyError" in text
        assert SECRET not in text


async def test_quitting_cancels_what_is_being_sent_and_says_so() -> None:
    with RawServer(stalling()) as server:
        async with wizard(replace(COMPLETE, token_url=server.token_url), Step.REVIEW) as d:
            await d.press("s")
            await d.until(lambda: server.connections == 1, "it is sent")
            await d.press("ctrl+q")
            await d.until(lambda: d.app.return_code is not None, "it quits")
    canceled = "The token request was canceled. The server may have received what was sent until then."
    assert d.app.last_words == canceled
