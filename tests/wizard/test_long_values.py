"""Values of any length: bounded, drawn only where they are in sight, shown whole below the field."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from textual.app import App, ComposeResult
from textual.suggester import SuggestFromList

from tui.form.steps import Step
from tui.oauth2.connector import AdditionalRow, Connector
from tui.oauth2.secret import Secret
from tui.wizard.screens.dialogs.row_dialog import RowDialog
from tui.wizard.widgets.shown_line import ShownLine
from tui.wizard.widgets.whole_input import MOST_CHARACTERS, WholeInput

from .driving import NARROW, WIDE, wizard
from .samples import COMPLETE

LONG_SECRET = "SuperSecretApiKey-" + "0123456789abcdef" * 6
LONG_URL = "https://idp.example.com/" + "".join(f"{n:04}/" for n in range(94)) + "THE-END"


# How much a field takes


async def test_a_paste_that_is_too_long_is_not_taken_and_says_so_beside_the_field() -> None:
    async with wizard(COMPLETE, Step.CLIENT) as d:
        await d.focus_on(d.field("client_id").input)
        await d.press("end")
        await d.paste("x" * 1_000_000)
        await d.sees(
            "! Not taken: the value would have 1,000,009 characters. A field takes up to 65,536.",
            within="#field-client-id",
        )
        assert d.connector.client_id == "abcd-1234"
        await d.press("5")
        await d.until(lambda: d.connector.client_id == "abcd-12345", "typing goes on")
        assert "Not taken" not in d.seen("#form")


async def test_the_last_character_that_fits_is_taken_and_the_next_one_is_not() -> None:
    async with wizard(Connector(), Step.CLIENT) as d:
        await d.focus_is("client_id")
        await d.paste("x" * (MOST_CHARACTERS - 1))
        await d.press("y", "z")
        await d.sees("A field takes up to 65,536.")
        assert d.connector.client_id == "x" * (MOST_CHARACTERS - 1) + "y"
        await d.press("backspace", "z")
        assert d.connector.client_id.endswith("xz")


async def test_a_value_from_a_file_that_is_longer_can_still_be_made_shorter() -> None:
    async with wizard(replace(COMPLETE, client_id="x" * (MOST_CHARACTERS + 9)), Step.CLIENT) as d:
        await d.focus_on(d.field("client_id").input)
        await d.press("end", "backspace")
        assert len(d.connector.client_id) == MOST_CHARACTERS + 8


async def test_a_key_in_the_longest_value_costs_little_more_than_in_a_short_one() -> None:
    async with wizard(COMPLETE, Step.TOKEN_ENDPOINT, size=WIDE) as d:
        field = d.field("token_url")
        await d.focus_on(field.input)

        async def a_key() -> float:
            # The least of several: a look for garbage in all that the tests have made may fall into one.
            times = list[float]()
            for _ in range(4):
                await d.press("end")
                before = time.thread_time()
                await d.press("x")
                await d.pilot.pause()
                times.append(time.thread_time() - before)
            return min(times)

        short = await a_key()
        await d.fill("token_url", "https://idp.example.com/" + "x" * 65_000)
        assert await a_key() < 20 * short


# How it is drawn


class OneInput(App[None]):
    """Shows one input."""

    def __init__(self, value: str, suggestion: str = "") -> None:
        super().__init__()
        self.animation_level = "none"
        self._value, self._suggestion = value, suggestion

    def compose(self) -> ComposeResult:
        suggester = SuggestFromList([self._suggestion]) if self._suggestion else None
        yield WholeInput(self._value, suggester=suggester)


def drawn(app: App[None]) -> str:
    return app.query_one(WholeInput).render_line(0).text.rstrip()


def test_a_shown_line_knows_where_each_character_is() -> None:
    plain, wide = ShownLine("abc"), ShownLine("a漢\nb")
    assert (plain.width, plain.cell_of(2), plain.index_at(2), plain.index_at(9)) == (3, 2, 2, 3)
    assert wide.text == "a漢␊b"
    assert [wide.cell_of(index) for index in range(5)] == [0, 1, 3, 4, 5]
    assert [wide.index_at(cell) for cell in range(6)] == [0, 1, 1, 2, 3, 4]
    assert ShownLine("a漢c", (1, 2)).text == "a•c"
    assert ShownLine("").width == 0


@pytest.mark.parametrize("char", ["x", "漢"])
async def test_only_what_is_in_sight_is_drawn_from_either_end(char: str) -> None:
    async with OneInput(f"begin{char * 5000}end").run_test(size=(40, 5)) as pilot:
        await pilot.press("home", "end")
        await pilot.pause()
        assert drawn(pilot.app).endswith(f"{char}end")
        strip = pilot.app.query_one(WholeInput).render_line(0)
        assert strip.cell_length == sum(segment.cell_length for segment in strip) <= 40
        await pilot.press("home")
        await pilot.pause()
        assert drawn(pilot.app).startswith(f"begin{char}")


async def test_the_cursor_stands_where_wide_and_unseen_characters_put_it() -> None:
    """Textual asks `_position_to_cell` for it."""
    async with OneInput("a漢\tb").run_test(size=(40, 5)) as pilot:
        entry = pilot.app.query_one(WholeInput)
        await pilot.press("home", "right", "right", "right")
        assert entry.cursor_screen_offset.x - entry.content_region.x == 4
        await pilot.press("end")
        assert entry.content_width == 6


async def test_a_click_puts_the_cursor_on_the_character_that_is_hit() -> None:
    """Textual asks `_cell_offset_to_index` for it."""
    async with OneInput("a漢\tb").run_test(size=(40, 5)) as pilot:
        entry = pilot.app.query_one(WholeInput)
        left = entry.content_region.x - entry.region.x
        for cell, index in ((0, 0), (1, 1), (2, 1), (3, 2), (4, 3), (9, 4)):
            await pilot.click(WholeInput, offset=(left + cell, 1))
            assert entry.cursor_position == index


async def test_a_suggestion_stands_behind_the_value_and_is_accepted() -> None:
    """Textual keeps it in `_suggestion`."""
    async with OneInput("", "X-Api-Key").run_test(size=(40, 5)) as pilot:
        await pilot.press("X", "-")
        await pilot.pause()
        assert drawn(pilot.app) == "X-Api-Key"
        await pilot.press("right")
        assert pilot.app.query_one(WholeInput).value == "X-Api-Key"


async def test_the_cursor_blinks() -> None:
    """Textual keeps whether it is seen in `_cursor_visible`."""
    async with OneInput("ab").run_test(size=(40, 5)) as pilot:
        entry = pilot.app.query_one(WholeInput)
        await pilot.press("home")
        before = entry.render_line(0)
        entry._toggle_cursor()
        assert entry.render_line(0) != before
        assert entry.render_line(0).text.rstrip() == "ab"


# The whole value below the field


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_long_url_is_shown_whole_below_its_field(size: tuple[int, int]) -> None:
    async with wizard(replace(COMPLETE, token_url=LONG_URL), Step.TOKEN_ENDPOINT, size=size) as d:
        await d.sees("THE-END", within="#field-token-url .field-notes")
        assert d.content("#field-token-url .field-notes") == LONG_URL


async def test_of_a_very_long_value_it_says_how_much_is_left_off() -> None:
    async with wizard(replace(COMPLETE, token_url="x" * 5_000), Step.TOKEN_ENDPOINT) as d:
        await d.until(lambda: d.content("#field-token-url .field-notes") != "", "the value")
        assert d.content("#field-token-url .field-notes").endswith("x… 904 more characters")


async def test_a_long_secret_is_shown_below_only_while_it_is_revealed() -> None:
    async with wizard(replace(COMPLETE, password=Secret(LONG_SECRET)), Step.RESOURCE_OWNER) as d:
        assert LONG_SECRET[:30] not in d.seen().replace(" ", "")
        await d.press("ctrl+r")
        await d.until(lambda: LONG_SECRET in d.seen().replace(" ", ""), "revealed")
        await d.press("ctrl+r")
        await d.until(lambda: LONG_SECRET[:30] not in d.seen().replace(" ", ""), "masked")


@pytest.mark.parametrize("way", ["the box is ticked", "the name is typed afterwards", "an opened row"])
async def test_a_long_value_that_becomes_a_secret_is_masked_everywhere_at_once(way: str) -> None:
    row = AdditionalRow("X-Custom", LONG_SECRET)
    rows = (row,) if way == "an opened row" else ()
    async with wizard(replace(COMPLETE, additional_headers=rows), Step.ADDITIONAL_HEADERS) as d:
        await d.press("e" if rows else "a")
        await d.on_screen(RowDialog)
        if way == "the box is ticked":
            await d.fill("row.name", "X-Custom")
        if not rows:
            await d.fill("row.value", LONG_SECRET)
        await d.until(lambda: LONG_SECRET[:30] in d.seen("#dialog").replace(" ", ""), "in clear")
        if way == "the name is typed afterwards":
            await d.fill("row.name", "X-Api-Key")
        else:
            await d.click("Checkbox")
        await d.until(lambda: LONG_SECRET[:30] not in d.seen("#dialog").replace(" ", ""), "masked")
        assert LONG_SECRET[:30] not in d.app.export_screenshot()
        await d.click("Checkbox")
        await d.until(lambda: LONG_SECRET[:30] in d.seen("#dialog").replace(" ", ""), "in clear again")


async def test_a_list_of_rows_says_how_much_of_a_value_it_leaves_off() -> None:
    row = AdditionalRow("X-Long", "x" * 65_000)
    async with wizard(replace(COMPLETE, additional_headers=(row,)), Step.ADDITIONAL_HEADERS) as d:
        await d.sees("x… 64,600 more characters", within="#rows")
