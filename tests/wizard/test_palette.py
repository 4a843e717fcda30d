"""The palette offers every action of a screen by name, and runs it; in text fields too."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from textual.command import CommandList, CommandPalette
from textual.widgets import Input, OptionList

from tests.servers.raw_server import RawServer, answering, http_answer
from tui.form.steps import Step
from tui.oauth2.connector import AdditionalRow
from tui.profiles.storage import ProfileEntry
from tui.wizard.keys.keymap import own_keys
from tui.wizard.palette import provider
from tui.wizard.palette.commands import commands_of
from tui.wizard.palette.menu import Menu
from tui.wizard.palette.places import LEFT_OUT, PLACES, actions_of
from tui.wizard.screens.compare import CompareScreen
from tui.wizard.screens.dialogs.dialog import Question
from tui.wizard.screens.dialogs.field_chooser import FieldChooser
from tui.wizard.screens.dialogs.help_dialog import HelpDialog
from tui.wizard.screens.dialogs.row_dialog import RowDialog
from tui.wizard.screens.dialogs.unsaved_work import UnsavedWorkQuestion
from tui.wizard.screens.experiments import ExperimentsScreen
from tui.wizard.screens.explain import ExplainScreen
from tui.wizard.screens.start import StartScreen
from tui.wizard.screens.token.token_screen import TokenScreen
from tui.wizard.widgets.frame.key_footer import KeyFooter

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


async def test_the_actions_of_a_step() -> None:
    async with wizard(WITH_ROWS, Step.CLIENT) as d:
        for step, names in (
            (Step.CLIENT, {"Next", "Back", "Reveal", "Trim", "Save", "Steps"}),
            (Step.ADDITIONAL_HEADERS, {"Add", "Edit", "Delete", "Up", "Down", "Mark secret"}),
            (Step.REVIEW, {"Send", "HTTP/curl", "Back", "Reveal"}),
            (Step.SAVE, {"Save", "Back"}),
        ):
            await d.go_to(step)
            assert names <= offered(d), step
            assert not {"Scroll up", "Page down", "To the top"} & offered(d), step


async def test_the_actions_of_start_and_only_those_that_do_something(folder: Path) -> None:
    async with wizard() as d:
        assert {"New", "Paste", "Quit", "Help"} <= offered(d)
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
        await choose(d, "choose a field")
        await d.on_screen(FieldChooser)
        await d.press("escape")
        await d.on_step(Step.RESULT)
        await choose(d, "Experiments")
        await d.on_screen(ExperimentsScreen)
        await d.until(lambda: {"Run it", "Find what works", "One more login"} <= offered(d), "the actions")
        assert "Apply" not in offered(d)


async def test_an_action_is_found_while_a_text_field_takes_its_letter() -> None:
    async with wizard(COMPLETE, Step.REVIEW) as d:
        d.app.set_record(record(attempt(200, GRANTED)))
        await d.press("f9")
        await d.on_step(Step.RESULT)
        await choose(d, "Token")
        await d.on_screen(TokenScreen)
        await d.press("right")
        await d.until(lambda: d.app.screen.query_one("#navigation").has_class("-api"), "the tab")
        await d.focus_on(d.field("api.path").input)
        assert {"Send", "Call the API", "Copy the token", "Reveal"} <= offered(d)


async def test_a_chosen_action_runs_where_it_belongs() -> None:
    async with wizard(WITH_ROWS, Step.ADDITIONAL_HEADERS) as d:
        await choose(d, "Down")
        await d.until(lambda: d.connector.additional_headers[0].name == "B", "moved")
        await choose(d, "Add")
        await d.on_screen(RowDialog)
        await d.until(lambda: {"Cancel", "OK", "Reveal", "Trim"} <= offered(d), "the row's actions")
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
        await d.sees("Keys here", "Cancel", within="#help-page")
        await d.press("f12", "escape")
        await d.until(lambda: d.app.screen is below, "the dialog again")


async def test_help_opens_in_place_of_the_palette() -> None:
    async with wizard() as d:
        await d.press("ctrl+p")
        await d.until(lambda: not isinstance(d.app.screen, StartScreen), "the palette")
        await d.press("f1")
        await d.on_screen(HelpDialog)
        await d.press("escape")
        await d.on_screen(StartScreen)


@pytest.mark.parametrize(
    ("word", "titles"),
    [
        ("retry", {"Review: Send"}),
        ("why", {"Paste"}),
        ("clipboard", {"Form sheet: Copy"}),
        ("colors", {"Theme"}),
        ("exit", {"Quit"}),
        ("home", {"Start screen"}),
        ("hide", {"Reveal"}),
        ("shortcuts", {"Help"}),
        ("password", {"Step 3: Resource owner", "Reveal"}),
        ("whitespace", {"Trim"}),
        ("curl", {"Review: HTTP/curl"}),
    ],
)
async def test_a_command_is_found_by_the_words_that_people_use(word: str, titles: set[str]) -> None:
    async with wizard(COMPLETE, Step.CLIENT) as d:
        found = {one.title for one in commands_of(d.app, d.app.screen) if one.is_called(word)}
        assert titles <= found


def test_every_action_has_a_command_or_a_reason_why_it_has_none() -> None:
    groups = {binding_id.partition(".")[0] for binding_id in own_keys()}
    shown = {group for place in PLACES for group in place.groups}
    assert groups == shown | set(LEFT_OUT)
    assert not shown & set(LEFT_OUT)
    assert all(list(actions_of(place)) for place in PLACES)


async def test_an_action_of_another_screen_leads_there_and_sends_nothing() -> None:
    with RawServer(answering(http_answer(401, b"{}"))) as server:
        connector = replace(COMPLETE, token_url=server.token_url)
        async with wizard(connector, Step.CLIENT) as d:
            assert not [title for title in offered(d) if title.startswith(("Token:", "Experiments:"))]
            await choose(d, "review: send")
            await d.on_step(Step.REVIEW)
            assert server.requests == []
            d.app.set_record(record(attempt(200, GRANTED)))
            await choose(d, "token: copy")
            await d.on_screen(TokenScreen)
            assert "Token: Copy" not in offered(d)
            await d.until(lambda: "Compare: Try" in " ".join(offered(d)), "the ways to other screens")
            await choose(d, "compare: try")
            await d.on_screen(CompareScreen)
            assert server.requests == []


async def test_nothing_leads_away_from_a_dialog_with_typed_text_without_a_question() -> None:
    async with wizard(WITH_ROWS, Step.ADDITIONAL_HEADERS) as d:
        await d.press("a")
        await d.on_screen(RowDialog)
        assert "Review: Send" in offered(d)
        await d.paste("X-Tenant")
        await d.until(lambda: "Review: Send" not in offered(d), "no way to Review")
        await d.press("ctrl+o")
        await d.on_screen(UnsavedWorkQuestion)
        await d.press("escape")
        await d.on_screen(RowDialog)
        assert d.field("row.name").value == "X-Tenant"


async def test_those_of_the_screen_come_first_and_each_profile_can_be_opened(folder: Path) -> None:
    put(folder / "acme.toml", 'schema = 1\nname = "acme [b]x"\n')
    put(folder / "broken.toml", "nothing")
    async with wizard(COMPLETE, Step.REVIEW) as d:
        titles = [command.title for command in commands_of(d.app, d.app.screen)]
        assert titles[0] == "Send"
        assert titles.index("HTTP/curl") < titles.index("Step 1: Connector") < titles.index("Start: New")
        await choose(d, "open acme")
        await d.until(lambda: d.connector.name == "acme [b]x", "the profile")


MARKUP: Final = ("x[/y]", "[red]", "[$x", "[@click='app.quit']q", "a\\\\[b", "[/]")


@pytest.mark.parametrize("typed", ["", "open", "[", "x[/y]", "red]"])
async def test_no_markup_is_read_in_the_name_of_a_profile(folder: Path, typed: str) -> None:
    for number, name in enumerate(MARKUP):
        put(folder / f"{number}.toml", f'schema = 1\nname = "{name}"\n')
    async with wizard(COMPLETE, Step.CONNECTOR, size=(100, 60)) as d:
        await d.press("ctrl+p")
        await d.until(lambda: len(d.app.screen_stack) > 3, "the palette")
        await d.paste(typed)
        found = [name.replace("\\\\", "\\") for name in MARKUP if typed in f"open {name}"]
        await d.until(lambda: bool(d.app.screen.query_one(OptionList).option_count), "the commands")
        options = d.app.screen.query_one(OptionList).options
        shown = {str(option.prompt).partition("\n")[0] for option in options}
        assert {f"Open {name}" for name in found} <= shown


async def test_a_click_on_the_footer_opens_the_palette() -> None:
    async with wizard(COMPLETE, Step.CLIENT, size=(70, 20)) as d:
        await d.sees("^p Menu", within="KeyFooter")
        before = 0
        for key in d.app.screen.query_one(KeyFooter).shown:
            if key.label == "Menu":
                break
            before += key.width(0)
        await d.pilot.click(KeyFooter, offset=(before + 2, 0))
        await d.on_screen(CommandPalette)


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


@pytest.mark.parametrize("letters", ["help", "start screen"])
async def test_enter_right_behind_a_letter_runs_what_the_letters_find(
    letters: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow() -> tuple[ProfileEntry, ...]:
        time.sleep(0.2)  # as on a slow disk
        return ()

    monkeypatch.setattr(provider, "_saved_profiles", slow)
    with RawServer(answering(http_answer(401, b"{}"))) as server:
        connector = replace(COMPLETE, token_url=server.token_url)
        async with wizard(connector, Step.REVIEW) as d:
            await d.press("ctrl+p")
            for key in (*letters.replace(" ", ""), "enter"):
                d.app.post_message(d.key(key, 0.03))
            await d.on_screen(HelpDialog if letters == "help" else StartScreen)
            assert server.connections == 0


async def test_a_search_that_ends_while_the_palette_closes_ends_nothing_else() -> None:
    async with wizard(COMPLETE, Step.CLIENT) as d:
        await d.press("ctrl+p")
        await d.on_screen(Menu)
        menu = d.app.screen
        await menu.query(CommandList).remove()  # what is on it is removed first
        assert isinstance(menu, Menu)
        menu._show_busy = not menu._show_busy
        menu._list_visible = not menu._list_visible
        await d.settle()
        menu.dismiss(None)
        await d.on_step(Step.CLIENT)
