"""A key goes to the widget that it is meant for: in order, none lost, none elsewhere or as a command."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from textual import events
from textual.message import Message
from textual.timer import Timer

from tests.servers.raw_server import RawServer, answering, http_answer
from tui.form.steps import Step
from tui.oauth2.connector import AdditionalRow, Connector
from tui.oauth2.secret import Secret
from tui.wizard import typing_ahead
from tui.wizard.app import ConnectorDoctorApp
from tui.wizard.screens.dialogs.go_to_dialog import GoToDialog
from tui.wizard.screens.dialogs.help_dialog import HelpDialog
from tui.wizard.screens.dialogs.row_dialog import RowDialog
from tui.wizard.screens.steps.step_screen import StepScreen
from tui.wizard.screens.steps.step_screens import screen_of
from tui.wizard.widgets.lists.filtered_list import FilterInput

from .driving import NARROW, WIDE, Driver, wizard
from .samples import COMPLETE, REFUSED_CLIENT, attempt, record


def send(d: Driver, *keys: str) -> None:
    """Send keys all at once, as a fast terminal does."""
    for number, key in enumerate(keys):
        d.app.post_message(d.key(key, 0.0 if number else 2.0))


async def all_given(d: Driver) -> None:
    """Wait until the app has taken all that was sent."""
    await d.settle()
    await d.until(lambda: not d.app._typed_ahead, "all is given")
    await d.settle()


async def test_a_whole_connector_typed_at_once_arrives_field_by_field() -> None:
    async with wizard(Connector(), Step.CLIENT) as d:
        # A digit, given to the rail, would lead to another step.
        send(d, *"4id", "enter", *"5secret", "enter", *"6user", "enter", *"7password", "enter", *"http")
        await d.until(lambda: d.connector.token_url == "http", "all is typed")
        assert d.connector == Connector(
            client_id="4id",
            client_secret=Secret("5secret"),
            username="6user",
            password=Secret("7password"),
            token_url="http",
        )
        await d.on_step(Step.TOKEN_ENDPOINT)


async def test_a_paste_waits_too() -> None:
    async with wizard(COMPLETE, Step.RESOURCE_OWNER) as d:
        await d.go_to(Step.TOKEN_ENDPOINT)
        await d.press("escape")
        d.app.post_message(events.Paste("pasted"))
        await d.on_step(Step.RESOURCE_OWNER)
        await d.until(lambda: "pasted" in d.connector.username, "it is pasted")
        assert d.connector.token_url == COMPLETE.token_url


async def test_what_is_typed_into_a_dialog_is_no_command_for_the_rows_below() -> None:
    rows = (AdditionalRow("X-A", "1"), AdditionalRow("X-B", "2"))
    async with wizard(Connector(additional_headers=rows), Step.CONNECTOR) as d:
        d.app.show(screen_of(Step.ADDITIONAL_HEADERS))
        await d.on_step(Step.ADDITIONAL_HEADERS)
        await d.press("a")
        send(d, *"dudje", "enter", *"m", "enter")
        await d.until(lambda: len(d.connector.additional_headers) == 3, "the row is added")
        assert d.connector.additional_headers == (*rows, AdditionalRow("dudje", "m"))


async def test_keys_for_a_screen_that_focuses_nothing_are_let_through_after_a_while(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(typing_ahead, "_LOOKS_AT_MOST", 5)
    async with wizard(COMPLETE, Step.CLIENT) as d:
        screen = d.app.screen
        d.app._opened.discard(screen)
        screen.set_focus(None)
        send(d, "ctrl+r")
        await d.until(lambda: screen.revealed, "the key is let through")  # type: ignore[attr-defined]


ROWS = (AdditionalRow("X-A", "1"), AdditionalRow("X-B", "2"))


@pytest.mark.parametrize("gap", [0.0, 0.03])
async def test_a_row_typed_while_its_step_and_its_dialog_open_is_typed_into_the_dialog(gap: float) -> None:
    connector = replace(COMPLETE, additional_headers=ROWS, additional_request_data=ROWS)
    async with wizard(connector, Step.ADDITIONAL_HEADERS) as d:
        for key in ("ctrl+n", "a", *"deujm", "enter", *"value", "enter"):
            send(d, key)
            if gap:
                await d.pilot.pause(gap)
        await d.until(lambda: len(d.connector.additional_request_data) == 3, "the row is added")
        assert d.connector == replace(
            connector, additional_request_data=(*ROWS, AdditionalRow("deujm", "value"))
        )


async def test_tab_leads_elsewhere_before_the_next_letter() -> None:
    async with wizard(Connector(), Step.CLIENT) as d:
        send(d, *"id", "tab", *"secret", "shift+tab", "end", "2")
        await d.until(lambda: d.connector.client_id == "id2", "all is typed")
        assert d.connector == Connector(client_id="id2", client_secret=Secret("secret"))


@pytest.mark.parametrize("letters", ["mud-jump", "delete", "used"])
async def test_a_burst_of_letters_is_no_command(letters: str) -> None:
    """So does a terminal paste that doesn't mark pastes."""
    async with wizard(replace(COMPLETE, additional_headers=ROWS), Step.ADDITIONAL_HEADERS) as d:
        await d.focus_is("rows")
        send(d, *letters)
        await d.until(lambda: len(d.notes) == 1, "it is told")
        assert d.connector.additional_headers == ROWS
        await d.press("j")
        await d.until(lambda: d.connector.additional_headers == ROWS[::-1], "a key of its own is a command")


