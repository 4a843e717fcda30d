"""Each screen brings its own style sheets, and reads none of the others again."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.css.stylesheet import Stylesheet

import tui.wizard.style_sheets
from tui.form.steps import Step

from .driving import Driver, wizard

SHEETS = Path(tui.wizard.style_sheets.__file__).parent / "styles"


def sheets_read(d: Driver) -> set[str]:
    return {Path(path).stem for path, _ in d.app.stylesheet.source if Path(path).parent == SHEETS}


async def test_a_sheet_is_read_when_the_first_screen_that_needs_it_is_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with wizard() as d:
        assert sheets_read(d) == {"start"}
        monkeypatch.setattr(Stylesheet, "reparse", lambda _: pytest.fail("all sheets are read again"))
        await d.go_to(Step.CONNECTOR)
        assert sheets_read(d) == {"start", "steps", "fields"}
        await d.go_to(Step.SAVE)
        assert sheets_read(d) == {"start", "steps", "fields", "save"}


async def test_every_sheet_belongs_to_a_screen() -> None:
    source = "\n".join(path.read_text() for path in SHEETS.parent.glob("screens/**/*.py"))
    assert [path.stem for path in SHEETS.glob("*.tcss") if f'"{path.stem}"' not in source] == []
