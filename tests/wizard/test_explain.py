"""Explain: a response from a ticket is pasted, and its diagnosis is there at once. Nothing is sent."""

from __future__ import annotations

import json
import threading
from typing import Final

import pytest
from textual.widgets import TextArea

from tests.interchange.ask.outputs import printed
from tui import user_rules
from tui.diagnosis.rules.rule import Rule
from tui.errors import ConnectorDoctorError
from tui.form.steps import Step
from tui.plain_text import plain_text
from tui.wizard.screens.explain import ExplainScreen
from tui.wizard.screens.start import StartScreen
from tui.wizard.widgets.pasted.pasted_text import PastedText

from .driving import NARROW, WIDE, Driver, wizard
from .samples import BASIC, COMPLETE, attempt, record
from .test_hostile_words import HOSTILE, check_screen

REFUSED_CLIENT: Final = (
    "HTTP/1.1 401 Unauthorized\r\nContent-Type: application/json\r\n\r\n"
    '{"error":"invalid_client","error_description":"Client authentication failed."}'
)
CURL_LOG: Final = """* Connected to idp.example.com (127.0.0.1) port 443
* SSL connection using TLSv1.3
> POST /oauth2/token HTTP/1.1
> Host: idp.example.com
> Accept: */*
>
< HTTP/1.1 429 Too Many Requests
< Retry-After: 30
<
{"error":"too_many_requests"}
* Connection #0 to host idp.example.com left intact
"""


async def explain(d: Driver) -> None:
    """Open the screen as a user does."""
    await d.press("p")
    await d.on_screen(ExplainScreen)
    await d.focus_is("pasted")


async def explained(d: Driver, *words: str) -> None:
    for text in words:
        await d.sees(text, within="#explained")


def pasted(d: Driver) -> str:
    return d.app.screen.query_one("#pasted", TextArea).text


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_paste_is_explained_at_once_and_esc_leads_back(size: tuple[int, int]) -> None:
    async with wizard(size=size) as d:
        await explain(d)
        assert d.seen("#explained") == ""
        await d.paste(REFUSED_CLIENT)
        await explained(d, "bytes ✗ The server does not accept the client. Fix: ")
        assert "Status 401" in d.seen("#explained")
        await d.press("escape")
        await d.on_screen(StartScreen)
        assert d.app.journey.record is None


async def test_another_paste_takes_the_place_of_the_first() -> None:
    async with wizard(size=WIDE) as d:
        await explain(d)
        await d.paste(REFUSED_CLIENT)
        await explained(d, "Status 401")
        await d.paste('{"error":"invalid_grant"}')
        await explained(d, "Status unknown", "account")
        assert pasted(d) == '{"error":"invalid_grant"}'
        assert "The server does not accept the client." not in d.seen("#explained")


OF_AN_API: Final = (
    'HTTP/1.1 401 No\nWWW-Authenticate: Bearer error="invalid_token"\n\n{"message":"Jwt is expired"}'
)


async def test_a_response_is_read_in_the_other_phase_by_key_and_button() -> None:
    async with wizard(size=WIDE) as d:
        await explain(d)
        await d.paste('HTTP/1.1 403 Forbidden\n\n{"message":"Insufficient scope"}')
        await explained(d, "Status 403")
        assert "· of the API" not in d.seen("#explained")
        await d.press("ctrl+t")
        await explained(d, "· of the API", "scope")
        await d.click("#other-phase")
        await d.until(lambda: "· of the API" not in d.seen("#explained"), "the token endpoint's again")


async def test_a_response_that_only_an_api_sends_is_read_as_one_and_says_so() -> None:
    async with wizard(size=WIDE) as d:
        await explain(d)
        await d.paste(OF_AN_API)
        await explained(d, "· of the API", "Press Ctrl+T to read it as a response of the token endpoint.")
        await d.press("ctrl+t")
        await d.until(lambda: "· of the API" not in d.seen("#explained"), "the token endpoint's")
        await d.press("escape")
        await d.on_screen(StartScreen)
        await explain(d)
        await explained(d, "Status 401")
        assert "· of the API" not in d.seen("#explained")
        await d.press("ctrl+l")
        await d.paste(OF_AN_API)
        await explained(d, "· of the API")


async def test_a_pasted_request_is_called_one() -> None:
    async with wizard(size=WIDE) as d:
        await explain(d)
        await d.paste("curl https://idp.example.com/token -d grant_type=password")
        await explained(d, "A request, without its response", "This is a request, not a response.")


async def test_clear_empties_both_sides_for_the_next() -> None:
    async with wizard(size=WIDE) as d:
        await explain(d)
        for by_key in (True, False):
            await d.paste(REFUSED_CLIENT)
            await explained(d, "Status 401")
            await (d.press("ctrl+l") if by_key else d.click("#clear"))
            await d.until(lambda: d.seen("#explained") == "", "nothing is explained")
            assert pasted(d) == ""
            await d.focus_is("pasted")


async def test_all_kinds_of_pastes() -> None:
    async with wizard(size=WIDE) as d:
        await explain(d)
        for text, words in (
            (CURL_LOG, ("Status 429", "✗ ")),
            (
                '{"access_token":"made-up-7c1d","token_type":"Bearer"}',
                ("Status unknown", "the token request worked"),
            ),
            ("500 Internal Server Error\n<html><h1>Oops</h1></html>", ("Status 500", "✗ ")),
            ("AADSTS50126: Error validating credentials", ("Status unknown", "✗ ")),
        ):
            await d.paste(text)
            await explained(d, *words)
        await d.paste(" \n\t ")
        await d.until(lambda: d.seen("#explained") == "", "of blanks nothing is said")


