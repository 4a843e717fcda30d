"""Review: each attempt's request as it goes over the wire, warnings, and the way to what is missing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Static, TabbedContent

from tui.form.steps import Step
from tui.interchange.curl import curl_command
from tui.interchange.http_text import http_text
from tui.oauth2.assembly import assemble
from tui.oauth2.client_authentication import ClientAuthentication
from tui.oauth2.connector import AdditionalRow, Connector
from tui.profiles.reading import load_profile
from tui.wizard.screens.dialogs.secrets_dialog import SecretsDialog

from .driving import WIDE, Driver, wizard
from .samples import BASIC, BODY, CLIENT_SECRET, COMPLETE, put


def request_texts(d: Driver) -> list[str]:
    return [str(static.content) for static in d.app.screen.query(".request-text").results(Static)]


async def test_each_attempt_is_shown_as_it_is_exported_masked_and_revealed_as_http_and_curl() -> None:
    requests = [assemble(COMPLETE, method) for method in (BASIC, BODY)]
    async with wizard(COMPLETE, Step.REVIEW, size=WIDE) as d:
        await d.sees("1 Basic Auth 2 Request Body", within="#attempts")
        assert request_texts(d) == [http_text(request, None) for request in requests]
        await d.sees("POST /oauth2/token HTTP/1.1 Host: idp.example.com", within="#attempts")
        assert CLIENT_SECRET not in d.seen()

        await d.press("ctrl+r")
        await d.sees(f"Client-Secret: {CLIENT_SECRET}", within="#attempts")
        assert request_texts(d) == [http_text(request, None, reveal=True) for request in requests]

        await d.press("c")
        await d.sees("curl --disable --config -", within="#attempts")
        assert request_texts(d) == [curl_command(request, reveal=True) for request in requests]
        await d.sees("As HTTP (c)", within="#navigation")
        await d.press("ctrl+r")
        await d.until(lambda: CLIENT_SECRET not in d.seen(), "masked again")
        assert request_texts(d) == [curl_command(request) for request in requests]

        await d.click("#curl")
        await d.sees("POST /oauth2/token HTTP/1.1", within="#attempts")
        d.app.screen.query_one(TabbedContent).active = "attempt-2"
        await d.sees("password=••••••••&client_id=", within="#attempts")


async def test_the_way_is_told_before_it_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    async with wizard(COMPLETE, Step.REVIEW, size=WIDE) as d:
        await d.shows("Directly to idp.example.com:443", "#route")
        monkeypatch.setenv("HTTPS_PROXY", "http://me:s3cret-made-up@env.example.com:3128")
        d.app.set_value("request.trust", "system")
        await d.shows(
            "Through the proxy env.example.com:3128 (from HTTPS_PROXY in the environment), "
            "trusting this machine's own store",
            "#route",
        )
        monkeypatch.setenv("NO_PROXY", "example.com")
        d.app.set_value("request.trust", "/etc/\x1bca.pem")
        await d.shows(
            "Directly to idp.example.com:443 (NO_PROXY exempts this host), trusting the CA file /etc/␛ca.pem",
            "#route",
        )
        d.app.set_value("request.trust", "public")
        d.app.set_value("request.proxy", "http://me:s3cret-made-up@[::1]:3128")
        await d.shows("Through the proxy [::1]:3128 (from Proxy on step 5)", "#route")
        assert d.content("#route").endswith("step 5)")

        # What can't be used is told here, and not by its failure; a broken setting is among the problems.
        d.app.set_value("request.proxy", "")
        monkeypatch.delenv("NO_PROXY")
        monkeypatch.setenv("HTTPS_PROXY", "socks5://me:s3cret-made-up@env")
        d.app.set_value("request.timeout", 5.0)
        await d.sees(
            "✗ The environment's proxy can't be used. HTTPS_PROXY: Write the proxy as",
            "Set Proxy on step 5.",
            within="#route",
        )
        d.app.set_value("request.proxy", "socks5://me:s3cret-made-up@env")
        await d.sees("✗ Proxy: Write the proxy as http://host:port", within="#problems")
        assert d.content("#route") == ""
        assert "s3cret" not in d.app.export_screenshot()


async def test_a_proxy_that_is_asked_for_and_was_not_given_is_not_passed_over_in_silence(
    folder: Path,
) -> None:
    path = put(folder / "acme.toml", '[request]\nproxy = { from = "prompt" }')
    profile = replace(
        load_profile(path), connector=replace(COMPLETE, request=load_profile(path).connector.request)
    )
    async with wizard(profile=profile, size=WIDE) as d:
        await d.on_screen(SecretsDialog)
        await d.sees("Proxy The proxy's URL: http://user:password@host:port", within="#dialog")
        await d.paste("http://me:s3cret-made-up@h")
        await d.sees("http://me:••••••••••••••@h")
        await d.press("escape")
        await d.sees("Discard what you typed?")
        await d.press("right", "enter")
        await d.on_step(Step.REVIEW)
        await d.shows("! The profile's proxy was not entered. Set Proxy on step 5.", "#route")
        d.app.begin_with(profile)
        await d.on_screen(SecretsDialog)
        await d.focus_is("secret.0")
        await d.paste("http://me:s3cret-made-up@h")
        await d.press("enter")
        await d.shows("Through the proxy h:80 (from Proxy on step 5)", "#route")
        assert "!" not in d.content("#route")
        assert not d.app.journey.has_unsaved_work
        await d.go_to(Step.SAVE)
        await d.sees("Proxy ask each time", within="#main")


async def test_one_method_is_one_tab() -> None:
    connector = replace(COMPLETE, client_authentication=ClientAuthentication.BASIC_USER)
    async with wizard(connector, Step.REVIEW) as d:
        await d.sees("1 Basic Auth with the user", within="#attempts")
        assert len(request_texts(d)) == 1


async def test_warnings_stand_above_the_request() -> None:
    connector = replace(
        COMPLETE,
        token_url="http://idp.example.com/token",
        custom_grant_type="client_credentials",
        additional_headers=(AdditionalRow("Accept", "*/*"),),
    )
    async with wizard(connector, Step.REVIEW, size=WIDE) as d:
        await d.sees(
            "! The token URL uses http, so anyone on the network can read the secrets.",
            "Oauth2 Custom Grant Type is filled in, but should be blank for this grant.",
            "The row “Accept” replaces what the connector sends with another value.",
            within="#warnings",
        )
        await d.shows("Accept: */*   ← overrides the connector's own value", ".request-text")
        await d.focus_is("next")
        await d.sees("Send (s)", within="#navigation")


async def test_plain_http_to_this_machine_is_no_reason_to_warn() -> None:
    async with wizard(replace(COMPLETE, token_url="http://127.0.0.1:9/token"), Step.REVIEW) as d:
        await d.sees("POST /token", within="#attempts")
        assert d.content("#warnings") == ""


async def test_what_is_missing_is_listed_and_fix_leads_to_it() -> None:
    async with wizard(Connector(token_url="idp"), Step.REVIEW, size=WIDE) as d:
        await d.sees(
            "✗ Client ID: This field is required.",
            "✗ Password Grant Password: This field is required.",
            "✗ Oauth2 Token Url: The URL must begin with https:// (or http://).",
            within="#problems",
        )
        await d.sees("Fix (s)", within="#navigation")
        await d.press("enter")
        await d.on_step(Step.CLIENT)
        await d.focus_is("client_id")
        await d.sees("✗ This field is required.", within="#field-client-id")


async def test_fix_leads_into_a_folded_part_and_to_a_broken_row() -> None:
    broken = replace(COMPLETE, response=replace(COMPLETE.response, access_token_key=""))
    async with wizard(broken, Step.REVIEW) as d:
        await d.press("s")
        await d.on_step(Step.CLIENT_AUTHENTICATION)
        await d.focus_is("response.access_token_key")
        await d.sees("This field is required when the Response Type is Json", within="#form")
        await d.paste("access_token")
        d.app.set_value("additional_headers", (AdditionalRow("bad name", ""),))
        await d.press("f8")
        await d.on_step(Step.REVIEW)
        await d.sees("Additional Headers, row 1: The name contains a space", within="#problems")
        await d.press("s")
        await d.on_step(Step.ADDITIONAL_HEADERS)
        await d.focus_is("rows")


async def test_on_a_wide_screen_the_request_stands_beside_what_is_said_of_it() -> None:
    async with wizard(COMPLETE, Step.REVIEW, size=WIDE) as d:
        remarks, request = d.app.screen.query_one("#remarks"), d.app.screen.query_one("#attempts")
        for size, is_beside in ((WIDE, False), ((160, 40), True), ((200, 50), True)):
            await d.pilot.resize_terminal(*size)
            await d.until(lambda size=size: d.app.screen.size == size, f"{size}")  # type: ignore[misc]
            await d.drawn()
            assert (request.region.x >= remarks.region.right) == is_beside
            await d.sees("Directly to idp.example.com:443", "POST /oauth2/token HTTP/1.1")


async def test_a_request_with_many_warnings_can_still_be_read_on_a_small_terminal() -> None:
    rows = tuple(AdditionalRow(name, "x") for name in ("Accept", "Content-Type", "Host", "Username"))
    connector = replace(COMPLETE, token_url="http://idp.example.com/", additional_headers=rows)
    async with wizard(connector, Step.REVIEW) as d:
        await d.sees("The token URL uses http", within="#main")
        # Back to the request by keys.
        await d.press("shift+tab", "shift+tab", "shift+tab")
        await d.sees("POST / HTTP/1.1", within="#main")
