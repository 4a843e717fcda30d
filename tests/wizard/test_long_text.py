"""Text of any length: wrapped to the letter, only what is in sight built, and selectable."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Offset
from textual.selection import Selection
from textual.strip import Strip

from tui.wizard.content.table import table
from tui.wizard.widgets.long_text import LongText, wrapped

LINES = 20_000


class CountingText(LongText):
    """Counts the rows that are built."""

    built = 0

    def render_line(self, y: int) -> Strip:
        self.built += 1
        return super().render_line(y)


class OneText(App[None]):
    """Shows a long text in a part that scrolls."""

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield CountingText(Content("\n".join(f"line {number}" for number in range(LINES))))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "a\n\nb",
        "x" * 99,
        "two words " * 9,
        "漢字" * 20,
        "1, 22, " * 30,
        "漢 e\u0301 " * 9,
        "  lead\ntail  ",
    ],
)
def test_every_letter_is_kept_and_no_row_is_too_wide(text: str) -> None:
    rows = wrapped(Content(text), 10)
    assert all(content.cell_length <= 10 for content, _, _ in rows)
    together = "".join(content.plain for content, _, _ in rows)
    assert together.replace(" ", "") == text.replace(" ", "").replace("\n", "")
    for content, x, line in rows:
        assert text.split("\n")[line][x:].startswith(content.plain.rstrip())


def test_what_is_left_of_a_value_stands_below_the_value() -> None:
    rows = wrapped(table([("Name", Content("some long value")), ("", Content("b"))]), 14)
    assert [content.plain for content, _, _ in rows] == ["Name  some", "      long", "      value", "      b"]
    # With no room for that, below the name.
    assert [content.plain for content, _, _ in wrapped(table([("A name", Content("bc de"))]), 10)] == [
        "A name  bc",
        "de",
    ]


async def test_rows_out_of_sight_are_not_built_and_all_can_be_scrolled_to() -> None:
    async with OneText().run_test(size=(40, 10)) as pilot:
        text = pilot.app.query_one(CountingText)
        assert text.size.height == LINES
        assert text.built < 100
        pilot.app.query_one(VerticalScroll).scroll_end(animate=False, immediate=True)
        await pilot.pause()
        assert text.render_line(LINES - 1).text == f"line {LINES - 1}"
        assert text.built < 200

        pilot.app.screen.selections = {text: Selection(Offset(2, 1), Offset(3, 2))}
        plain, chosen = text.render_line(0), text.render_line(1)
        assert len(list(plain)) == 1
        assert [segment.text for segment in chosen] == ["li", "ne 1"]
        assert text.get_selection(pilot.app.screen.selections[text]) == ("ne 1\nlin", "\n")

        text.update(Content("other"))
        await pilot.pause()
        assert text.size.height == 1
        assert text.render_line(0).text == "other"
