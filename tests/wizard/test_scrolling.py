"""Everything that a screen shows can be read to its end with Page Down, from where the focus lands."""

from __future__ import annotations

import base64
import json
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import OptionList, Static, Tab

from tui.form.journey import RunRecord
from tui.form.steps import Step
from tui.oauth2.connector import AdditionalRow
from tui.oauth2.secret import Secret
from tui.practice.server import PracticeServer
from tui.wizard.screens.dialogs.dialog import Question, Reply
from tui.wizard.screens.dialogs.help_dialog import HelpDialog
from tui.wizard.screens.dialogs.row_dialog import RowDialog
from tui.wizard.screens.experiments import ExperimentsScreen
from tui.wizard.screens.explain import ExplainScreen
from tui.wizard.screens.token.token_screen import TokenScreen
from tui.wizard.widgets.too_small import TooSmall

from .driving import WIDE, Driver, wizard
from .samples import COMPLETE, GRANTED, REFUSED_CLIENT, attempt, put, record

SMALLEST: Final = (60, 20)
# Dialogs, Explain and Review have the same parts in any terminal: what fits the smallest fits the others.
SIZES = pytest.mark.parametrize("size", [SMALLEST, WIDE], ids=lambda size: "x".join(map(str, size)))
_PAGES: Final = 60
"""More pages than any of these screens has."""
LONG_URL: Final = "https://idp.example.com/" + "".join(f"{n:04}/" for n in range(94)) + "THE-END"
REFUSED: Final = {**REFUSED_CLIENT, "trace": [f"line {n}" for n in range(60)]}


async def read_to_the_end(d: Driver) -> None:
    """Press Page Down until nothing moves, and check that each row of each text was in sight."""
    await d.drawn()
    for _ in range(_PAGES):  # a form begins where its focus is
        if not any(part.scroll_offset.y for part in d.app.screen.query(Widget)):
            break
        await d.press("pageup")
        await d.drawn()
    seen: dict[Static, set[int]] = defaultdict(set)
    for _ in range(_PAGES):
        look_at(d, seen)
        before = [part.scroll_offset for part in d.app.screen.query(Widget)]
        await d.press("pagedown")
        await d.drawn()
        if [part.scroll_offset for part in d.app.screen.query(Widget)] == before:
            break
    else:
        pytest.fail("it never ends")
    for text, rows in seen.items():
        # What is said of a list's choice was another text, perhaps longer, a page before.
        assert rows >= {*range(text.size.height)}, f"{text} shows {sorted(rows)} of {text.size.height} rows"
        assert content_height(text) <= text.size.height, f"{text} is cut off"


def look_at(d: Driver, seen: dict[Static, set[int]]) -> None:
    """Add the rows that are in sight now."""
    for text in d.app.screen.query(Static):
        if isinstance(text, TooSmall | Tab) or not text.is_on_screen or not text.size:
            continue
        place = d.app.screen.find_widget(text)
        visible = place.clip.intersection(text.content_region)
        top = text.content_region.y
        seen[text] |= {row - top for row in range(visible.y, visible.bottom)} if visible else set()


def content_height(text: Static) -> int:
    if text.styles.text_wrap == "nowrap":
        return 1
    return text.get_content_height(text.size, text.app.size, text.size.width)


def a_jwt(claims: int) -> str:
    def part(value: object) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()

    return f"{part({'alg': 'RS256'})}.{part({f'claim_{n:02}': n for n in range(claims)})}.c2ln"


async def open_result(d: Driver, shown: RunRecord) -> None:
    d.app.set_record(shown)
    await d.press("f9")
    await d.on_step(Step.RESULT)
    await d.until(lambda: bool(d.app.screen.query("AttemptView")), "the tabs")


def with_long_headline() -> RunRecord:
    refused = record(attempt(401, REFUSED))
    first = replace(refused.findings[0], fix="word " * 200 + "THE-END")
    return replace(refused, findings=(first, *refused.findings[1:]))