async def test_a_key_that_is_held_is_no_burst() -> None:
    rows = tuple(AdditionalRow(f"X-{letter}", "1") for letter in "ABCDEF")
    async with wizard(replace(COMPLETE, additional_headers=rows), Step.ADDITIONAL_HEADERS) as d:
        await d.focus_is("rows")
        send(d, *"jjjjj")
        await d.until(lambda: d.connector.additional_headers[-1] == rows[0], "the row is at the end")


async def test_a_burst_behind_the_key_of_a_dialog_is_its_text() -> None:
    async with wizard(replace(COMPLETE, additional_headers=ROWS), Step.ADDITIONAL_HEADERS) as d:
        await d.focus_is("rows")
        send(d, *"amud")
        await d.on_screen(RowDialog)
        await d.until(lambda: d.field("row.name").value == "mud", "the name is typed")


@pytest.mark.parametrize("letters", ["user", "password", "oauth2"])
@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_name_that_is_typed_at_once_on_the_list_of_steps_is_looked_for(
    letters: str, size: tuple[int, int]
) -> None:
    async with wizard(COMPLETE, Step.CLIENT, size=size) as d:
        await d.press("ctrl+g")
        await d.focus_is("rail")
        send(d, *letters)
        await d.on_screen(GoToDialog)
        await d.until(lambda: d.app.screen.query_one(FilterInput).value == letters, "all of it is typed")
        assert d.notes == []
        assert d.connector == COMPLETE


async def test_digits_at_once_on_the_list_of_steps_choose_none_and_that_is_said() -> None:
    async with wizard(COMPLETE, Step.CLIENT) as d:
        await d.press("ctrl+g")
        await d.focus_is("rail")
        send(d, *"3141")
        await d.until(lambda: len(d.notes) == 1, "it is told")
        await d.on_step(Step.CLIENT)


