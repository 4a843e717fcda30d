"""Where no colors are seen, type and signs tell all: what has the focus, what is active, ticked or wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from rich.segment import ControlType, Segment
from rich.style import Style
from textual.color import Color
from textual.widget import Widget
from textual.widgets import Button, Collapsible, Tab

from tui.form.steps import Step
from tui.practice.server import PracticeServer
from tui.terminal.monochrome import has_colors
from tui.wizard.widgets.tick_box import TickBox
from tui.wizard.widgets.whole_input import WholeInput
from tui.wizard.without_colors import WithoutColors

from .driving import NARROW, WIDE, Driver, wizard
from .layout_facts import in_sight
from .places import PLACES, save_profiles, visit
from .samples import COMPLETE, REFUSED_CLIENT, attempt, record
from .test_seen_behind import behind

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


def styled(d: Driver, widget: Widget) -> list[tuple[str, Style]]:
    """Return the texts of a widget with their styles."""
    region = in_sight(d, widget)
    strips = d.app.screen._compositor.render_strips()[region.y : region.bottom]
    return [
        (segment.text, segment.style)
        for strip in strips
        for segment in strip.crop(region.x, region.right)
        if segment.style
    ]


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


async def test_no_screen_has_a_color_not_even_a_gray(folder: Path) -> None:
    save_profiles(folder)
    with PracticeServer() as server:
        async with wizard(COMPLETE, Step.CONNECTOR, practice=server) as d:
            for place in PLACES:
                await visit(d, place)
                await d.until(
                    lambda: not any(each.is_running and each.node is d.app.screen for each in d.app.workers),
                    "all is there",
                )
                screens = [*d.app._background_screens, d.app.screen]
                strips = [strip for each in screens for strip in each._compositor.render_strips()]
                styles = [segment.style for strip in strips for segment in strip if segment.style]
                assert styles, place
                colored = [str(style) for style in styles if style.color or style.bgcolor]
                assert colored == [], place


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_button_has_edges_and_heavy_ones_if_it_goes_on(size: tuple[int, int]) -> None:
    async with wizard(COMPLETE, Step.CLIENT, size=size) as d:
        await d.drawn()
        buttons = d.app.screen.query(Button)
        edges = {button.id: {char for char, *_ in bare(d, button)} & set("│┃") for button in buttons}
        assert edges == {"back": {"│"}, "next": {"┃"}}
        next_button = d.app.screen.query_one("#next")
        assert not any(reverse for _, _, reverse, _ in bare(d, next_button))
        await d.focus_on(next_button)
        await d.drawn()
        assert all(reverse for _, _, reverse, _ in bare(d, next_button))


async def test_an_empty_field_has_an_edge_and_a_hint_in_it_is_slanted() -> None:
    async with wizard(COMPLETE, Step.CONNECTOR) as d:
        field = d.field("description").input
        await d.focus_on(d.field("name").input)
        await d.drawn()
        assert bare(d, field)[0][0] == "│"
        await d.focus_on(field)
        await d.drawn()
        assert bare(d, field)[0][0] == "▌"
        await visit(d, "Field chooser")
        (row,) = d.app.screen.query(WholeInput)
        assert any(style.italic and style.dim for _, style in styled(d, row))


async def test_there_is_no_theme_to_choose(monkeypatch: pytest.MonkeyPatch) -> None:
    async with wizard(COMPLETE, Step.CONNECTOR) as d:
        assert "Theme" not in {command.title for command in d.app.get_system_commands(d.app.screen)}
        assert d.app.theme == "doctor-dark"
    monkeypatch.setenv("NO_COLOR", "")
    async with wizard(COMPLETE, Step.CONNECTOR) as d:
        assert not d.app.no_color
        assert "Theme" in {command.title for command in d.app.get_system_commands(d.app.screen)}


async def test_what_lies_behind_a_dialog_is_dim_and_nothing_there_looks_focused() -> None:
    async with wizard(COMPLETE, Step.ADDITIONAL_HEADERS) as d:
        await d.press("a")
        await d.until(lambda: d.app.screen.is_modal, "the dialog")
        await d.drawn()
        shown = behind(d)
        assert len(shown) > 5
        assert [
            str(text) for text in shown if not text.style.dim or text.style.reverse or text.style.bold
        ] == []


BACKGROUND: Final = "#101214"


@pytest.mark.parametrize(
    ("text", "style", "seen", "plain"),
    [
        ("Fails", "bold #101214 on #ff8a8a", "Fails", "bold reverse"),
        ("text", "italic underline #e8eaed on #101214", "text", "italic underline"),
        ("panel", "#e8eaed on #262b31", "panel", "none"),
        ("cursor", "reverse #e8eaed on #101214", "cursor", "reverse"),
        ("▔▔", "#262b31 on #101214", "  ", "none"),
        ("──", "#7cc7ff on #101214", "──", "none"),
        ("漢▔", "#101214 on #101214", "漢▔", "none"),
        ("  ", "on #5c6672", "  ", "reverse"),
        ("dim", "dim", "dim", "dim"),
    ],
)
def test_how_each_style_is_shown(text: str, style: str, seen: str, plain: str) -> None:
    one = WithoutColors(Color.parse(BACKGROUND))
    (segment,) = one.apply([Segment(text, Style.parse(style) + Style(meta={"@click": "x"}))], Color(0, 0, 0))
    assert segment.text == seen
    assert segment.style
    assert segment.style.without_color == Style.parse(plain)
    assert segment.style.meta == {"@click": "x"}
    assert (segment.style.color, segment.style.bgcolor) == (None, None)


def test_what_only_moves_the_cursor_stays() -> None:
    control = Segment("", None, [(ControlType.HOME,)])
    assert WithoutColors(Color(0, 0, 0)).apply([control], Color(0, 0, 0)) == [control]


def test_a_terminal_without_colors_is_known_by_its_name() -> None:
    assert [has_colors(name) for name in ("vt100", "xterm-mono", "linux-m")] == [False] * 3
    assert all(has_colors(name) for name in ("xterm", "vte-256color", "linux", "screen", ""))
