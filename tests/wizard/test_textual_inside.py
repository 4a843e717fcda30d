"""The insides of Textual that the wizard leans on: where a new version changes one, its test here fails."""

from __future__ import annotations

from collections.abc import Iterator
from weakref import ref

import pytest
from textual import events
from textual._context import active_message_pump
from textual._styles_cache import StylesCache
from textual.color import Color
from textual.css.errors import StylesheetError, UnresolvedVariableError
from textual.css.stylesheet import Stylesheet
from textual.css.tokenizer import TokenError
from textual.dom import DOMNode
from textual.geometry import Region, Size
from textual.layout import DockArrangeResult
from textual.message import Message
from textual.reactive import Reactive
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Button, Static

from tui.form.steps import Step
from tui.wizard import quick_classes
from tui.wizard.remembered_styles import RememberingSheet
from tui.wizard.screens.painted_whole import PaintedWhole
from tui.wizard.screens.seen_alone import SeenAlone
from tui.wizard.screens.start import StartScreen
from tui.wizard.themes import DARK, LIGHT
from tui.wizard.typing_ahead import TypingAhead

from .driving import WIDE, Driver, wizard
from .remembered_handlers import RememberedHandlers, textual_dispatch_methods
from .samples import COMPLETE


async def test_a_fault_passes_through_handle_exception_and_ends_in_fatal_error() -> None:
    """`_handle_exception`, `_fatal_error`: the second writes what the user reads."""
    async with wizard() as d:
        calls: list[str] = []
        d.app._fatal_error = lambda: calls.append("fatal")  # type: ignore[method-assign]
        error = ValueError()
        d.app._handle_exception(error)
        assert calls == ["fatal"]
        assert d.app.return_code == 1
        assert d.app._fault is error
        d.app._exception = None  # or the test would end with it


async def test_the_widget_whose_code_runs_is_known() -> None:
    """`textual._context.active_message_pump`: whose handler it is that fails."""
    async with wizard() as d:
        seen: list[object] = []
        title = d.app.screen.query_one("#step-title")
        title.call_later(lambda: seen.append(active_message_pump.get(None)))
        await d.until(lambda: bool(seen), "it is called")
        assert seen == [title]


async def test_a_widget_that_is_being_removed_is_not_displayed_whatever_its_style_says() -> None:
    """How `_is_being_removed` knows it, without `_pruning` and `_closing`."""
    async with wizard() as d:
        title = d.app.screen.query_one("#step-title", Static)
        assert title.display
        removed = title.remove()
        assert (title.display, title.styles.display) == (False, "block")
        await removed


async def test_a_fault_of_a_widget_that_is_being_removed_does_not_end_the_app() -> None:
    async with wizard() as d:
        title = d.app.screen.query_one("#step-title", Static)

        def fail() -> None:
            title.remove()
            d.app.screen.query_one("#no-such-widget")

        title.call_later(fail)
        await d.until(lambda: not d.app.screen.query("#step-title"), "it is removed")
        assert d.app.return_code is None


async def test_a_screen_asks_arrange_for_its_layout_with_the_size_of_the_terminal() -> None:
    """`arrange(size)`: where BaseScreen sets the classes of the size before anything is measured."""
    async with wizard(COMPLETE, Step.CLIENT) as d:
        screen, sizes = d.app.screen, list[tuple[int, int]]()
        arrange = screen.arrange

        def noted(size: Size, _optimal: bool = False) -> DockArrangeResult:
            sizes.append((size.width, size.height))
            return arrange(size, _optimal)

        screen.arrange = noted  # type: ignore[method-assign]
        await d.pilot.resize_terminal(113, 41)
        await d.until(lambda: (113, 41) in sizes, "it is laid out")
        assert screen.has_class("-wide")
        assert screen.has_class("-tall")
        await d.press("escape")
        await d.on_screen(StartScreen)