async def test_a_key_is_given_though_a_busy_machine_loses_the_short_timers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Textual skips the call of a timer that is late from the start."""
    set_timer = ConnectorDoctorApp.set_timer

    def lose(app: ConnectorDoctorApp, delay: float, *rest: Any, **options: Any) -> Timer:
        return set_timer(app, delay, *rest, **options, pause=delay < 0.1)

    monkeypatch.setattr(ConnectorDoctorApp, "set_timer", lose)
    async with wizard(COMPLETE, Step.ADDITIONAL_HEADERS) as d:
        send(d, "a", *"name")
        await d.on_screen(RowDialog)
        await d.until(lambda: d.field("row.name").value == "name", "the keys are given")


async def test_a_key_does_not_wait_for_a_message_that_was_lost_with_its_widget(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(typing_ahead, "_LOOKS_AT_MOST", 1_000_000)  # or it would go through after a while
    async with wizard(Connector(), Step.CLIENT) as d:
        field = d.field("client_id")
        focused = field.input
        take, lost = focused.post_message, list[Message]()

        def lose(message: Message) -> bool:
            if not isinstance(message, typing_ahead.TypingAhead.Settled):
                return take(message)
            lost.append(message)
            field.remove()
            return True

        monkeypatch.setattr(focused, "post_message", lose)
        send(d, "home", "f12")
        await d.on_screen(HelpDialog)
        assert len(lost) == 1


@pytest.mark.parametrize("pasted", ["client-2\nsecret-2", "client-2\nsecret-2\n", "\nsecret-2", "\n\n"])
async def test_the_line_feeds_of_a_paste_lead_on_and_send_nothing(pasted: str) -> None:
    """So does a terminal paste that doesn't mark pastes: its line feed is the byte of Ctrl+J."""
    with RawServer() as server:
        connector = replace(COMPLETE, token_url=server.token_url)
        async with wizard(connector, Step.CLIENT) as d:
            await d.focus_is("client_id")
            send(d, *("ctrl+j" if letter == "\n" else letter for letter in pasted))
            await all_given(d)
            assert not server.connections
            assert d.focus != "client_id"
            if "client-2" in pasted:
                assert d.connector.client_id == "client-2"
            if "secret-2" in pasted:
                await d.until(lambda: d.connector.client_secret.reveal() == "secret-2", "the second line")


@pytest.mark.parametrize("keys", [["x", "enter"], ["enter", "x"], [*"words", "enter"], ["ctrl+j", "x"]])
async def test_a_pasted_line_presses_no_button_that_sends(keys: list[str]) -> None:
    with RawServer() as server:
        async with wizard(replace(COMPLETE, token_url=server.token_url), Step.REVIEW) as d:
            await d.focus_is("next")
            send(d, *keys)
            await all_given(d)
            assert not server.connections
            assert isinstance(d.app.screen, StepScreen)
            assert d.app.screen.step is Step.REVIEW


async def test_ctrl_j_sends_from_any_step_and_leads_to_what_is_missing_instead() -> None:
    with RawServer(answering(http_answer(400, b'{"error": "invalid_grant"}'))) as server:
        connector = replace(COMPLETE, token_url=server.token_url, password=Secret(""))
        async with wizard(connector, Step.CONNECTOR) as d:
            await d.press("ctrl+j")
            await d.on_step(Step.RESOURCE_OWNER)
            await d.focus_is("password")
            assert d.notes == ["Password Grant Password: This field is required."]
            assert not server.connections
            await d.press("ctrl+j")
            await d.shows("1 field to fix.", "#step-problem")
            assert not server.connections
            await d.paste("made-up-password")
            await d.press("ctrl+j")
            await d.on_step(Step.RESULT)
            await d.until(lambda: len(server.requests) == 1, "it is sent")


async def test_a_line_pasted_into_the_field_on_the_card_is_not_sent() -> None:
    with RawServer() as server:
        connector = replace(COMPLETE, token_url=server.token_url)
        async with wizard(connector, Step.REVIEW) as d:
            d.app.set_record(record(attempt(401, REFUSED_CLIENT), connector=connector))
            await d.go_to(Step.RESULT)
            await d.sees("Enter changes it here")
            await d.focus_is("headline")
            await d.press("enter")
            await d.focus_is("client_secret")
            send(d, *"another", "enter")
            await all_given(d)
            assert d.connector.client_secret.reveal() == "another"
            await d.focus_is("client_secret")
            assert not server.connections
