"""What sends, opens or deletes takes a deliberate act: a click selects; what was deleted can be put back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import OptionList

from tests.servers.raw_server import RawServer, answering, http_answer
from tui.form.steps import Step
from tui.oauth2.connector import AdditionalRow, ApiCall, Connector
from tui.oauth2.secret import Secret
from tui.profiles.profile import Profile
from tui.wizard.screens.dialogs.secrets_dialog import SecretsDialog
from tui.wizard.screens.experiments import ExperimentsScreen
from tui.wizard.screens.start import StartScreen
from tui.wizard.screens.token.token_screen import TokenScreen
from tui.wizard.widgets.frame.key_footer import KeyFooter
from tui.wizard.widgets.token.api_rows import ApiRows

from .driving import WIDE, Driver, wizard
from .samples import COMPLETE, GRANTED, REFUSED_CLIENT, attempt, record
from .test_start import save

ROWS = (AdditionalRow("X-A", "1"), AdditionalRow("X-Api-Key", Secret("made-up")), AdditionalRow("X-C", "3"))


async def click_option(d: Driver, selector: str, y: int) -> None:
    await d.pilot.pause()
    await d.pilot.click(selector, offset=(5, y))
    await d.settle()


@pytest.mark.parametrize("row", [1, 3])
async def test_a_click_on_a_profile_selects_it_and_a_second_one_opens_it(folder: Path, row: int) -> None:
    for name in ("one", "two"):
        save(folder / f"{name}.toml", name, {})
    async with wizard(size=WIDE) as d:
        await d.focus_is("profiles")
        await click_option(d, "#profiles", row)
        assert isinstance(d.app.screen, StartScreen)
        assert d.app.screen.query_one("#profiles", OptionList).highlighted == row // 2
        # A key in between, and it is a first click again.
        await d.press("down", "up") if row == 1 else await d.press("up", "down")
        await click_option(d, "#profiles", row)
        assert isinstance(d.app.screen, StartScreen)
        await click_option(d, "#profiles", row)
        await d.on_screen(SecretsDialog)


async def test_a_click_on_an_experiment_sends_nothing() -> None:
    with RawServer(*[answering(http_answer(401, b"{}"))] * 3) as server:
        connector = replace(COMPLETE, token_url=server.token_url)
        async with wizard(connector, Step.REVIEW, size=WIDE) as d:
            d.app.set_record(record(attempt(401, REFUSED_CLIENT, connector=connector), connector=connector))
            await d.go_to(Step.RESULT)
            await d.press("x")
            await d.on_screen(ExperimentsScreen)
            await d.focus_is("experiments")
            await click_option(d, "#experiments", 1)
            await click_option(d, "#experiments", 2)
            await d.pilot.pause()
            assert not server.requests
            await d.pilot.pause(0.5)  # two clicks at once are a double click, two later ones are not
            await click_option(d, "#experiments", 2)
            await d.until(lambda: len(server.requests) >= 1, "the second click on it sends")


async def test_the_deletion_of_a_row_is_undone_where_it_stood(folder: Path) -> None:
    async with wizard(replace(COMPLETE, additional_headers=ROWS), Step.ADDITIONAL_HEADERS) as d:
        await d.focus_is("rows")
        await d.press("down", "d")
        await d.until(lambda: d.connector.additional_headers == (ROWS[0], ROWS[2]), "it is deleted")
        assert d.notes == ["Deleted the row X-Api-Key. Press u to undo it."]
        await d.press("up", "d", "d")
        await d.until(lambda: not d.connector.additional_headers, "all are deleted")
        # Another step has rows, and deletions, of its own.
        await d.press("ctrl+n")
        await d.on_step(Step.ADDITIONAL_REQUEST_DATA)
        await d.press("ctrl+z", "escape")
        await d.on_step(Step.ADDITIONAL_HEADERS)
        assert not d.connector.additional_headers
        await d.press("ctrl+z", "u", "u", "ctrl+z")
        await d.until(lambda: d.connector.additional_headers == ROWS, "all are back")
        await d.focus_is("rows")


async def test_a_deleted_row_does_not_come_back_into_another_connector() -> None:
    async with wizard(replace(COMPLETE, additional_headers=ROWS[:1]), Step.ADDITIONAL_HEADERS) as d:
        await d.press("d")
        d.app.begin_with(Profile(COMPLETE))
        await d.on_step(Step.REVIEW)
        await d.go_to(Step.ADDITIONAL_HEADERS)
        await d.press("ctrl+z")
        assert d.connector == COMPLETE


async def test_the_deletion_of_a_row_of_the_api_call_is_undone() -> None:
    api = ApiCall(path="/tickets", query=(AdditionalRow("a", "1"), AdditionalRow("b", "2")))
    connector: Connector = replace(COMPLETE, api=api)
    async with wizard(connector, Step.REVIEW, size=WIDE) as d:
        d.app.set_record(record(attempt(200, GRANTED, connector=connector), connector=connector))
        await d.go_to(Step.RESULT)
        await d.press("t")
        await d.on_screen(TokenScreen)
        await d.press("right")
        await d.until(lambda: d.app.screen.query_one("#navigation").has_class("-api"), "the tab")
        await d.focus_on(d.app.screen.query_one(ApiRows))
        await d.press("d")
        await d.until(lambda: [row.name for row in d.connector.api.query] == ["b"], "it is deleted")
        await d.sees("Deleted the row a. Press u to undo it.")
        await d.press("ctrl+z")
        await d.until(lambda: d.connector.api == api, "it is back")


async def test_the_second_click_of_a_double_click_sends_deletes_and_answers_nothing() -> None:
    with RawServer() as server:
        connector = replace(COMPLETE, token_url=server.token_url, additional_headers=ROWS)
        async with wizard(connector, Step.ADDITIONAL_REQUEST_DATA, size=WIDE) as d:
            # Next in the footer: on Review, what stands in that place sends.
            footer = d.app.screen.query_one(KeyFooter)
            await d.until(lambda: bool(footer.shown) and footer.shown[0].label == "Next", "the footer")
            x, y = footer.region.x + 2, footer.region.y
            await d.click_at(x, y, 1.0)
            await d.on_step(Step.REVIEW)
            review = d.app.screen.query_one(KeyFooter)
            await d.until(lambda: bool(review.shown), "the footer")
            await d.click_at(x, y, 1.2)
            await d.drawn()
            await d.on_step(Step.REVIEW)
            assert not server.connections
            await d.go_to(Step.ADDITIONAL_HEADERS)
            await d.focus_is("rows")
            center = d.app.screen.query_one("#delete").region.center
            await d.click_at(*center, 5.0)
            await d.click_at(*center, 5.2)
            await d.drawn()
            assert d.connector.additional_headers == ROWS[1:]
            await d.click("#delete")
            await d.until(lambda: d.connector.additional_headers == ROWS[2:], "a click of its own counts")
