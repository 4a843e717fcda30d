"""The live preview: there on wide terminals alone, growing with each key, of a half-filled connector too."""

from __future__ import annotations

from tui.form.steps import Step
from tui.oauth2.connector import Connector
from tui.wizard.widgets.request_preview import RequestPreview

from .driving import wizard
from .samples import COMPLETE


async def test_the_preview_grows_with_each_key_and_follows_the_width() -> None:
    async with wizard(Connector(), Step.CLIENT, size=(112, 30)) as d:
        await d.sees("POST / HTTP/1.1", within="#preview")
        await d.press("a", "b")
        await d.sees("Client-Id: ab ", within="#preview")
        await d.press("backspace")
        await d.sees("Client-Id: a ", within="#preview")
        await d.fill("client_secret", "made up")
        await d.sees("Client-Secret: ••••••••", within="#preview")
        await d.sees("Authorization: Basic ••••••••", within="#preview")
        await d.sees("Basic Auth (first of 2 attempts)", within="#preview")

        await d.pilot.resize_terminal(111, 30)
        await d.until(lambda: not d.app.screen.query_one(RequestPreview).display, "no preview")
        await d.fill("client_id", "typed while it was hidden")
        await d.pilot.resize_terminal(112, 30)
        await d.sees("Client-Id: typed while it was hidden", within="#preview")


async def test_the_preview_shows_the_url_and_hides_the_secrets_in_it() -> None:
    async with wizard(COMPLETE, Step.TOKEN_ENDPOINT, size=(130, 30)) as d:
        for typed, target in (
            ("https://idp.example.com/token?x=1", "POST /token?x=1 HTTP/1.1 Host: idp.example.com "),
            ("https://idp.example.com/?api_key=made-up-9", "POST /?api_key=•••••••• HTTP/1.1"),
            ("https://[", "HTTP/1.1 Host: Content-Type"),
            ("https://[/y]@x[/$z]", "HTTP/1.1 Host: Content-Type"),
        ):
            await d.fill("token_url", typed)
            await d.sees(target, within="#preview")


async def test_review_result_and_save_have_no_preview() -> None:
    async with wizard(COMPLETE, Step.REVIEW, size=(130, 40)) as d:
        for step in (Step.REVIEW, Step.RESULT, Step.SAVE):
            await d.go_to(step)
            assert not d.app.screen.query(RequestPreview)
