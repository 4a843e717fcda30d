"""A request that works is pasted: its fields are shown with their places, and one key fills the form."""

from __future__ import annotations

from tui.wizard.screens.explain import ExplainScreen
from tui.wizard.screens.start import StartScreen
from tui.wizard.steps import Step

from .driving import NARROW, Driver, wizard
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
