"""What lies behind a dialog can be read (WCAG AA), and is clearly not what is in use."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual._compositor import LayoutUpdate

from tui.form.steps import Step
from tui.wizard.screens.dialogs.dialog import Question
from tui.wizard.screens.dialogs.unsaved_work import UnsavedWorkQuestion
from tui.wizard.screens.jump_mode import JumpMode
from tui.wizard.themes import DARK, LIGHT
from tui.wizard.widgets.frame.key_footer import KeyFooter

from .contrast import AA, Text
from .driving import NARROW, WIDE, Driver, wizard
from .places import save_profiles, visit
from .samples import COMPLETE

LARGE = (200, 50)


def parts(d: Driver) -> tuple[list[Text], list[Text]]:
    """Return all that is to be read: on the screen on top, and behind it."""
    screen = d.app.screen
    screen._set_dirty()
    update = screen._compositor.render_update(full=True, screen_stack=d.app._background_screens)
    assert isinstance(update, LayoutUpdate)
    in_front, behind = list[Text](), list[Text]()
    regions = [child.region for child in screen.children if child.display]
    for row, strips in enumerate(update.strips):
        column = 0
        for segment in (segment for strip in strips for segment in strip):
            is_in_front = any(region.contains(column, row) for region in regions)
            column += segment.cell_length
            if segment.style and any("!" <= char < "\u2500" or char > "\u259f" for char in segment.text):
                (in_front if is_in_front else behind).append(Text(segment.text, row, segment.style))
    return in_front, behind


def behind(d: Driver) -> list[Text]:
    return parts(d)[1]


def unreadable(d: Driver) -> list[str]:
    return [str(text) for part in parts(d) for text in part if text.ratio < AA]


def title_in(texts: list[Text]) -> Text:
    """Return the step's title: the list of steps has the same words, and not alone."""
    return next(text for text in texts if text.text.strip() == Step.ADDITIONAL_HEADERS.title)


@pytest.mark.parametrize("theme", [DARK.name, LIGHT.name])
@pytest.mark.parametrize("size", [(60, 20), NARROW, WIDE, LARGE])
async def test_all_text_behind_a_dialog_can_be_read(folder: Path, theme: str, size: tuple[int, int]) -> None:
    save_profiles(folder)
    async with wizard(COMPLETE, Step.CONNECTOR, size=size) as d:
        d.app.theme = theme
        seen = 0
        for place in ("Row", "Question", "Palette", "Field chooser", "Help"):
            await visit(d, place)
            await d.until(
                lambda: not any(each.is_running and each.node is d.app.screen for each in d.app.workers),
                "all is there",
            )
            assert unreadable(d) == [], place
            seen += len(behind(d))
        assert seen > 10
        await d.press("escape")
        await visit(d, "Result")
        await d.press("ctrl+d")
        await d.on_screen(JumpMode)
        await d.drawn()
        assert unreadable(d) == []


async def test_what_lies_behind_has_less_contrast_than_the_dialog_and_is_not_bold() -> None:
    async with wizard(COMPLETE, Step.ADDITIONAL_HEADERS, size=WIDE) as d:
        await d.drawn()
        title = title_in(parts(d)[0])
        await d.press("a")
        await d.until(lambda: d.app.screen.is_modal, "the dialog")
        await d.drawn()
        same_behind = title_in(behind(d))
        assert same_behind.ratio < 0.8 * title.ratio
        assert (title.style.bold, same_behind.style.bold) == (True, False)


async def test_below_two_dialogs_it_can_still_be_read() -> None:
    async with wizard(COMPLETE, Step.ADDITIONAL_HEADERS) as d:
        await d.press("a")
        await d.paste("X-A")
        await d.press("escape")
        await d.on_screen(Question)
        await d.press("ctrl+q")
        await d.on_screen(UnsavedWorkQuestion)
        await d.drawn()
        assert len(behind(d)) > 5
        assert unreadable(d) == []


async def test_a_click_behind_a_dialog_does_nothing() -> None:
    async with wizard(COMPLETE, Step.ADDITIONAL_HEADERS) as d:
        await d.press("a")
        await d.until(lambda: d.app.screen.is_modal, "the dialog")
        for row in range(3):
            await d.pilot.click(offset=(5, row))
        await d.drawn()
        assert d.app.screen.is_modal
        assert d.app.screen.query_one(KeyFooter).region.bottom == d.app.size.height