async def test_what_is_typed_is_explained_too() -> None:
    async with wizard(size=WIDE) as d:
        await explain(d)
        await d.paste('HTTP/1.1 401 Unauthorized\n\n{"error":"invalid_client')
        await explained(d, "Status 401")
        await d.press("down", "down", "end", '"', "}")
        await explained(d, "The server does not accept the client.")
        assert pasted(d).endswith('invalid_client"}')


async def test_a_token_in_the_paste_is_masked_in_what_is_explained() -> None:
    async with wizard(size=WIDE) as d:
        await explain(d)
        await d.paste('{"accessToken":"made-up-7c1d-and-more"}')
        await explained(d, "✗ ")
        await d.focus_on(d.app.screen.query_one("CollapsibleTitle"))
        await d.press("enter")
        await explained(d, "Seen: ")
        assert "7c1d" not in d.seen("#explained")


async def test_hostile_words_are_shown_harmless_and_are_diagnosed_as_they_were() -> None:
    answer = json.dumps({"error": "invalid_client", "error_description": HOSTILE}, ensure_ascii=False)
    coloured = f"\x1b[1mHTTP/1.1 401 Unauthorized\x1b[0m\n\n{answer}\ud800"
    async with wizard(size=WIDE) as d:
        await explain(d)
        await d.paste(coloured)
        # A terminal's colours would hide the status line, were they not taken away.
        await explained(d, "Status 401", "The server does not accept the client.")
        assert pasted(d) == plain_text(coloured)
        check_screen(d)
        await d.focus_on(d.app.screen.query_one("CollapsibleTitle"))
        await d.press("enter")
        await explained(d, "Seen: ")
        check_screen(d)


@pytest.mark.parametrize("line", ["x" * 65_536, "<p>Please sign in</p>\n"], ids=["one line", "lines"])
async def test_a_huge_paste_is_read_whole_and_shown_in_part(line: str) -> None:
    body = line * (2 * 1_048_576 // len(line)) + "</html>"
    async with wizard(size=WIDE) as d:
        await explain(d)
        await d.paste(f"HTTP/1.1 502 Bad Gateway\nServer: x\n\n{body}")
        await explained(d, "Status 502")
        # Laid out whole, the text area took some ten seconds for a key.
        assert len(pasted(d)) < 70_000
        assert pasted(d).endswith("more characters")
        await d.press("left", "ctrl+l")
        await d.until(lambda: d.seen("#explained") == "", "cleared")


@pytest.mark.parametrize("edited", [False, True])
async def test_what_was_pasted_is_there_again_after_esc(edited: bool) -> None:
    async with wizard(size=WIDE) as d:
        await explain(d)
        await d.paste(REFUSED_CLIENT)
        await explained(d, "Status 401")
        if edited:
            await d.press("ctrl+home", "x")
        before = pasted(d)
        await d.press("escape")
        await d.on_screen(StartScreen)
        await explain(d)
        await d.until(lambda: pasted(d) == before, "the text")
        assert before.startswith("x" if edited else "HTTP")
        await explained(d, "Status" if edited else "Status 401")
        await d.press("ctrl+l", "escape")
        await explain(d)
        assert pasted(d) == ""


async def test_the_rules_are_read_in_a_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """To read them takes up to a second, and the first letter would wait for it."""
    threads: list[threading.Thread] = []

    def slow() -> tuple[Rule, ...]:
        threads.append(threading.current_thread())
        raise ConnectorDoctorError("a rule of your own can't be read")

    monkeypatch.setattr(user_rules, "all_rules", slow)
    async with wizard(size=WIDE) as d:
        await explain(d)
        await d.paste(REFUSED_CLIENT)
        await explained(d, "Status 401")
        assert threading.main_thread() not in threads
        await d.sees("a rule of your own can't be read")


AADSTS = (
    "HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nCache-Control: no-store\r\n\r\n"
    '{"error":"invalid_grant",\r\n"error_description":"AADSTS50126: Invalid username or password."}'
)


async def test_a_paste_is_read_alike_whatever_the_terminal_made_of_its_line_breaks() -> None:
    async with wizard(size=WIDE) as d:
        await explain(d)
        for line_break in ("\r", "\n", "\r\n", "\r\r", "\r\r\n", "\x85", "\u2028", "\u2029"):
            await d.paste(AADSTS.replace("\r\n", line_break))
            await explained(d, "Status 400 · 2 headers · JSON body, ", "does not accept this username")
            assert pasted(d).splitlines()[0] == "HTTP/1.1 400 Bad Request", ascii(line_break)
            assert "malformed" not in d.seen("#explained"), ascii(line_break)
            await d.press("ctrl+l")
            await d.until(lambda: d.seen("#explained") == "", "cleared")
            await d.focus_is("pasted")


async def test_what_a_paste_replaced_or_clear_removed_comes_back() -> None:
    async with wizard() as d:
        await d.press("p")
        await d.on_screen(ExplainScreen)
        text = d.app.screen.query_one("#pasted", PastedText)
        await d.paste("first\r\nline")
        await d.press("s")
        await d.paste("second")
        assert text.text == "second"
        await d.press("ctrl+z")
        assert text.text == text.whole == "sfirst\nline"
        await d.press("ctrl+l")
        assert text.text == ""
        await d.press("ctrl+z")
        assert text.text == "sfirst\nline"


async def test_what_a_customers_script_printed_is_read_beside_the_run() -> None:
    refused = attempt(401, {"error": "invalid_client"}, method=BASIC)
    async with wizard(COMPLETE, Step.REVIEW, size=WIDE) as d:
        d.app.set_record(record(refused))
        await d.press("ctrl+y")
        await d.on_screen(ExplainScreen)
        await d.focus_is("pasted")
        await d.paste(printed())
        await explained(d, "output of ask", "beside the run", "idp.example.com")
