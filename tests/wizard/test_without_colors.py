"""Where no colors are seen, type and signs tell all: what has the focus, what is active, ticked or wrong."""

from __future__ import annotations

import pytest
from textual.widget import Widget
from textual.widgets import Collapsible, Tab

from tui.form.steps import Step
from tui.wizard.themes import has_colors
from tui.wizard.widgets.tick_box import TickBox

from .driving import NARROW, WIDE, Driver, wizard
from .layout_facts import in_sight
from .samples import COMPLETE, REFUSED_CLIENT, attempt, record

Bare = list[tuple[str, bool, bool, bool]]


@pytest.fixture(autouse=True)
def no_color(folder: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")


def bare(d: Driver, widget: Widget) -> Bare:
    """Return what is seen of a widget by somebody who sees no color: characters, and their type."""
    region = in_sight(d, widget)
    seen: Bare = []
    for strip in d.app.screen._compositor.render_strips()[region.y : region.bottom]:
        for text, style, _ in strip.crop(region.x, region.right):
            typed = (bool(style.bold), bool(style.reverse), bool(style.underline)) if style else (False,) * 3
            seen += [(character, *typed) for character in text]
    return seen


def kind(widget: Widget) -> tuple[str, frozenset[str]]:
    """Return what decides how a widget looks: its type and its classes."""
    return type(widget).__name__, frozenset(widget.classes)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_what_has_the_focus_is_seen_without_colors(size: tuple[int, int]) -> None:
    async with wizard(COMPLETE, Step.CLIENT_AUTHENTICATION, size=size) as d:
        assert d.app.no_color
        for folded in d.app.screen.query(Collapsible):
            folded.collapsed = False
        await d.drawn()
        kinds = set[tuple[str, frozenset[str]]]()
        first = d.app.screen.focused
        while d.app.screen.focused not in {None, first} or not kinds:
            focused = d.app.screen.focused
            assert focused is not None
            if kind(focused) in kinds:
                await d.press("tab")
                continue
            focused.scroll_visible(animate=False, immediate=True)
            await d.drawn()
            with_focus = bare(d, focused)
            d.app.screen.set_focus(None)
            await d.drawn()
            assert bare(d, focused) != with_focus, f"the focus on {focused!r} is seen by its color alone"
            kinds.add(kind(focused))
            d.app.screen.set_focus(focused)
            await d.settle()
            await d.press("tab")
            await d.drawn()
        names = {name for name, _ in kinds}
        assert names >= {"Button", "ChoiceList", "CollapsibleTitle", "DropDown", "TickBox", "WholeInput"}


async def test_what_is_active_or_ticked_is_seen_without_colors() -> None:
    async with wizard(COMPLETE, Step.CLIENT_AUTHENTICATION) as d:
        box = d.app.screen.query_one(TickBox)
        box.scroll_visible(animate=False, immediate=True)
        await d.drawn()
        ticked = bare(d, box)
        box.value = not box.value
        await d.drawn()
        assert bare(d, box) != ticked
        d.app.set_record(record(attempt(401, REFUSED_CLIENT)))
        await d.go_to(Step.REVIEW)
        await d.until(lambda: len(d.app.screen.query(Tab)) > 1, "the tabs")
        await d.drawn()
        active, other = (d.app.screen.query(Tab)[number] for number in (0, 1))
        assert {cell[1:] for cell in bare(d, active)} != {cell[1:] for cell in bare(d, other)}


def test_a_terminal_without_colors_is_known_by_its_name() -> None:
    assert [has_colors(name) for name in ("vt100", "xterm-mono", "linux-m")] == [False] * 3
    assert all(has_colors(name) for name in ("xterm", "xterm-256color", "linux", "screen", ""))
