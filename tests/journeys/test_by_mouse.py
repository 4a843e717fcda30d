"""The way from a new connector to a saved profile, and back into it, by the mouse alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.wizard.driving import NARROW, WIDE, wizard
from tui.form.steps import Step
from tui.oauth2.client_authentication import ClientAuthentication
from tui.profiles.reading import load_profile
from tui.wizard.screens.dialogs.dialog import Question
from tui.wizard.screens.dialogs.help_dialog import HelpDialog
from tui.wizard.screens.dialogs.secrets_dialog import SecretsDialog
from tui.wizard.screens.start import StartScreen

from .mouse import Mouse
from .token_server import PASSWORD, RIGHT, SECRETS, WRONG, token_server


async def fill_in_the_connector(mouse: Mouse, token_url: str) -> None:
    """Fill in what a connector needs, with a wrong secret, from the start screen to Review."""
    d = mouse.d
    await mouse.click("#new")
    await d.on_step(Step.CONNECTOR)
    await mouse.fill("name", "by mouse")
    await mouse.click("#next")
    await d.on_step(Step.CLIENT)
    await mouse.fill("client_id", "abcd-1234")
    await mouse.fill("client_secret", WRONG)
    await mouse.click("#next")
    await d.on_step(Step.RESOURCE_OWNER)
    await mouse.fill("username", "svc")
    await mouse.fill("password", PASSWORD)
    await mouse.click("#next")
    await d.on_step(Step.TOKEN_ENDPOINT)
    await mouse.fill("token_url", token_url)
    await mouse.click("#next")
    await d.on_step(Step.CLIENT_AUTHENTICATION)
    await mouse.click_text("Basic Auth Header", within="#client-authentication")
    await d.until(lambda: d.connector.client_authentication is ClientAuthentication.BASIC, "it is chosen")
    await d.on_step(Step.CLIENT_AUTHENTICATION)
    await mouse.click("#next")
    await d.on_step(Step.REVIEW)


async def send_change_the_field_and_save(mouse: Mouse) -> None:
    """Send, change the field that the verdict names on its card, send again, and save."""
    d = mouse.d
    await mouse.click("#next")  # Send
    await d.sees("Fails:", within="#headline")
    await d.focus_is("headline")
    await mouse.click("#chip")
    await d.focus_is("client_secret")
    await mouse.type(RIGHT)
    await mouse.click("#send")
    await d.sees("Works with Basic Auth.", "Client Secret changed", within="#headline")
    await d.focus_is("headline")
    await mouse.click("#next")  # Save
    await d.on_step(Step.SAVE)
    await mouse.click("#next")
    await d.until(lambda: "✓ Saved" in d.content("#save-outcome"), "saved")


async def open_it_again(mouse: Mouse) -> None:
    """Choose the profile by a click, and open it by another one."""
    d = mouse.d
    await d.on_screen(StartScreen)
    await d.focus_is("profiles")
    await mouse.click_text("by mouse", within="#profiles")
    await d.on_screen(StartScreen)
    await mouse.click_text("by mouse", within="#profiles")
    await d.on_screen(SecretsDialog)
    await mouse.fill("secret.0", RIGHT)
    await mouse.fill("secret.1", PASSWORD)
    await mouse.click("#ok")
    await d.on_step(Step.REVIEW)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_from_a_new_connector_to_what_works_and_back(size: tuple[int, int], folder: Path) -> None:
    with token_server() as server:
        async with wizard(size=size) as d:
            mouse = Mouse(d)
            await fill_in_the_connector(mouse, server.token_url)
            assert server.requests == []
            await send_change_the_field_and_save(mouse)
            assert len(server.requests) == 2
            saved = load_profile(folder / "by-mouse.toml").connector
            assert (saved.client_id, saved.username, saved.token_url) == (
                "abcd-1234",
                "svc",
                server.token_url,
            )
            await mouse.menu("Start screen")
            await open_it_again(mouse)
            await mouse.click_key("Help")
            await d.on_screen(HelpDialog)
            await mouse.click("#cancel")
            await d.on_step(Step.REVIEW)
            assert not [secret for secret in SECRETS if secret in d.app.export_screenshot()]
            await mouse.click("#back")
            await d.on_screen(StartScreen)
            await mouse.click("#delete")
            await d.on_screen(Question)
            await mouse.click("#reply-keep, #cancel")
            await d.on_screen(StartScreen)
            assert (folder / "by-mouse.toml").exists()
            await mouse.click("#quit")
            await d.until(lambda: not d.app.is_running, "it has quit")
        assert len(server.requests) == 2