@SIZES
@pytest.mark.parametrize("step", [Step.CONNECTOR, Step.TOKEN_ENDPOINT, Step.CLIENT_AUTHENTICATION])
async def test_a_form_with_values_that_are_longer_than_their_fields(
    size: tuple[int, int], step: Step
) -> None:
    connector = replace(
        COMPLETE,
        description="some words " * 60,
        base_url=LONG_URL,
        token_url=LONG_URL,
        header_auth_key="X" * 300,
        custom_grant_type="password",
    )
    async with wizard(connector, step, size=size) as d:
        await read_to_the_end(d)


async def test_the_first_page_down_moves_what_is_in_sight() -> None:
    connector = replace(COMPLETE, custom_grant_type="password")
    async with wizard(connector, Step.CLIENT_AUTHENTICATION, size=SMALLEST) as d:
        await d.drawn()
        assert d.app.screen.query_one("#form").scroll_offset.y == 0
        before = d.seen("#form")
        await d.press("pagedown")
        await d.drawn()
        assert d.seen("#form") != before


async def test_no_part_out_of_sight_is_moved_though_it_holds_the_focus() -> None:
    connector = replace(COMPLETE, custom_grant_type="password")
    async with wizard(connector, Step.CLIENT_AUTHENTICATION, size=SMALLEST) as d:
        await d.drawn()
        form, choices = d.app.screen.query_one("#form"), d.app.screen.query_one("#client-authentication")
        form.scroll_to(y=18, animate=False, immediate=True)
        await d.drawn()
        assert choices.max_scroll_y > choices.scroll_offset.y
        await d.press("pagedown")
        await d.drawn()
        assert (choices.scroll_offset.y, form.scroll_offset.y > 18) == (0, True)


async def test_review_with_many_problems() -> None:
    rows = tuple(AdditionalRow(f"X Bad {n}", "v") for n in range(40))
    async with wizard(replace(COMPLETE, additional_headers=rows), Step.CONNECTOR, size=SMALLEST) as d:
        await d.go_to(Step.REVIEW)
        await read_to_the_end(d)
        for _ in range(_PAGES):
            await d.press("pageup")
            await d.drawn()
            if all(part.scroll_offset.y == 0 for part in d.app.screen.query(VerticalScroll)):
                break
        else:
            pytest.fail("it never comes back to the top")


@SIZES
@pytest.mark.parametrize("opened", ["findings", "attempt"])
async def test_result_with_a_long_headline(size: tuple[int, int], opened: str) -> None:
    async with wizard(COMPLETE, Step.REVIEW, size=size) as d:
        await open_result(d, with_long_headline())
        if opened == "attempt":
            await d.open_attempt(1)
            await d.focus_on(d.app.screen.query_one("#next"))
        await read_to_the_end(d)


@SIZES
async def test_the_token_with_many_claims(size: tuple[int, int]) -> None:
    async with wizard(COMPLETE, Step.REVIEW, size=size) as d:
        await open_result(d, record(attempt(200, {**GRANTED, "access_token": a_jwt(41)})))
        await d.press("t")
        await d.on_screen(TokenScreen)
        await d.until(lambda: "claim_40" in d.content("#token-inside"), "the claims")
        await read_to_the_end(d)
        await d.press("right")
        await read_to_the_end(d)


@SIZES
async def test_experiments_beside_a_long_first_run(size: tuple[int, int]) -> None:
    async with wizard(COMPLETE, Step.REVIEW, size=size) as d:
        await open_result(d, record(attempt(401, REFUSED)))
        await d.press("x")
        await d.on_screen(ExperimentsScreen)
        await d.until(lambda: "line 59" in d.content("#before"), "the first run")
        await read_to_the_end(d)


async def test_what_was_explained() -> None:
    async with wizard(size=SMALLEST) as d:
        await d.press("p")
        await d.on_screen(ExplainScreen)
        await d.paste("HTTP/1.1 401 Unauthorized\n\n" + json.dumps(REFUSED_CLIENT))
        await d.until(lambda: bool(d.app.screen.query(".finding")), "the findings")
        await read_to_the_end(d)


