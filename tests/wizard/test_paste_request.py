"""A request that works is pasted: its fields are shown with their places, and one key fills the form."""

from __future__ import annotations

import pytest

from tui.form.steps import Step
from tui.oauth2.connector import Connector
from tui.oauth2.secret import Secret
from tui.wizard.screens.explain import ExplainScreen
from tui.wizard.screens.start import StartScreen

from .driving import NARROW, WIDE, Driver, wizard
from .test_explain import explain, explained

CURL = (
    "curl -k https://idp.dunes.example/oauth2/token -u quay:r0pe-made-up \\\n"
    "  -d grant_type=password -d username=ferry -d 'password=t!de-made-up' -d scope=read\n"
)


def is_offered(d: Driver) -> bool:
    return bool(d.app.screen.query_one("#fill").display)


async def test_a_pasted_request_shows_its_fields_and_fills_the_form() -> None:
    async with wizard(size=NARROW) as d:
        await explain(d)
        assert not is_offered(d)
        await d.paste(CURL)
        await explained(d, "Recognized: curl.", "ferry", "(from -u)", "Note: ")
        assert "made-up" not in d.seen("#explained")
        assert is_offered(d)
        await d.press("ctrl+n")
        await d.on_step(Step.REVIEW)
        connector = d.app.journey.connector
        assert connector.username == "ferry"
        assert connector.client_secret.reveal() == "r0pe-made-up"
        assert d.app.journey.has_unsaved_work
        assert d.app.pasted.text == ""


async def test_a_response_offers_nothing_to_fill() -> None:
    async with wizard(size=NARROW) as d:
        await explain(d)
        await d.paste('{"error":"invalid_client"}')
        await explained(d, "✗ ")
        assert not is_offered(d)
        await d.press("ctrl+n")
        await d.on_screen(ExplainScreen)


async def test_a_pasted_request_is_not_kept() -> None:
    async with wizard(size=NARROW) as d:
        await explain(d)
        await d.paste(CURL)
        await explained(d, "Recognized: curl.")
        await d.press("escape")
        await d.on_screen(StartScreen)
        assert d.app.pasted.text == ""


TICKET = (
    "Anna Schmidt [10:42 AM]\n" + CURL + '{"error":"invalid_client"}\n\n'
    "Anna Schmidt [11:02 AM]\nclient secret: n3w-made-up\n"
)
TWO = CURL + "\n" + CURL.replace("dunes", "moor").replace("ferry", "heath")


async def paste_box(d: Driver) -> None:
    await d.press("ctrl+y")
    await d.on_screen(ExplainScreen)
    await d.focus_is("pasted")


async def test_a_ticket_is_recognized_fills_the_form_and_is_not_kept() -> None:
    async with wizard(size=WIDE) as d:
        await explain(d)
        await d.paste(TICKET)
        await explained(d, "A ticket: 1 request, 1 list of settings, 1 response", "Contradictions")
        assert "made-up" not in d.seen("#explained")
        await d.press("ctrl+n")
        await d.on_step(Step.REVIEW)
        assert d.connector.client_secret.reveal() == "n3w-made-up"
        assert d.app.pasted.text == ""


async def test_of_several_requests_the_highlighted_one_fills_the_form() -> None:
    async with wizard(size=WIDE) as d:
        await explain(d)
        await d.paste(TWO)
        await explained(d, "Which request fills the form?", "idp.moor.example · heath")
        await d.focus_on(d.app.screen.query_one("#choices"))
        await d.press("down")
        await explained(d, "https://idp.moor.example/oauth2/token")
        await d.press("ctrl+n")
        await d.on_step(Step.REVIEW)
        assert d.connector.username == "heath"


@pytest.mark.parametrize("step", [Step.CLIENT, Step.ADDITIONAL_HEADERS, Step.REVIEW])
async def test_a_paste_from_a_step_fills_the_open_connector_and_is_undone(step: Step) -> None:
    before = Connector(
        name="acme", base_url="https://api.example.com", client_id="old", client_secret=Secret("old-1"),
        username="ferry", password=Secret("old-2"), token_url="https://idp.dunes.example/oauth2/token",
    )  # fmt: skip
    async with wizard(before, step, size=NARROW) as d:
        await paste_box(d)
        await d.paste(CURL)
        await explained(d, "Filling replaces these fields:", "Client ID: old → quay")
        assert "Username: " not in d.seen("#explained").partition("Recognized")[0]
        await d.press("ctrl+n")
        await d.on_step(step)
        assert (d.connector.name, d.connector.base_url) == ("acme", "https://api.example.com")
        assert d.connector.client_id == "quay"
        assert d.connector.password.reveal() == "t!de-made-up"
        if step is Step.CLIENT:
            assert d.field("client_id").value == "quay"
        await d.press("ctrl+z")
        await d.until(lambda: d.connector == before, "as it was")
        await d.on_step(step)
        await d.press("ctrl+z")
        assert d.connector == before


async def test_after_another_change_the_filling_is_not_undone() -> None:
    async with wizard(Connector(client_id="old"), Step.CLIENT) as d:
        await paste_box(d)
        await d.paste(CURL)
        await explained(d, "Recognized: curl.")
        await d.press("ctrl+n")
        await d.on_step(Step.CLIENT)
        await d.fill("client_id", "typed")
        await d.press("ctrl+z")
        assert d.connector.client_id == "quay"
        assert d.connector.username == "ferry"


async def test_a_response_from_a_step_is_explained_and_fills_nothing() -> None:
    async with wizard(Connector(client_id="old"), Step.CLIENT) as d:
        await paste_box(d)
        await d.paste('HTTP/1.1 401 Unauthorized\n\n{"error":"invalid_client"}')
        await explained(d, "✗ ")
        assert not is_offered(d)
        await d.press("escape")
        await d.on_step(Step.CLIENT)
        assert d.connector == Connector(client_id="old")
