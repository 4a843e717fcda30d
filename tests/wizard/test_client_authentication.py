"""Step 5: the four choices by arrows, the credential headers, and the folded parts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.widgets import Collapsible, Select

from tui.form.steps import Step
from tui.oauth2.client_authentication import BasicEncoding, ClientAuthentication
from tui.oauth2.connector import AdditionalRow, RequestSettings
from tui.oauth2.proxy_url import ProxyUrl

from .driving import NARROW, WIDE, wizard
from .samples import COMPLETE

# The form's own wordings.
WORDINGS = [
    "(blank)",
    "OAuth 2.0 with Basic Auth Header set to client id and client secret",
    "OAuth 2.0 with Basic Auth Header set to username and password",
    "OAuth 2.0 with Request Body",
]
TALL = (120, 80)


async def test_the_choices_have_the_forms_wording_and_their_effect_and_arrows_choose() -> None:
    async with wizard(COMPLETE, Step.CLIENT_AUTHENTICATION, size=TALL) as d:
        first = "(•) (blank) Tries Basic Auth first, then Request Body."
        await d.sees(first, *WORDINGS, within="#client-authentication")
        assert d.seen("#client-authentication").count("( )") == 3
        chosen = []
        for _ in range(4):
            await d.press("down")
            chosen.append(d.connector.client_authentication)
        assert chosen == [
            ClientAuthentication.BASIC,
            ClientAuthentication.BASIC_USER,
            ClientAuthentication.REQUEST_BODY,
            ClientAuthentication.BLANK,
        ]
        await d.press("up")
        await d.sees("(•) OAuth 2.0 with Request Body", within="#client-authentication")
        await d.shows("client_id=abcd-1234", "#preview-text")
        await d.press("enter")
        await d.on_step(Step.REVIEW)


async def test_next_passes_over_empty_rows_which_are_a_button_away_and_back_likewise() -> None:
    async with wizard(COMPLETE, Step.CLIENT_AUTHENTICATION) as d:
        await d.sees("Optional: Headers Scope, other data", within="#no-rows-yet")
        await d.sees("Review", within="#next")
        await d.press("enter")
        await d.on_step(Step.REVIEW)
        await d.press("escape")
        await d.on_step(Step.CLIENT_AUTHENTICATION)
        await d.click("#no-rows-yet Button:last-of-type")
        await d.on_step(Step.ADDITIONAL_REQUEST_DATA)
    with_a_row = replace(COMPLETE, additional_request_data=(AdditionalRow("scope", "read"),))
    async with wizard(with_a_row, Step.CLIENT_AUTHENTICATION) as d:
        await d.press("enter")
        await d.on_step(Step.ADDITIONAL_HEADERS)
        assert "Optional" not in d.seen()
        await d.press("enter", "enter")
        await d.on_step(Step.REVIEW)
        await d.press("escape")
        await d.on_step(Step.ADDITIONAL_REQUEST_DATA)


async def test_a_click_chooses() -> None:
    async with wizard(COMPLETE, Step.CLIENT_AUTHENTICATION, size=WIDE) as d:
        await d.pilot.click("#client-authentication", offset=(5, 3))
        await d.until(
            lambda: d.connector.client_authentication is ClientAuthentication.BASIC, "Basic is chosen"
        )


async def test_the_credential_headers_can_be_turned_off() -> None:
    async with wizard(COMPLETE, Step.CLIENT_AUTHENTICATION, size=WIDE) as d:
        await d.sees("Client-Id: abcd-1234", within="#preview")
        await d.press("tab", "space")
        await d.until(lambda: "Client-Id" not in d.seen("#preview"), "the headers are gone")
        assert not d.connector.request.credential_headers


async def test_the_folded_parts_open_and_reach_the_connector() -> None:
    async with wizard(COMPLETE, Step.CLIENT_AUTHENTICATION, size=TALL) as d:
        await d.press("tab", "tab", "enter")
        await d.sees("Header Auth Key", within="#form")
        await d.fill("custom_grant_type", "client_credentials")
        await d.shows("grant_type=client_credentials", "#preview-text")
        await d.fill("response.access_token_key", "")
        await d.press("ctrl+n")
        await d.sees("This field is required when the Response Type is Json. It is usually access_token.")
        await d.focus_is("response.access_token_key")
        await d.press("ctrl+g", "ctrl+g")
        await d.fill("response.access_token_key", "data.token")
        d.app.screen.query_one("#sending", Collapsible).collapsed = False
        for select in d.app.screen.query(Select):
            if select.name == "request.basic_encoding":
                await d.focus_on(select)
        await d.press("enter", "down", "enter")
        await d.until(
            lambda: d.connector.request.basic_encoding is BasicEncoding.RAW, "the encoding is chosen"
        )
        await d.fill("request.proxy", "proxy.example.com")
        await d.press("ctrl+n")
        await d.focus_is("request.proxy")
        await d.on_step(Step.CLIENT_AUTHENTICATION)
        assert d.connector.response.access_token_key == "data.token"


async def test_what_is_out_of_the_ordinary_is_unfolded_at_once() -> None:
    async with wizard(replace(COMPLETE, header_auth_key="X-Key"), Step.CLIENT_AUTHENTICATION) as d:
        assert not d.app.screen.query_one("#blank-fields", Collapsible).collapsed
        assert d.app.screen.query_one("#sending", Collapsible).collapsed


async def test_a_refused_field_in_a_folded_part_is_unfolded_and_focused() -> None:
    connector = replace(COMPLETE, request=RequestSettings(proxy=ProxyUrl("proxy.example.com")))
    async with wizard(connector, Step.CLIENT_AUTHENTICATION) as d:
        await d.press("ctrl+n")
        await d.focus_is("request.proxy")
        await d.sees("Write the proxy as http://host:port or https://host:port.", within="#form")


async def test_of_a_proxy_the_password_alone_is_masked_from_its_first_letter_on() -> None:
    async with wizard(COMPLETE, Step.CLIENT_AUTHENTICATION, size=TALL) as d:
        d.app.screen.query_one("#sending", Collapsible).collapsed = False
        proxy = d.field("request.proxy").input
        await d.focus_on(proxy)
        await d.paste("http://me:3128")
        await d.sees("http://me:3128", within="#field-request-proxy")
        await d.press("home", "shift+end", "ctrl+c")
        await d.until(lambda: d.app.clipboard == "http://me:3128", "what holds no secret is copied")
        await d.press("end")
        for key, after in {"x": "", "@": "@", "h": "@h"}.items():
            await d.press(key)
            await d.sees(f"http://me:•••••{after}", within="#field-request-proxy")
        assert d.connector.request.proxy.reveal() == "http://me:3128x@h"

        # Longer than its line, it is shown below as a whole, and masked there too.
        await d.paste("." + "long" * 40)
        await d.until(
            lambda: d.content("#field-request-proxy .field-notes").startswith("http://me:•••••@h.longlong"),
            "it is shown as a whole",
        )
        await d.press("home", "shift+end", "ctrl+c", "ctrl+x")
        await d.sees("Not copied: the value is masked. Ctrl+R reveals it.")
        assert d.app.clipboard == "http://me:3128"
        assert "3128x" not in d.seen()
        assert "3128x" not in d.app.export_screenshot()

        await d.press("ctrl+r")
        await d.sees("http://me:3128x@h.", within="#field-request-proxy")
        await d.press("ctrl+c")
        await d.until(lambda: d.app.clipboard.startswith("http://me:3128x@h."), "copied")
        await d.press("ctrl+r")
        await d.until(lambda: "3128x" not in d.seen(), "masked again")


async def test_a_timeout_out_of_the_list_is_kept() -> None:
    connector = replace(COMPLETE, request=RequestSettings(timeout=7.5))
    async with wizard(connector, Step.CLIENT_AUTHENTICATION, size=TALL) as d:
        d.app.screen.query_one("#sending", Collapsible).collapsed = False
        await d.sees("7.5 seconds", within="#form")
        assert d.connector.request.timeout == 7.5


@pytest.mark.parametrize("size", [NARROW, WIDE, TALL])
async def test_paging_through_the_screen_chooses_nothing(size: tuple[int, int]) -> None:
    async with wizard(COMPLETE, Step.CLIENT_AUTHENTICATION, size=size) as d:
        await d.focus_is("client-authentication")
        for key in ("pagedown", "pagedown", "pagedown", "pageup", "pageup", "pageup"):
            await d.press(key)
            assert d.connector == COMPLETE
        await d.press("down")
        await d.until(lambda: d.connector != COMPLETE, "an arrow chooses")
