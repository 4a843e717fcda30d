"""Keys that arrive while a screen opens are kept for it: in their order, none lost, none in another field."""

from __future__ import annotations

import pytest
from textual import events

from tui.oauth2.connector import AdditionalRow, Connector
from tui.oauth2.secret import Secret
from tui.wizard import typing_ahead
from tui.wizard.steps import Step

from .driving import Driver, wizard
from .samples import COMPLETE


def send(d: Driver, *keys: str) -> None:
    """Send keys all at once, as a fast terminal does."""
    for key in keys:
        d.app.post_message(events.Key(key, key if len(key) == 1 else None))


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
    monkeypatch.setattr(typing_ahead, "_LONGEST", 0.1)
    async with wizard(COMPLETE, Step.CLIENT) as d:
        screen = d.app.screen
        d.app._opened.discard(screen)
        screen.set_focus(None)
        send(d, "ctrl+r")
        await d.until(lambda: screen.revealed, "the key is let through")  # type: ignore[attr-defined]
