"""When the wizard itself fails, no value is shown: neither in the message nor in a frame of a traceback."""

from __future__ import annotations

import re

import pytest
from textual.app import App

from tui.wizard import app as wizard_app
from tui.wizard.screens.start import StartScreen

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
    written = " ".join("".join(capfd.readouterr()).split())
    said = re.search(r"connector-doctor: internal error: FaultyError at \S+:\d+\. Please", written)
    assert bool(said) is (status == 70)
    for word in (SECRET, "Traceback", "password"):
        assert word not in written
