"""Our themes and Textual's: which one the wizard begins with, and that each of them is complete."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.form.steps import Step
from tui.wizard.app import ConnectorDoctorApp
from tui.wizard.appearance import remember_theme
from tui.wizard.themes import DARK, LIGHT, MEANINGS

from .driving import wizard


@pytest.mark.parametrize(
    ("said", "theme"), [("", DARK), ("15;0", DARK), ("0;15", LIGHT), ("0;default;15", LIGHT), ("x;y", DARK)]
)
def test_it_begins_with_the_terminals_own_lightness(
    said: str, theme: object, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLORFGBG", said)
    assert ConnectorDoctorApp().current_theme is theme


def test_what_was_chosen_counts_before_the_terminal(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLORFGBG", "0;15")
    remember_theme("nord")
    assert ConnectorDoctorApp().theme == "nord"


def test_every_theme_has_a_color_for_each_meaning(folder: Path) -> None:
    app = ConnectorDoctorApp()
    for name in app.available_themes:
        app.set_reactive(ConnectorDoctorApp.theme, name)
        assert MEANINGS.keys() <= app.get_css_variables().keys()


async def test_every_theme_can_be_chosen_and_the_choice_is_kept() -> None:
    async with wizard() as d:
        names = sorted(d.app.available_themes)
        for name in names:
            d.app.theme = name
            await d.settle()
        await d.go_to(Step.CONNECTOR)
        await d.sees("Name")
        await d.app.workers.wait_for_complete()
    assert ConnectorDoctorApp().theme == names[-1]
