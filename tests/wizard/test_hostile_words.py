"""Foreign words on every screen: no markup is read, no escape sequence gets through, length does no harm."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from tui.form.steps import Step
from tui.oauth2.connector import AdditionalRow, Connector
from tui.oauth2.secret import Secret
from tui.oauth2.transport_failure import FailureCause
from tui.plain_text import plain_line
from tui.wizard.screens.dialogs.dialog import Question
from tui.wizard.screens.start import StartScreen
from tui.wizard.screens.steps.step_screens import screen_of

from .driving import WIDE, Driver, wizard
from .samples import BODY, COMPLETE, attempt, failed_attempt, put, record

HOSTILE: Final = "x[/y][$error]b[/] [@click=app.bell]c \x1b]52;c;ZXZpbA==\x07\x1b[2J\u202e\x9b\u200b"


def check_screen(d: Driver) -> None:
    """Check that nothing on the screen is a character that a terminal would obey."""
    strips = d.app.screen._compositor.render_strips()
    text = "".join(segment.text for strip in strips for segment in strip if not segment.control)
    assert plain_line(text) == text
    assert d.app._exception is None


def hostile_connector(word: str) -> Connector:
    return Connector(
        name=word,
        description=word,
        base_url=word,
        client_id=word,
        client_secret=Secret(word),
        username=word,
        password=Secret(word),
        token_url=f"http://idp.example.com/{word}",
        custom_grant_type=word,
        header_auth_key=word,
        additional_headers=(AdditionalRow(word, word), AdditionalRow("Accept", word)),
        additional_request_data=(AdditionalRow(word, Secret(word)), AdditionalRow("grant_type", word)),
    )


@pytest.mark.parametrize(
    ("word", "steps"),
    [
        (HOSTILE + "\ud800", tuple(Step)),
        ("long " * 200, (Step.ADDITIONAL_HEADERS, Step.REVIEW)),
    ],
    ids=["words", "long"],
)
async def test_hostile_words_in_every_field_break_no_screen(word: str, steps: tuple[Step, ...]) -> None:
    async with wizard(hostile_connector(word), Step.CONNECTOR, size=WIDE) as d:
        for step in steps:
            d.app.show(screen_of(step))
            await d.on_step(step)
            await d.press("ctrl+r")
            check_screen(d)
        await d.sees(plain_line(word)[:12], within="#header")
        d.app.set_value("description", "changed")
        await d.press("ctrl+q")
        await d.on_screen(Question)
        check_screen(d)


@pytest.mark.parametrize("word", [HOSTILE, "A" * 300_000], ids=["words", "long"])
async def test_hostile_words_of_a_server_break_no_screen(word: str) -> None:
    answer = {"error": word, "error_description": word, "error_uri": word}
    body = json.dumps(answer, ensure_ascii=False).encode()
    refused = attempt(400, body, headers=((word[:50], word[:60_000]), ("Server", word[:60_000])))
    gone = failed_attempt(FailureCause.NOT_HTTP, word, BODY)
    async with wizard(COMPLETE, Step.CONNECTOR, size=WIDE) as d:
        d.app.set_record(record(refused, gone))
        await d.go_to(Step.RESULT)
        await d.sees("Fails:", within="#headline")
        for key in ("ctrl+r", "ctrl+r"):
            await d.press(key)
            check_screen(d)
        await d.press("v")
        check_screen(d)
        await d.press("right")
        check_screen(d)
        await d.sees("1 Basic Auth 400", "Status 400", within="#attempts-shown")


async def back_to_the_start(d: Driver) -> None:
    while not isinstance(d.app.screen, StartScreen):
        d.app.pop_screen()
        await d.settle()
    await d.on_screen(StartScreen)


async def test_a_hostile_profile_breaks_no_screen(folder: Path) -> None:
    encoded = json.dumps(HOSTILE).replace("\\u", "\\u")
    put(
        folder / "a[$error]x[y].toml",
        f'schema = 1\nname = {encoded}\n[oauth2]\ntoken_url = "http://x/[/b]"\n',
    )
    put(folder / "b.toml", f"schema = 1\n[oauth2]\n{encoded} = 1\n")
    put(folder / "c.toml", "\x1b[2J")
    async with wizard(size=WIDE) as d:
        await d.sees("x[/y][$error]b[/] [@click=app.bell]c ␛]52;c;ZXZpbA==␇␛[2J<U+202E>")
        check_screen(d)
        for _ in range(3):
            await d.press("d")
            await d.on_screen(Question)
            check_screen(d)
            await d.press("escape")
            await d.on_screen(StartScreen)
            await d.press("o")
            await d.until(lambda: len(d.app.screen_stack) > 2, "it is opened, or why not is said")
            check_screen(d)
            await back_to_the_start(d)
            await d.press("c")
            check_screen(d)
            await back_to_the_start(d)
            await d.press("down")


async def test_hostile_words_in_a_message_of_the_app_are_harmless() -> None:
    row = AdditionalRow(HOSTILE, "x")
    async with wizard(replace(COMPLETE, additional_request_data=(row,)), Step.CLIENT, size=WIDE) as d:
        await d.go_to(Step.ADDITIONAL_REQUEST_DATA)
        await d.press("d")
        await d.until(lambda: bool(d.notes), "a note")
        await d.sees("Deleted the row x[/y]")
        check_screen(d)