async def test_a_question_of_many_lines(folder: Path) -> None:
    bad = put(folder / "bad.toml", "\n".join(f"unknown_{n} = 1" for n in range(40)))
    async with wizard(COMPLETE, Step.CLIENT, size=SMALLEST) as d:
        d.app.open_profile(bad)
        await d.on_screen(Question)
        await read_to_the_end(d)
        await d.press("enter")
        d.app.push_screen(Question("Long?", "words and more words " * 300, [Reply("ok", "OK")]))
        await d.on_screen(Question)
        await read_to_the_end(d)


async def test_the_dialog_of_a_row_with_a_long_value() -> None:
    row = AdditionalRow("X-Long", "value " * 200)
    async with wizard(
        replace(COMPLETE, additional_headers=(row,)), Step.ADDITIONAL_HEADERS, size=SMALLEST
    ) as d:
        await d.press("e")
        await d.on_screen(RowDialog)
        await read_to_the_end(d)


async def test_the_help() -> None:
    async with wizard(COMPLETE, Step.CLIENT, size=SMALLEST) as d:
        await d.press("f12")
        await d.on_screen(HelpDialog)
        await d.focus_is("help-page")
        await d.press("home")
        await read_to_the_end(d)


async def test_the_demos_result_in_the_smallest_terminal() -> None:
    with PracticeServer() as server:
        async with wizard(practice=server, size=SMALLEST) as d:
            await d.go_to(Step.REVIEW)
            await d.press("s")
            await d.until(lambda: bool(d.app.screen.query("AttemptView")), "the response")
            await read_to_the_end(d)


async def test_line_by_line_to_the_top_and_to_the_end_where_these_keys_are_free() -> None:
    async with wizard(COMPLETE, Step.REVIEW, size=(110, 30)) as d:
        await open_result(d, record(attempt(401, REFUSED)))
        await d.open_attempt(1)
        page = d.app.screen.query_one("#form")
        await d.until(lambda: page.max_scroll_y > 60, "the attempt")
        for focus in ("#headline", "#send"):
            await d.focus_on(d.app.screen.query_one(focus))
            for key, y in (("down", 1), ("down", 2), ("up", 1), ("end", page.max_scroll_y), ("home", 0)):
                await d.press(key)
                await d.until(lambda y=y: page.scroll_offset.y == y, f"{key} leads to {y}")  # type: ignore[misc]


async def test_a_list_with_more_than_its_room_keeps_its_own_keys() -> None:
    rows = tuple(AdditionalRow(f"X-{n}", Secret("v")) for n in range(40))
    async with wizard(replace(COMPLETE, additional_headers=rows), Step.ADDITIONAL_HEADERS, size=WIDE) as d:
        rows_shown = d.app.screen.query_one("#rows", OptionList)
        await d.press("pagedown")
        await d.until(lambda: bool(rows_shown.highlighted), "a page down")
        await d.press("end", "home")
        await d.until(lambda: rows_shown.highlighted == 0, "the first")


async def test_keys_that_a_field_or_an_open_list_uses_stay_with_it() -> None:
    async with wizard(replace(COMPLETE, custom_grant_type="x"), Step.CLIENT_AUTHENTICATION) as d:
        field = d.field("header_auth_key")
        await d.focus_on(field.input)
        await d.paste("abc")
        await d.press("home")
        await d.until(lambda: field.input.cursor_position == 0, "the cursor at the start")
        method = next(select for select in d.app.screen.query("Select") if select.name == "response.type")
        await d.focus_on(method)
        await d.press("enter")
        await d.until(lambda: isinstance(d.app.screen.focused, OptionList), "the list is open")
        before = d.app.screen.query_one("#form").scroll_offset
        await d.press("pagedown", "enter")
        await d.until(lambda: d.connector.response.type == "text", "chosen")
        assert d.app.screen.query_one("#form").scroll_offset == before
