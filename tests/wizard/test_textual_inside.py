"""The insides of Textual that the wizard leans on: where a new version changes one, its test here fails."""

from __future__ import annotations

from textual._context import active_message_pump
from textual.geometry import Size
from textual.layout import DockArrangeResult
from textual.widgets import Static

from tui.wizard.screens.start import StartScreen
from tui.wizard.steps import Step

from .driving import wizard
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
        assert not isinstance(d.app.screen, StartScreen)
