"""A screen that opens is laid out and painted once, with all that is on it; what comes later is painted."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from textual.screen import Screen

from tui.form.steps import Step
from tui.oauth2.connector import AdditionalRow
from tui.wizard.screens.dialogs.row_dialog import RowDialog
from tui.wizard.screens.painted_whole import PaintedWhole

from .driving import NARROW, WIDE, Driver, wizard
from .samples import COMPLETE


class Paintings:
    """Notes each layout and each painting, with what stood on the screen then."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.layouts = list[Screen[object]]()
        self.seen = list[tuple[Screen[object], str]]()
        lay_out, paint = Screen._refresh_layout, Screen._compositor_refresh

        def noted_layout(screen: Screen[object], *about: object, **more: object) -> None:
            self.layouts.append(screen)
            lay_out(screen, *about, **more)  # type: ignore[arg-type]

        def noted_painting(screen: Screen[object]) -> None:
            paint(screen)
            if screen is screen.app.screen:
                text = "\n".join(strip.text for strip in screen._compositor.render_strips())
                self.seen.append((screen, text))

        patch.setattr(Screen, "_refresh_layout", noted_layout)
        patch.setattr(Screen, "_compositor_refresh", noted_painting)


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "120x40"])
async def test_each_step_is_laid_out_and_painted_whole_before_anybody_sees_it(
    monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    async with wizard(COMPLETE, Step.CONNECTOR, size=size) as d:
        noted = Paintings(monkeypatch)
        for step in (Step.CLIENT, Step.RESOURCE_OWNER, Step.TOKEN_ENDPOINT, Step.ADDITIONAL_HEADERS):
            await d.go_to(step)
            await d.drawn()
            screen = d.app.screen
            assert noted.layouts.count(screen) <= 2, step  # a long URL is shown whole once the width is known
            painted = [text for shown, text in noted.seen if shown is screen]
            assert painted[0] == painted[-1], step


async def test_what_is_said_once_the_size_is_known_is_shown_although_the_layout_is_done() -> None:
    long = AdditionalRow("X-Long", "value " * 200)
    connector = replace(COMPLETE, additional_headers=(long,))
    async with wizard(connector, Step.ADDITIONAL_HEADERS, size=(70, 20)) as d:
        await d.press("e")
        await d.on_screen(RowDialog)
        await d.drawn()
        notes = d.field("row-value").notes
        assert notes.size.height == len(notes._rows(notes.size.width)) > 10


async def test_a_screen_below_another_is_laid_out_when_it_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    noted = Paintings(monkeypatch)
    async with wizard(COMPLETE, Step.CONNECTOR) as d:
        start = d.app.screen_stack[1]
        assert isinstance(start, PaintedWhole)
        noted.layouts.clear()
        await resized(d)
        assert noted.layouts
        assert start not in noted.layouts
        await d.press("ctrl+o")
        await d.until(lambda: d.app.screen is start, "the start screen")
        await d.sees("New (n)")
        assert start.size == WIDE


async def resized(d: Driver) -> None:
    await d.pilot.resize_terminal(*WIDE)
    await d.drawn()


async def test_a_resize_while_the_screen_opens_is_not_lost() -> None:
    async with wizard(COMPLETE, Step.CONNECTOR) as d:
        d.app.go_to(Step.CLIENT)
        await resized(d)
        await d.on_step(Step.CLIENT)
        await d.until(lambda: d.app.screen.size == WIDE and d.app.screen.has_class("-wide"), "the size")
        await d.sees("Request preview")


async def test_a_resize_is_laid_out_and_painted_once_and_in_turns_of_their_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    turn, laid_out, painted = 0, list[int](), list[int]()
    run, lay_out, paint = asyncio.Handle._run, Screen._refresh_layout, Screen._compositor_refresh

    def counted(handle: asyncio.Handle) -> None:
        nonlocal turn
        turn += 1
        run(handle)

    def noted_layout(screen: Screen[object], *about: object, **more: object) -> None:
        laid_out.append(turn)
        lay_out(screen, *about, **more)  # type: ignore[arg-type]

    def noted_painting(screen: Screen[object]) -> None:
        if screen._compositor.size.region in screen._compositor._dirty_regions:
            painted.append(turn)
        paint(screen)

    async with wizard(COMPLETE, Step.CLIENT_AUTHENTICATION) as d:
        monkeypatch.setattr(asyncio.Handle, "_run", counted)
        monkeypatch.setattr(Screen, "_refresh_layout", noted_layout)
        monkeypatch.setattr(Screen, "_compositor_refresh", noted_painting)
        await resized(d)
        await d.until(lambda: bool(painted), "it is painted")
        assert laid_out
        assert len(painted) <= len(laid_out)
        assert not {*laid_out} & {*painted}
