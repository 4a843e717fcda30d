"""What one click may do: on a choice it chooses, and sends nothing. What is sent is what is seen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.servers.raw_server import RawServer, answering, http_answer
from tests.wizard.driving import Driver, wizard
from tests.wizard.samples import COMPLETE, GRANTED, REFUSED_CLIENT, attempt, record
from tui.form.steps import Step
from tui.oauth2.client_authentication import ClientAuthentication
from tui.oauth2.connector import Connector
from tui.wizard.screens.jump_mode import LETTERS, JumpMode, places_on

from .mouse import Mouse

BASIC, BODY = ClientAuthentication.BASIC, ClientAuthentication.REQUEST_BODY


async def open_the_choices(d: Driver, connector: Connector) -> None:
    """Open the choices of the client authentication on the card, where Request Body is proposed."""
    refused = attempt(401, REFUSED_CLIENT, connector=connector)
    works = attempt(200, GRANTED, method=BODY, connector=connector)
    d.app.set_record(record(refused, works, connector=connector))
    await d.go_to(Step.RESULT)
    await d.focus_is("headline")
    await d.press("enter")
    await d.focus_is("in-place-choices")


async def test_a_click_on_a_choice_neither_goes_on_nor_sends() -> None:
    with RawServer(answering(http_answer(401, b"{}"))) as server:
        connector = replace(COMPLETE, token_url=server.token_url)
        async with wizard(connector, Step.CLIENT_AUTHENTICATION) as d:
            mouse = Mouse(d)
            for _ in range(2):
                await mouse.click_text("client id and client secret", within="#client-authentication")
                await d.until(lambda: d.connector.client_authentication is BASIC, "it is chosen")
            await d.on_step(Step.CLIENT_AUTHENTICATION)
            await open_the_choices(d, connector)
            await mouse.click_text("(blank)", within="#in-place-choices")
            await d.sees("(•) (blank)", within="#in-place-choices")
            await d.focus_is("in-place-choices")
        assert server.connections == 0


@pytest.mark.parametrize("by", ["button", "key"])
async def test_a_proposed_value_is_sent_by_whatever_sends(by: str) -> None:
    with RawServer(answering(http_answer(200, b'{"access_token": "made-up-7c1d"}'))) as server:
        connector = replace(COMPLETE, token_url=server.token_url)
        async with wizard(connector, Step.CONNECTOR) as d:
            await open_the_choices(d, connector)
            assert d.connector.client_authentication is ClientAuthentication.BLANK
            if by == "button":
                await Mouse(d).click("#send")
            else:
                await d.press("ctrl+j")
            await d.until(lambda: len(server.requests) == 1, "sent")
            assert b"client_secret=" in server.requests[0]
            assert d.connector.client_authentication is BODY


async def test_the_letters_of_jump_mode_are_for_the_mouse_too() -> None:
    async with wizard(COMPLETE, Step.CLIENT, size=(100, 24)) as d:
        mouse = Mouse(d)
        letters = zip(LETTERS, places_on(d.app.screen), strict=False)
        of_next = next(letter for letter, (place, _) in letters if place.id == "next")
        await mouse.click_key("Jump")
        await d.on_screen(JumpMode)
        await mouse.click_text(f" {of_next} ")
        await d.on_step(Step.CLIENT)
        await d.focus_is("next")
        await d.press("ctrl+d")
        await d.on_screen(JumpMode)
        await mouse.click_text("Press a letter")
        await d.on_step(Step.CLIENT)
        await d.focus_is("next")
