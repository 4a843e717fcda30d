"""The palette offers every action of a screen by name, and runs it; in text fields too."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from textual.widgets import Input

from tests.servers.raw_server import RawServer, answering, http_answer
from tui.oauth2.connector import AdditionalRow
from tui.wizard.screens.dialogs.dialog import Question
from tui.wizard.screens.dialogs.field_chooser import FieldChooser
from tui.wizard.screens.dialogs.help_dialog import HelpDialog
from tui.wizard.screens.dialogs.row_dialog import RowDialog
from tui.wizard.screens.experiments import ExperimentsScreen
from tui.wizard.screens.explain import ExplainScreen
from tui.wizard.screens.start import StartScreen
from tui.wizard.screens.token.token_screen import TokenScreen
from tui.wizard.steps import Step

from .driving import Driver, wizard
from .samples import COMPLETE, GRANTED, REFUSED_CLIENT, attempt, put, record

WITH_ROWS: Final = replace(COMPLETE, additional_headers=(AdditionalRow("A", "1"), AdditionalRow("B", "2")))


def offered(d: Driver) -> set[str]:
    return {command.title for command in d.app.get_system_commands(d.app.screen)}


async def choose(d: Driver, query: str) -> None:
    await d.press("ctrl+p")
    await d.until(lambda: len(d.app.screen_stack) > 2, "the palette")
    await d.paste(query)
    await d.until(lambda: query.lower()[:6] in d.seen("CommandList").lower(), f"“{query}” is found")
    await d.press("enter")


@pytest.mark.parametrize(
    ("step", "names"),
    [
        (Step.CLIENT, {"Next", "Back", "Reveal", "Trim", "Save", "Steps"}),
        (Step.ADDITIONAL_HEADERS, {"Add", "Edit", "Delete", "Up", "Down", "Mark secret"}),
        (Step.REVIEW, {"Send", "HTTP/curl", "Back", "Reveal"}),
        (Step.SAVE, {"Save", "Back"}),
    ],
)
async def test_the_actions_of_a_step(step: Step, names: set[str]) -> None:
    async with wizard(WITH_ROWS, step) as d:
        assert names <= offered(d)
        assert not {"Scroll up", "Page down", "To the top"} & offered(d)


async def test_the_actions_of_start_and_only_those_that_do_something(folder: Path) -> None:
    async with wizard() as d:
        assert {"New", "Paste a response", "Quit", "Help"} <= offered(d)
        assert not {"Open", "Duplicate", "Delete"} & offered(d)
    put(folder / "acme.toml", 'schema = 1\nname = "acme"\n')
    async with wizard() as d:
        await d.focus_is("profiles")
        assert {"Open", "Duplicate", "Delete"} <= offered(d)
        await choose(d, "paste a response")
        await d.on_screen(ExplainScreen)
        assert "Clear" in offered(d)


async def test_the_actions_of_result_and_of_the_screens_that_it_leads_to() -> None:
    async with wizard(COMPLETE, Step.REVIEW) as d:
        d.app.set_record(record(attempt(401, REFUSED_CLIENT)))
        await d.press("f9")
        await d.on_step(Step.RESULT)
        await d.until(lambda: "Evidence" in offered(d), "the actions")
        assert {"Send", "Go to field", "Experiments"} <= offered(d)
        assert "Token" not in offered(d)
        await choose(d, "go to field")
        await d.on_screen(FieldChooser)
        await d.press("escape")
        await d.on_step(Step.RESULT)
        await choose(d, "Experiments")
        await d.on_screen(ExperimentsScreen)
        assert "Run it" in offered(d)
        assert "Apply" not in offered(d)


async def test_an_action_is_found_while_a_text_field_takes_its_letter() -> None:
    async with wizard(COMPLETE, Step.REVIEW) as d:
        d.app.set_record(record(attempt(200, GRANTED)))
        await d.press("f9")
        await d.on_step(Step.RESULT)
        await choose(d, "Token")
        await d.on_screen(TokenScreen)
        await d.press("right")
        await d.until(lambda: d.app.screen.has_class("-api"), "the tab")
        d.field("api.path").input.focus()
        await d.focus_is("api.path")
        assert {"Send", "Call the API", "Copy the token", "Reveal"} <= offered(d)


async def test_a_chosen_action_runs_where_it_belongs() -> None:
    async with wizard(WITH_ROWS, Step.ADDITIONAL_HEADERS) as d:
        await choose(d, "Down")
        await d.until(lambda: d.connector.additional_headers[0].name == "B", "moved")
        await choose(d, "Add")
        await d.on_screen(RowDialog)
        assert {"Cancel", "OK", "Reveal", "Trim"} <= offered(d)
        assert "Add" not in offered(d)
        await choose(d, "Cancel")
        await d.on_step(Step.ADDITIONAL_HEADERS)


async def test_send_is_found_by_its_name_and_sends_once() -> None:
    with RawServer(answering(http_answer(401, b'{"error":"invalid_grant"}'))) as server:
        async with wizard(replace(COMPLETE, token_url=server.token_url), Step.REVIEW) as d:
            await choose(d, "Send")
            await d.on_step(Step.RESULT)
            await d.until(lambda: bool(d.app.screen.query("AttemptView")), "the response")
            assert len(server.requests) == 1


async def test_a_command_is_found_by_the_words_that_explain_it() -> None:
    async with wizard(COMPLETE, Step.CLIENT) as d:
        await d.press("ctrl+p")
        await d.until(lambda: len(d.app.screen_stack) > 2, "the palette")
        await d.paste("invisible characters")
        await d.sees("Trim", within="CommandList")


@pytest.mark.parametrize("dialog", ["question", "row", "fields"])
async def test_help_opens_over_a_dialog_and_gives_it_back(dialog: str) -> None:
    async with wizard(WITH_ROWS, Step.ADDITIONAL_HEADERS) as d:
        if dialog == "question":
            d.app.push_screen(Question("Really?", "Is it so?", []))
        elif dialog == "row":
            await d.press("e")
        else:
            d.app.push_screen(FieldChooser())
        await d.until(lambda: len(d.app.screen_stack) == 4 - (len(d.app.screen_stack) == 3), "the dialog")
        below = d.app.screen
        await d.press("f12")
        await d.on_screen(HelpDialog)
        await d.until(lambda: d.seen("#help-page").startswith("Dialogs"), "the keys of dialogs")
        await d.press("f12", "escape")
        await d.until(lambda: d.app.screen is below, "the dialog again")


async def test_help_does_not_open_over_the_palette() -> None:
    async with wizard() as d:
        await d.press("ctrl+p")
        await d.until(lambda: not isinstance(d.app.screen, StartScreen), "the palette")
        palette = d.app.screen
        await d.press("f12")
        assert d.app.screen is palette


async def test_all_lines_of_a_paste_are_looked_for() -> None:
    async with wizard(COMPLETE, Step.REVIEW) as d:
        for text in ("Step 2:\rClient", "\nStep 2:\r\n  Client\u2028"):
            await d.press("ctrl+p")
            await d.until(lambda: len(d.app.screen_stack) > 3, "the palette")
            await d.paste(text)
            assert d.app.screen.query_one(Input).value == "Step 2: Client"
            await d.press("escape")
            await d.on_step(Step.REVIEW)


async def test_a_long_paste_into_the_palette_is_cut() -> None:
    async with wizard(COMPLETE, Step.REVIEW) as d:
        await d.press("ctrl+p")
        await d.until(lambda: len(d.app.screen_stack) > 3, "the palette")
        await d.paste("send " * 100_000)
        assert len(d.app.screen.query_one(Input).value) < 1_000