def styles_on(d: Driver) -> list[tuple[object, ...]]:
    """Return what the style sheet says about each widget of the screen and about the parts of each."""

    def told(node: DOMNode) -> tuple[object, ...]:
        rules = {name: value for name, value in node.styles.base.get_rules().items() if name != "layout"}
        layout = node.styles.base.layout
        return node, rules, layout and layout.name, node._has_hover_style, node._has_focus_within

    nodes = [d.app, *d.app.screen.walk_children(with_self=True)]
    parts = [{name: part.get_rules() for name, part in node._component_styles.items()} for node in nodes]
    return [(*told(node), part) for node, part in zip(nodes, parts, strict=True)]


async def test_remembered_styles_are_those_that_textual_sets(monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in "found", "remembered":
        async with wizard(COMPLETE, Step.REVIEW) as d:
            for step in (Step.CLIENT_AUTHENTICATION, Step.REVIEW, Step.SAVE):
                await d.go_to(step)
                await d.pilot.resize_terminal(*WIDE)
                await d.press("tab", "ctrl+r")
                await d.drawn()
                remembered = styles_on(d)
                with monkeypatch.context() as patch:
                    patch.setattr(RememberingSheet, "apply", Stylesheet.apply)
                    patch.setattr(RememberingSheet, "replace_rules", Stylesheet.__dict__["replace_rules"])
                    for node in (d.app, *d.app.screen.walk_children(with_self=True)):
                        node._component_styles.clear()
                        node.styles.base._rules.clear()  # type: ignore[attr-defined]
                        d.app.stylesheet.apply(node)
                    assert styles_on(d) == remembered


@pytest.mark.parametrize("faulty", ["Button { colour: red; }", "Button {", "Button { color: $made-up; }"])
def test_sheets_are_gathered_as_textual_gathers_them_and_a_faulty_one_is_told_once(faulty: str) -> None:
    gathered: list[list[str]] = []
    for sheet in (RememberingSheet(), Stylesheet()):
        for css in ("Button { color: red; }", "Static { width: 1; }"):
            sheet.add_source(css)
            sheet.parse()
        sheet.add_source(faulty)
        sheet.add_source("Input { height: 3; }")
        with pytest.raises((StylesheetError, TokenError, UnresolvedVariableError)):
            sheet.parse()
        sheet.parse()
        gathered.append([rule.css for rule in sheet.rules])
    assert gathered[0] == gathered[1]
    assert len(gathered[0]) == 3


async def test_remembered_styles_are_another_sheets_where_it_has_other_rules() -> None:
    """A sheet that comes with a later screen, or another theme."""
    async with wizard(COMPLETE, Step.REVIEW) as d:
        back = d.app.screen.query_one("#back", Button)
        found = [back.styles.color]
        for theme, rule in ((LIGHT.name, ""), (DARK.name, ""), (DARK.name, "Button { color: #010203; }")):
            d.app.theme = theme
            await d.drawn()
            if rule:
                d.app.stylesheet.add_source(rule)
                d.app.stylesheet.update(d.app.screen)
            found.append(back.styles.color)
        dark, light, again, ruled = found
        assert (dark == again, dark == light, ruled) == (True, False, Color(1, 2, 3))


async def test_remembered_handlers_are_those_that_textual_finds() -> None:
    messages = (events.Mount(), events.Resize(Size(1, 1), Size(1, 1)), events.Focus(), events.Key("a", "a"))
    remembered = RememberedHandlers()
    async with wizard(COMPLETE, Step.REVIEW) as d:
        for node in (d.app, *d.app.screen.walk_children(with_self=True)):
            for message in (*messages, Button.Pressed(Button("Send")), TypingAhead.Settled()):
                textuals = [*textual_dispatch_methods(node, message.handler_name, message)]
                assert [*remembered._dispatch_methods(node, message.handler_name, message)] == textuals


def drawn_anew(d: Driver, monkeypatch: pytest.MonkeyPatch) -> tuple[list[Strip], int]:
    """Return the lines of the screen, none of them remembered, and how many the widgets drew for that."""
    drawn, render = list[Strip](), Widget.render_lines

    def noted(widget: Widget, crop: Region) -> list[Strip]:
        lines = render(widget, crop)
        drawn.extend(lines)
        return lines

    for widget in d.app.screen.walk_children(with_self=True):
        widget._styles_cache.clear()  # type: ignore[attr-defined]
    with monkeypatch.context() as patch:
        patch.setattr(Widget, "render_lines", noted)
        return d.app.screen._compositor.render_strips(), len(drawn)


async def test_what_lies_behind_is_not_drawn_and_what_is_seen_is_as_textual_draws_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with wizard(COMPLETE, Step.REVIEW) as d:
        for keys in (("c",), ("f2", "tab", "x"), ("f5",), ("f7", "a"), ("escape", "f1")):
            await d.press(*keys)
            await d.drawn()
            assert isinstance(d.app.screen._compositor, SeenAlone)
            ours, lines = drawn_anew(d, monkeypatch)
            with monkeypatch.context() as patch:
                patch.delattr(SeenAlone, "_get_renders")
                textuals, all_lines = drawn_anew(d, monkeypatch)
            assert textuals == ours, keys
            assert lines < all_lines, keys


async def test_a_widget_is_told_its_size_though_it_was_asked_where_it_is_before_the_layout(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """After scrolling, Textual looks anew where everything is, and forgets what it has told each widget."""
    async with wizard(COMPLETE, Step.CLIENT) as d:
        screen, title = d.app.screen, d.app.screen.query_one("#step-title", Static)
        assert isinstance(screen, PaintedWhole)
        screen._refresh_layout(scroll=True)
        title.styles.width, title.styles.height = 11, 2
        screen.forget_layout()
        told = list[Message]()
        with monkeypatch.context() as patch:
            patch.setattr(title, "post_message", told.append)
            assert screen._compositor.full_map[title].region.size == Size(11, 2)
            screen._refresh_layout()
        assert [event.size for event in told if isinstance(event, events.Resize)] == [Size(11, 2)]


async def test_a_screen_that_is_drawn_late_is_drawn_as_it_is() -> None:
    """What is kept of the widgets' lines is never older than the widgets."""
    async with wizard(COMPLETE, Step.REVIEW) as d:
        for keys in (("ctrl+r", "c"), ("f2", "tab", "x"), ("f8", "f12"), ("escape", "ctrl+r")):
            await d.press(*keys)
            await d.drawn()
            late = d.app.screen._compositor.render_strips()
            for widget in d.app.screen.walk_children(with_self=True):
                widget._styles_cache.clear()  # type: ignore[attr-defined]
            assert d.app.screen._compositor.render_strips() == late


def all_classes(root: type[DOMNode] = DOMNode) -> Iterator[type[DOMNode]]:
    for cls in root.__subclasses__():
        yield cls
        yield from all_classes(cls)


def test_classes_that_are_made_quickly_are_as_textual_makes_them() -> None:
    """`DOMNode.__init_subclass__`, `_reactives`, `_computes`, `_merged_bindings`, names for style sheets."""
    assert vars(DOMNode)["__init_subclass__"].__func__ is quick_classes._init_subclass
    classes = [*all_classes()]
    assert len(classes) > 100
    for cls in classes:
        reactives: dict[str, object] = {}
        for base in reversed(cls.__mro__):
            reactives |= {name: value for name, value in vars(base).items() if isinstance(value, Reactive)}
        assert [*cls._reactives.items()] == [*reactives.items()], cls
        computed = {name.lstrip("_")[8:] for name in dir(cls) if name.startswith(("_compute_", "compute_"))}
        assert cls._computes == computed, cls
        assert cls._css_type_names == {base.__name__ for base in cls._css_bases(cls)}, cls
        assert cls._css_type_name == cls.__name__, cls
        assert cls._merged_bindings.key_to_bindings == cls._merge_bindings().key_to_bindings, cls  # type: ignore[union-attr]


def test_what_a_widget_drew_is_forgotten_with_it() -> None:
    """`StylesCache.get_inner_outer`: Textual's own keeps all lines of the last 1,024 widgets alive."""
    cache = StylesCache()
    inner, outer = cache.get_inner_outer(Color(0, 0, 0), Color(200, 100, 0, 0.5))
    assert (inner.background, outer.background) == (Color(100, 50, 0), Color(0, 0, 0))
    drawn = ref(cache)
    del cache
    assert drawn() is None
