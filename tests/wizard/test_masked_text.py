"""The paste box: secrets in it are masked until they are revealed, and fill the form as they were pasted."""

from __future__ import annotations

from rich.cells import cell_len
from textual.widgets import TextArea

from tui.oauth2.connector import Connector
from tui.wizard.screens.explain import ExplainScreen
from tui.wizard.widgets.pasted.pasted_text import PastedText

from .driving import WIDE, Driver, wizard

SECRET, PASSWORD = "made-up-Zq7-key", "made-up-pa55-wörd"
CURL = (
    f"curl -d grant_type=password -d client_id=abcd-1234 -d client_secret={SECRET} \\\n"
    f" -d username=svc.connector --data-urlencode 'password={PASSWORD}' https://idp.example.com/t"
)
TICKET = f"Client ID: abcd-1234\nClient Secret:\n{SECRET}\nToken URL: https://idp.example.com/t\n"


async def opened(d: Driver, text: str) -> PastedText:
    await d.press("p")
    await d.on_screen(ExplainScreen)
    await d.paste(text)
    await d.sees("abcd-1234", within="#explained")
    return d.app.screen.query_one("#pasted", PastedText)


def seen(pasted: TextArea) -> str:
    return "\n".join(pasted.get_line(row).plain for row in range(pasted.document.line_count))


async def test_secrets_are_masked_in_place_and_revealed_by_a_key() -> None:
    for text in (CURL, TICKET):
        async with wizard(size=WIDE) as d:
            pasted = await opened(d, text)
            assert SECRET not in seen(pasted)
            assert PASSWORD not in seen(pasted)
            assert len(seen(pasted)) == len(text.rstrip("\n")) + text.count("\n", -1)
            assert "client_id=abcd-1234" in seen(pasted) or text is TICKET
            assert SECRET not in d.seen("#pasted")
            await d.press("ctrl+r")
            await d.sees(SECRET, within="#pasted")
            await d.press("ctrl+r")
            await d.until(lambda: SECRET not in d.seen("#pasted"), "it is masked again")


async def test_the_form_gets_what_was_pasted_and_not_the_mask() -> None:
    async with wizard(size=WIDE) as d:
        await opened(d, CURL)
        await d.press("ctrl+n")
        await d.until(lambda: d.connector != Connector(), "the form is filled")
        assert (d.connector.client_secret.reveal(), d.connector.password.reveal()) == (SECRET, PASSWORD)


async def test_a_masked_secret_is_neither_copied_nor_cut() -> None:
    async with wizard(size=WIDE) as d:
        pasted = await opened(d, CURL)
        pasted.select_all()
        pasted.action_copy()
        pasted.action_cut()
        await d.until(lambda: len(d.notes) == 2, "both are told")
        assert d.app.clipboard == ""
        assert pasted.text == CURL
        pasted.revealed = True
        pasted.action_copy()
        assert d.app.clipboard == CURL


async def test_what_is_wide_or_unknown_stays_where_it_is() -> None:
    text = "curl -d 'client_id=abcd-1234&client_secret=漢字かな交じり&scope=漢' https://idp.example.com/t"
    async with wizard(size=WIDE) as d:
        pasted = await opened(d, text)
        assert pasted.get_line(0).cell_len == cell_len(text)
        assert "scope=漢'" in seen(pasted)
        assert "漢字" not in seen(pasted)
        pasted.move_cursor(pasted.document.end)
        await d.press("x")
        await d.until(lambda: pasted.text == f"{text}x", "it is edited at its end")
