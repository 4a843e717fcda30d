"""A held key acts once: its repeats are no second key, whatever screen they arrive on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.servers.raw_server import RawServer, answering, http_answer, stalling
from tui.form.steps import Step
from tui.oauth2.connector import AdditionalRow, Connector
from tui.wizard.screens.dialogs.dialog import Question
from tui.wizard.screens.dialogs.row_dialog import RowDialog
from tui.wizard.screens.dialogs.unsaved_work import UnsavedWorkQuestion
from tui.wizard.screens.start import StartScreen
from tui.wizard.screens.steps.step_screen import StepScreen

from .driving import WIDE, Driver, wizard
from .samples import COMPLETE, REFUSED_CLIENT, attempt, record
from .test_start import save

REFUSED = answering(http_answer(401, b'{"error": "invalid_client"}'))
ROWS = tuple(AdditionalRow(f"X-{letter}", "1") for letter in "ABC")


def step_of(d: Driver) -> Step:
    assert isinstance(d.app.screen, StepScreen)
    return d.app.screen.step


@pytest.mark.parametrize("key", ["enter", "ctrl+n"])
async def test_held_before_review_it_stops_there(key: str) -> None:
    with RawServer(REFUSED) as server:
        connector = replace(COMPLETE, token_url=server.token_url)
        async with wizard(connector, Step.ADDITIONAL_REQUEST_DATA) as d:
            await d.focus_is("next")
            await d.hold(key)
            await d.on_step(Step.REVIEW)
            assert server.connections == 0


@pytest.mark.parametrize("key", ["enter", "s", "ctrl+n"])
async def test_held_at_review_it_sends_once_and_opens_no_question(key: str) -> None:
    with RawServer(REFUSED) as server:
        connector = replace(COMPLETE, token_url=server.token_url)
        async with wizard(connector, Step.REVIEW) as d:
            await d.focus_is("next")
            await d.hold(key)
            await d.sees("Fails: the server does not accept", within="#headline")
            await d.focus_is("headline")
            # It is still held when the run has ended and the focus rests on a button.
            for _ in range(10):
                d.app.post_message(d.key(key, 0.033))
            await d.press("f12", "escape")
            assert step_of(d) is Step.RESULT
            assert len(server.requests) == len(connector.client_authentication.methods)


async def test_held_at_result_it_opens_the_field_and_no_further() -> None:
    async with wizard(COMPLETE, Step.REVIEW, size=WIDE) as d:
        d.app.set_record(record(attempt(401, REFUSED_CLIENT)))
        await d.go_to(Step.RESULT)
        await d.focus_is("headline")
        await d.hold("enter")
        await d.focus_is("client_secret")
        assert step_of(d) is Step.RESULT
        assert "Nothing was changed" not in d.seen()
        assert d.connector == COMPLETE


async def test_held_s_at_result_sends_once() -> None:
    with RawServer(REFUSED) as server:
        connector = replace(COMPLETE, token_url=server.token_url)
        async with wizard(connector, Step.REVIEW) as d:
            d.app.set_record(record(attempt(401, REFUSED_CLIENT), connector=connector))
            await d.go_to(Step.RESULT)
            await d.hold("s", 60)
            await d.until(lambda: len(server.requests) == 2, "both attempts are made")
            await d.focus_is("headline")
            assert len(server.requests) == 2


async def test_held_while_sending_escape_cancels_and_stays() -> None:
    with RawServer(stalling()) as server:
        async with wizard(replace(COMPLETE, token_url=server.token_url), Step.REVIEW) as d:
            await d.press("s")
            await d.until(server.stalled.is_set, "the server holds the request")
            await d.sees("waiting for the first byte", within="#progress")
            await d.hold("escape")
            await d.sees("The attempt was canceled", within="#headline")
            assert step_of(d) is Step.RESULT
            assert len(d.notes) == 1


async def test_held_escape_leads_back_one_step() -> None:
    async with wizard(COMPLETE, Step.RESOURCE_OWNER) as d:
        await d.go_to(Step.TOKEN_ENDPOINT)
        await d.hold("escape")
        assert step_of(d) is Step.RESOURCE_OWNER


async def test_held_ctrl_q_asks_about_unsaved_work_and_stays() -> None:
    async with wizard(Connector(), Step.CONNECTOR) as d:
        await d.paste("acme")
        await d.hold("ctrl+q")
        assert isinstance(d.app.screen, UnsavedWorkQuestion)
        assert not d.app._exit


async def test_held_behind_the_cover_ctrl_q_warns_of_unsaved_work() -> None:
    async with wizard(Connector(), Step.CONNECTOR) as d:
        await d.paste("acme")
        await d.pilot.resize_terminal(60, 15)
        await d.hold("ctrl+q")
        await d.sees("There is unsaved work. Ctrl+Q again quits.")
        assert not d.app._exit


async def test_held_d_deletes_one_row_and_one_profile_never(folder: Path) -> None:
    async with wizard(replace(COMPLETE, additional_headers=ROWS), Step.ADDITIONAL_HEADERS) as d:
        await d.focus_is("rows")
        for key in ("d", "delete"):
            before = len(d.connector.additional_headers)
            await d.hold(key)
            assert len(d.connector.additional_headers) == before - 1
    path = save(folder / "one.toml", "one", {})
    async with wizard() as d:
        await d.focus_is("profiles")
        await d.hold("d")
        await d.on_screen(Question)
        await d.hold("enter")
        await d.on_screen(StartScreen)
        assert path.exists()


async def test_what_is_text_or_moves_repeats() -> None:
    async with wizard(replace(COMPLETE, additional_headers=ROWS), Step.CLIENT) as d:
        await d.focus_is("client_id")
        await d.press("end")
        for key in ("s", "space", "d"):
            await d.hold(key, 4)
        longer = f"{COMPLETE.client_id}sssss     ddddd"
        await d.until(lambda: d.connector.client_id == longer, "each repeat is a letter")
        await d.hold("backspace", 14)
        await d.until(lambda: d.connector.client_id == COMPLETE.client_id, "each repeat deletes one")
        await d.press("home")
        await d.hold("delete", 3)
        await d.until(lambda: d.connector.client_id == COMPLETE.client_id[4:], "each repeat deletes one")
        await d.go_to(Step.ADDITIONAL_HEADERS)
        await d.focus_is("rows")
        await d.hold("j", 5)
        await d.until(lambda: d.connector.additional_headers == (*ROWS[1:], ROWS[0]), "the row is at the end")


async def test_a_key_is_deliberate_when_no_third_one_follows() -> None:
    async with wizard(COMPLETE, Step.ADDITIONAL_HEADERS) as d:
        await d.focus_is("next")
        d.app.post_message(d.key("enter"))
        d.app.post_message(d.key("enter", 0.3))
        await d.on_step(Step.REVIEW)


async def test_a_paste_of_empty_lines_leads_from_field_to_field() -> None:
    async with wizard(Connector(), Step.CONNECTOR) as d:
        await d.focus_is("name")
        for number, key in enumerate([*"acme", "enter", "enter", *"https"]):
            d.app.post_message(d.key(key, 0.001 if number else 2.0))
        await d.until(lambda: d.connector.base_url == "https", "the third field is typed")
        assert not d.connector.description


async def test_a_held_letter_that_leads_to_a_field_is_no_text_there() -> None:
    async with wizard(COMPLETE, Step.ADDITIONAL_HEADERS) as d:
        await d.hold("a", 3)
        await d.on_screen(RowDialog)
        assert not d.field("row.name").value
        await d.press("escape", "ctrl+g")
        await d.focus_is("rail")
        await d.hold("1")
        await d.on_step(Step.CONNECTOR)
        assert d.connector == COMPLETE
