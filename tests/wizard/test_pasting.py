"""A paste is taken whole and to the letter; what is unseen in it is pointed out, and trimmed on request."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tui.form.steps import Step
from tui.oauth2.connector import Connector

from .driving import wizard
from .samples import COMPLETE

PASTES = [
    ("  abcd-1234", "It begins with 2 spaces.", "abcd-1234"),
    ("abcd-1234\n", "It ends with a line break.", "abcd-1234"),
    ("\n\nabcd-1234", "It begins with 2 line breaks.", "abcd-1234"),
    ("ab\ncd", "It contains a line break.", "abcd"),
    ("ab\u200bcd", "It contains a zero-width space.", "abcd"),
    ("\ufeffabcd", "It begins with a byte order mark.", "abcd"),
    ("ab\xa0cd", "It contains a no-break space.", "ab cd"),
    ("ab cd\t", "It ends with a tab.", "ab cd"),
    ("\x1b[31mred", "It begins with a U+001B.", "[31mred"),
]
"""What is pasted, what is said of it, and what a trim leaves."""


async def test_a_paste_is_taken_whole_pointed_out_and_trimmed_on_one_key_alone() -> None:
    async with wizard(Connector(), Step.CLIENT) as d:
        await d.focus_is("client_id")
        for pasted, said, trimmed in PASTES:
            field = d.field("client_id")
            field.input.select_all()
            await d.paste(pasted)
            await d.until(lambda: d.connector.client_id == pasted, f"{pasted!r} is taken")  # noqa: B023
            await d.sees(f"! {said} Kept as is; press Ctrl+T to trim it.", within="#field-client-id")
            await d.press("tab", "shift+tab")
            assert d.connector.client_id == pasted
            await d.press("ctrl+t")
            await d.until(lambda: d.connector.client_id == trimmed, f"{trimmed!r} is left")  # noqa: B023
            await d.until(lambda: "Kept as is" not in d.seen("#field-client-id"), "nothing is said")


@pytest.mark.parametrize("pasted", ["\n\nsecret\n", "two\nlines", "p+q/r=s&t%u:v w ü東🔑"])
async def test_a_secret_is_pasted_whole_too(pasted: str) -> None:
    async with wizard(Connector(client_id="abcd"), Step.CLIENT) as d:
        await d.focus_is("client_secret")
        await d.paste(pasted)
        await d.until(lambda: d.connector.client_secret.reveal() == pasted, "it is taken")
        await d.sees("•" * len(pasted), within="#field-client-secret")


@pytest.mark.parametrize("line_break", ["\r", "\r\n", "\x85", "\u2028", "\u2029"])
async def test_whatever_the_terminal_makes_of_a_line_break_it_is_one(line_break: str) -> None:
    async with wizard(Connector(), Step.CLIENT) as d:
        await d.focus_is("client_id")
        await d.paste(f"{line_break}ab{line_break}{line_break}cd{line_break}")
        await d.until(lambda: d.connector.client_id == "\nab\n\ncd\n", "line feeds")
        await d.sees(
            "It begins with a line break, ends with a line break, contains 2 line breaks.",
            within="#field-client-id",
        )
        d.field("client_id").input.select_all()
        d.app.copy_to_clipboard(f"x{line_break}y")
        await d.press("ctrl+v")
        await d.until(lambda: d.connector.client_id == "x\ny", "from the app's own clipboard too")


async def test_a_paste_goes_where_the_cursor_is_and_replaces_the_selection() -> None:
    async with wizard(Connector(client_id="ad"), Step.CLIENT) as d:
        await d.focus_on(d.field("client_id").input)
        await d.press("home", "right")
        await d.paste("b\n")
        await d.paste("c")
        await d.until(lambda: d.connector.client_id == "ab\ncd", "pasted in the middle")
        await d.press("x")
        await d.until(lambda: d.connector.client_id == "ab\ncxd", "the cursor stands behind it")
        await d.press("home", "shift+right", "shift+right", "shift+right")
        await d.paste("_")
        await d.until(lambda: d.connector.client_id == "_cxd", "the selection is replaced")


async def test_what_cannot_be_seen_is_drawn_as_one_sign_each() -> None:
    async with wizard(Connector(), Step.CLIENT) as d:
        await d.focus_is("client_id")
        await d.paste("a\n\x1b\x7f\xa0\u202e\u200b\ud800東b")
        await d.sees("a␊␛␡␣���東b", within="#field-client-id")


async def test_ctrl_t_trims_the_first_field_that_needs_it_when_the_focus_is_elsewhere() -> None:
    async with wizard(replace(COMPLETE, username=" svc "), Step.RESOURCE_OWNER) as d:
        await d.focus_on(d.app.screen.query_one("#next"))
        await d.press("ctrl+t")
        await d.until(lambda: d.connector.username == "svc", "trimmed")


async def test_a_value_that_no_header_can_carry_says_the_way_out() -> None:
    async with wizard(COMPLETE, Step.CLIENT) as d:
        await d.fill("client_id", "abcd\n")
        await d.press("ctrl+n")
        await d.sees(
            "The value contains a line break, which the header Client-Id can't carry. "
            "Trim it, or turn off the credential headers.",
            within="#field-client-id",
        )
        await d.press("ctrl+t")
        await d.until(lambda: "can't carry" not in d.seen("#form"), "the message is gone")
