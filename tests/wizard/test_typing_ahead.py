"""A key goes to the widget that it is meant for: in order, none lost, none elsewhere or as a command."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual import events

from tui.oauth2.connector import AdditionalRow, Connector
from tui.oauth2.secret import Secret
from tui.wizard import typing_ahead
from tui.wizard.screens.dialogs.row_dialog import RowDialog
from tui.wizard.steps import Step

from .driving import Driver, wizard
from .samples import COMPLETE


def send(d: Driver, *keys: str) -> None:
    """Send keys all at once, as a fast terminal does."""
    for number, key in enumerate(keys):
        d.app.post_message(d.key(key, 0.0 if number else 2.0))


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
    async with wizard(COMPLETE, Step.TOKEN_ENDPOINT) as d:
        await d.press("escape")
        d.app.post_message(events.Paste("pasted"))
        await d.on_step(Step.RESOURCE_OWNER)
        await d.until(lambda: "pasted" in d.connector.username, "it is pasted")
        assert d.connector.token_url == COMPLETE.token_url


async def test_what_is_typed_into_a_dialog_is_no_command_for_the_rows_below() -> None:
    rows = (AdditionalRow("X-A", "1"), AdditionalRow("X-B", "2"))
    async with wizard(Connector(additional_headers=rows), Step.CONNECTOR) as d:
        d.app.show(d.app.screen_for(Step.ADDITIONAL_HEADERS))
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
