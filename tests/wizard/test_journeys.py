"""The whole way, typed as a user types it, against real authorization servers: to a token and a profile."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Protocol

import pytest

from tests.servers.credentials import (
    BASIC_CLIENT_ID,
    BODY_CLIENT_ID,
    CLIENT_SECRET,
    PASSWORD,
    USERNAME,
    connector_for,
)
from tui.form.steps import Step
from tui.oauth2.client_authentication import BasicEncoding, ClientAuthentication
from tui.oauth2.connector import AdditionalRow, Connector, RequestSettings
from tui.oauth2.secret import Secret
from tui.profiles.reading import load_profile
from tui.wizard.widgets.choice_list import ChoiceList

from .driving import WIDE, Driver, wizard

BASIC, BODY = ClientAuthentication.BASIC, ClientAuthentication.REQUEST_BODY
FORM, RAW = BasicEncoding.FORM, BasicEncoding.RAW
# Authlib takes no `+` for a blank in Basic credentials: its secret's blank must go as it is.
WORKING = [
    ("authlib_server", BASIC, RAW),
    ("django_server", BODY, FORM),
]


class TokenServer(Protocol):
    token_url: str


@pytest.fixture
def server(request: pytest.FixtureRequest) -> TokenServer:
    running: TokenServer = request.getfixturevalue(request.param)
    return running


async def type_into(d: Driver, *values: str) -> None:
    """Type a letter by key and paste the rest into each field in turn; Enter goes on."""
    for value in values:
        before = d.focus
        await d.press(value[0])
        await d.paste(value[1:])
        await d.until(lambda key=before, text=value: d.field(key).value == text, f"{before} is typed")  # type: ignore[misc]
        await d.press("enter")
        await d.until(lambda key=before: d.focus != key, "the focus goes on")  # type: ignore[misc]


async def type_the_connector(
    d: Driver, server: TokenServer, method: ClientAuthentication, encoding: BasicEncoding
) -> None:
    """Type the first seven steps, from the start screen to Review."""
    client_id = BODY_CLIENT_ID if method is BODY else BASIC_CLIENT_ID
    await d.press("n")
    await d.on_step(Step.CONNECTOR)
    await type_into(d, "whole way", "ticket 4711", "https://api.example.com")
    await d.on_step(Step.CLIENT)
    await type_into(d, client_id, CLIENT_SECRET)
    await d.on_step(Step.RESOURCE_OWNER)
    await type_into(d, USERNAME, PASSWORD)
    await d.on_step(Step.TOKEN_ENDPOINT)
    await type_into(d, server.token_url)
    await d.on_step(Step.CLIENT_AUTHENTICATION)
    choices = d.app.screen.query_one(ChoiceList)
    while choices.value != method:
        await d.press("down")
    if encoding is RAW:
        # To the second folded part, which opens on the encoding.
        await d.press("tab", "tab", "tab", "enter", "tab", "enter", "down", "enter")
        await d.focus_on(choices)
    await d.until(lambda: d.connector.request.basic_encoding is encoding, "the encoding is chosen")
    await d.press("ctrl+g", "7")
    await d.on_step(Step.ADDITIONAL_REQUEST_DATA)
    await d.press("a")
    await d.focus_is("row.name")
    await type_into(d, "scope")
    await d.paste("read")
    await d.press("enter")
    await d.on_step(Step.ADDITIONAL_REQUEST_DATA)
    await d.press("enter")
    await d.on_step(Step.REVIEW)


@pytest.mark.parametrize(("server", "method", "encoding"), WORKING, indirect=["server"])
async def test_from_the_first_field_to_a_token_and_a_saved_profile(
    server: TokenServer, method: ClientAuthentication, encoding: BasicEncoding, folder: Path
) -> None:
    async with wizard() as d:
        await type_the_connector(d, server, method, encoding)
        await d.press("enter")
        await d.sees(f"Works with {method.short_name}.", within="#headline")
        await d.focus_is("headline")
        await d.press("ctrl+n")
        await d.on_step(Step.SAVE)
        await d.press("enter")
        await d.until(lambda: "✓ Saved" in d.content("#save-outcome"), "saved")
        for clear in (CLIENT_SECRET, PASSWORD):
            assert clear not in d.app.export_screenshot()
    saved = (folder / "whole-way.toml").read_text()
    assert CLIENT_SECRET not in saved
    assert PASSWORD not in saved
    loaded = load_profile(folder / "whole-way.toml")
    assert loaded.missing_secrets() == ("client_secret", "password")
    expected = connector_for(
        server.token_url,
        method,
        name="whole way",
        description="ticket 4711",
        base_url="https://api.example.com",
        additional_request_data=(AdditionalRow("scope", "read"),),
        request=RequestSettings(basic_encoding=encoding),
    )
    filled = replace(loaded.connector, client_secret=Secret(CLIENT_SECRET), password=Secret(PASSWORD))
    assert filled == expected


def wrong_secret(connector: Connector) -> Connector:
    return replace(connector, client_secret=Secret(CLIENT_SECRET + "x"))


def wrong_password(connector: Connector) -> Connector:
    return replace(connector, password=Secret(PASSWORD[:-1]))


@pytest.mark.parametrize(
    ("server", "spoil", "answer", "leads_to"),
    [
        ("authlib_server", wrong_secret, "401 invalid_client", "client_secret"),
        ("django_server", wrong_password, "400 invalid_grant", "password"),
    ],
    indirect=["server"],
)
async def test_a_wrong_credential_is_told_and_corrected(
    server: TokenServer, spoil: object, answer: str, leads_to: str
) -> None:
    right = connector_for(server.token_url, BODY)
    assert callable(spoil)
    async with wizard(spoil(right), Step.REVIEW, size=WIDE) as d:
        await d.press("enter")
        await d.sees("Fails:", within="#headline")
        await d.sees(f"1 Request Body {answer}", within="#attempts-shown")
        await d.focus_is("headline")
        await d.press("enter")
        await d.focus_is(leads_to)
        await d.paste(CLIENT_SECRET if leads_to == "client_secret" else PASSWORD)
        await d.press("enter")
        await d.sees("Works with Request Body.", f"before: ✗ {answer} now: ✓ 200 token", within="#headline")
