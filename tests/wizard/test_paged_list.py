"""A list's page keys before its first layout, and after it."""

from __future__ import annotations

import re

from textual.app import App, ComposeResult
from textual.widgets import OptionList

from tests.test_imports import PACKAGE
from tui.wizard.widgets.drop_down import DropDown
from tui.wizard.widgets.paged_list import PagedList


class Lists(App[None]):
    """A list that is not laid out, since it is hidden, and then is."""

    def compose(self) -> ComposeResult:
        yield PagedList(*map(str, range(50)))

    def on_mount(self) -> None:
        self.query_one(PagedList).display = False


async def test_page_keys_lead_to_the_ends_while_nothing_is_laid_out() -> None:
    app = Lists()
    async with app.run_test(size=(40, 10)) as pilot:
        listed = app.query_one(PagedList)
        listed.highlighted = 7
        listed.action_page_down()
        assert listed.highlighted == 49
        listed.action_page_up()
        assert listed.highlighted == 0
        listed.display = True
        await pilot.pause()
        listed.action_page_down()
        assert 0 < (listed.highlighted or 0) < 49


class DropDowns(App[None]):
    """A drop-down whose list is open before it is laid out."""

    def compose(self) -> ComposeResult:
        yield DropDown([(str(number), number) for number in range(50)])


async def test_page_keys_work_in_a_drop_down_that_has_just_opened() -> None:
    app = DropDowns()
    async with app.run_test(size=(40, 10)):
        listed = app.query_one("SelectOverlay", OptionList)
        listed.action_page_down()  # type: ignore[no-untyped-call]
        assert listed.highlighted == listed.option_count - 1
        listed.action_page_up()  # type: ignore[no-untyped-call]
        assert listed.highlighted == 0


def test_no_screen_makes_a_list_of_another_kind() -> None:
    made = re.compile(r"\b(?:OptionList|Select)\(")
    sources = {path.name: path.read_text("utf-8") for path in (PACKAGE / "wizard").rglob("*.py")}
    bases = re.compile(r"class \w+\(.*\):")
    found = {name for name, text in sources.items() if made.search(bases.sub("", text))}
    assert found == set()
