"""The wizard's help: the reference page by page, by keyboard alone, and no way out of it into a browser."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content
from textual.widgets import Markdown

from tests.cli_support import environment
from tui.docs.pages import TOPICS, read_page
from tui.docs.sections import find_sections
from tui.form.steps import Step
from tui.oauth2.connector import Connector
from tui.oauth2.form_fields import FORM_FIELDS, SETTING_LABELS, label_of
from tui.oauth2.secret import Secret
from tui.profiles.profile import Profile
from tui.profiles.secret_sources import FromPrompt
from tui.wizard.keys.help_here import about_field
from tui.wizard.screens.dialogs.help_dialog import HelpDialog
from tui.wizard.screens.dialogs.secrets_dialog import SecretsDialog
from tui.wizard.screens.explain import ExplainScreen
from tui.wizard.widgets.help_text import TableText, table_lines

from .driving import WIDE, Driver, wizard
from .samples import COMPLETE


async def open_help(d: Driver, key: str = "f1") -> None:
    await d.press(key)
    await d.on_screen(HelpDialog)
    await d.focus_is("help-page")


def help_dialog(d: Driver) -> HelpDialog:
    assert isinstance(d.app.screen, HelpDialog)
    return d.app.screen


async def shows_page(d: Driver, topic: str) -> None:
    await d.until(lambda: help_dialog(d).topic == topic, topic)
    if topic in TOPICS:
        await d.sees(read_page(topic).title, read_page(topic).summary.replace("`", ""))


async def test_the_arrows_turn_to_every_page_and_round() -> None:
    async with wizard(Connector(), Step.CONNECTOR, size=(60, 20)) as d:
        await open_help(d)
        for topic in TOPICS:
            await d.press("right")
            await shows_page(d, topic)
        await d.press("right")
        await shows_page(d, "here")
        await d.press("left")
        await shows_page(d, TOPICS[-1])
        await d.press("backspace")
        await shows_page(d, "here")


async def test_the_keys_scroll_to_the_end_and_back() -> None:
    async with wizard(Connector(), Step.CONNECTOR) as d:
        await open_help(d)
        await d.press("right")
        await shows_page(d, "keys")
        await d.press("end")
        await d.sees("then the help")
        await d.press("home")
        await d.sees("Every key of the wizard, screen by screen.", "Ctrl+P lists all actions")
        page = d.app.screen.query_one("#help-page")
        for key, back in (("down", "up"), ("pagedown", "pageup")):
            await d.press(key)
            await d.until(lambda: page.scroll_y > 0, f"{key} scrolls")
            await d.press(back)
            await d.until(lambda: page.scroll_y == 0, f"{back} scrolls back")


async def test_it_begins_with_the_focused_field_and_the_keys_of_the_screen() -> None:
    async with wizard(COMPLETE, Step.CLIENT, size=WIDE) as d:
        await d.press("tab")
        await d.focus_is("client_secret")
        await open_help(d)
        await d.sees("Client Secret", "the Value, shown only once", "AADSTS7000215", within="#help-page")
        await d.sees("Ctrl+R Reveal: Reveal or mask the secrets on this screen", within="#help-page")
        await d.press("escape")
        await d.focus_is("client_secret")
        for step, title, words in (
            (Step.TOKEN_ENDPOINT, "Oauth2 Token Url", "https://INSTANCE.service-now.com/oauth_token.do"),
            (Step.ADDITIONAL_HEADERS, "Oauth2 Custom Oauth Request Options Additional Headers", "APIKey"),
            (Step.CLIENT_AUTHENTICATION, "Oauth2 Client Authentication", "Zoom wants it."),
            (Step.REVIEW, "Review", "It names the proxy, if there is one."),
        ):
            await d.go_to(step)
            await open_help(d, "f12")
            await d.sees(title, words, within="#help-page")
            await d.press("escape")


async def test_a_secret_that_is_asked_for_is_explained_in_its_dialog() -> None:
    async with wizard(
        profile=Profile(replace(COMPLETE, password=Secret("")), {"password": FromPrompt()})
    ) as d:
        await d.on_screen(SecretsDialog)
        await open_help(d)
        await d.sees("Password Grant Password", "Reset My Security Token", within="#help-page")
        await d.press("escape")
        await d.on_screen(SecretsDialog)


async def test_each_screen_says_what_it_is_for() -> None:
    async with wizard() as d:
        await open_help(d)
        await d.sees("It lists the saved profiles with their host", "Keys here")
        await d.press("escape", "p")
        await d.on_screen(ExplainScreen)
        await open_help(d)
        await d.sees("takes whatever you were given. Nothing is sent.")


def test_every_field_and_setting_has_its_part_of_a_page() -> None:
    for key in (*FORM_FIELDS, *SETTING_LABELS):
        heading, text = about_field(label_of(key))
        assert heading == f"## {label_of(key)}"
        assert len(text) > len("It is not sent."), key
    assert [*about_field("Value")] == []


async def test_a_search_finds_sections_and_opens_the_one_that_is_chosen() -> None:
    async with wizard(COMPLETE, Step.CLIENT) as d:
        await open_help(d)
        await d.press("slash")
        await d.paste("lock account")
        await d.sees("The fields of the form › Password Grant Password")
        await d.press("down", "enter")
        await d.focus_is("help-page")
        assert help_dialog(d).topic in TOPICS
        await d.press("slash")
        await d.paste("client secret entra")
        await d.press("enter")
        await shows_page_part(d, "fields", "Client Secret")
        await d.press("slash")
        await d.paste("no such words anywhere")
        await d.sees("No page has all of: no such words anywhere")
        await d.press("enter", "escape")
        await shows_page_part(d, "fields", "Client Secret")
        await d.press("escape")
        await d.on_step(Step.CLIENT)


async def shows_page_part(d: Driver, topic: str, heading: str) -> None:
    await d.focus_is("help-page")
    await d.until(lambda: help_dialog(d).topic == topic, topic)
    await d.until(lambda: d.seen("#help-page").startswith(heading), heading)


async def test_the_list_of_pages_is_one_key_away_and_a_click_opens_one() -> None:
    async with wizard(COMPLETE, Step.CLIENT) as d:
        await open_help(d)
        await d.press("i")
        await d.sees("This screen", "The fields of the form")
        await d.press("down", "enter")
        await shows_page(d, "keys")
        await d.press("i")
        await d.focus_is("help-topics")
        await d.pilot.click("#help-topics", offset=(4, 2))
        await shows_page(d, TOPICS[1])


@pytest.mark.parametrize("size", [(60, 20), (100, 30), WIDE])
async def test_the_list_of_pages_stays_open_after_a_search(size: tuple[int, int]) -> None:
    async with wizard(COMPLETE, Step.CLIENT, size=size) as d:
        await open_help(d)
        await d.press("slash")
        await d.paste("entra")
        await d.sees("Client Secret", within="#help-topics")
        await d.press("down", "i")
        await d.focus_is("help-topics")
        await d.sees("This screen", "The fields of the form", within="#help-topics")
        await d.press("down", "enter")
        await shows_page(d, "keys")


async def test_backspace_closes_a_list_over_the_page_and_leads_back_from_one_beside_it() -> None:
    async with wizard(COMPLETE, Step.CLIENT, size=(100, 30)) as d:
        await open_help(d)
        await d.press("right", "right")
        await shows_page(d, "key-ids")
        await d.press("i", "backspace")
        await d.focus_is("help-page")
        await shows_page(d, "key-ids")
        await d.press("slash")
        await d.paste("entra")
        await d.press("down", "backspace")
        await d.focus_is("help-page")
        await shows_page(d, "key-ids")
        await d.press("i")
        await d.sees("This screen", within="#help-topics")  # nothing is searched for any more
        await d.press("escape", "backspace")
        await shows_page(d, "keys")
    async with wizard(COMPLETE, Step.CLIENT, size=WIDE) as d:
        await open_help(d)
        await d.press("right", "i", "backspace")
        await shows_page(d, "here")
        await d.focus_is("help-page")


@given(st.text(max_size=30))
def test_a_search_finds_what_holds_all_its_words_or_nothing(query: str) -> None:
    for section in find_sections(query):
        whole = f"{section.name}\n{section.text}".casefold()
        assert all(word in whole for word in query.casefold().split())
    assert bool(find_sections(query)) <= bool(query.split())


async def test_it_closes_and_gives_the_focus_back() -> None:
    async with wizard(Connector(), Step.CONNECTOR) as d:
        await d.paste("acme")
        for key in ("escape", "enter"):
            await open_help(d)
            await d.press(key)
            await d.on_step(Step.CONNECTOR)
            await d.focus_is("name")
        await d.press("f12", "f12")
        await d.on_screen(HelpDialog)
        await d.press("tab", "enter")
        await d.on_step(Step.CONNECTOR)
        assert d.field("name").value == "acme"


async def test_a_link_leads_to_a_page_and_never_out(monkeypatch: pytest.MonkeyPatch) -> None:
    async with wizard(Connector(), Step.CONNECTOR) as d:
        opened: list[str] = []
        monkeypatch.setattr(d.app, "open_url", lambda url, **_: opened.append(url))
        await open_help(d)
        text = d.app.screen.query_one(Markdown)
        for address in ("https://example.com/", "../../README.md", "secrets", "file:///etc/passwd", "#steps"):
            text.post_message(Markdown.LinkClicked(text, address))
            await d.settle()
            assert help_dialog(d).topic == "here"
        text.post_message(Markdown.LinkClicked(text, "secrets.md#environment-variables"))
        await d.sees("Where secrets come from, and where they never go.")
        assert help_dialog(d).topic == "secrets"
        assert opened == []


async def test_a_link_in_a_table_leads_to_its_page() -> None:
    async with wizard(Connector(), Step.CONNECTOR, size=WIDE) as d:
        await open_help(d)
        await help_dialog(d).show_page("pasted")
        await d.sees("print one JSON object")
        d.app.screen.query(TableText).first().scroll_visible(animate=False)
        await d.drawn()
        place = next(
            (x, y)
            for table in d.app.screen.query(TableText)
            for y in range(table.region.y, table.region.bottom)
            for x in range(table.region.x, table.region.right)
            if "json.md" in str(d.app.screen.get_style_at(x, y).meta.get("@click"))
        )
        await d.click_at(*place, at=1.0)
        await shows_page(d, "json")


@given(
    cells=st.lists(
        st.tuples(*[st.from_regex(r"[a-z漢 ]{0,30}", fullmatch=True)] * 3), min_size=1, max_size=4
    ),
    width=st.integers(12, 90),
)
def test_a_table_fits_its_page_and_loses_no_letter(cells: list[tuple[str, str, str]], width: int) -> None:
    lines = [*table_lines([[Content(cell) for cell in row] for row in cells], width)]
    assert max(line.cell_length for line in lines) <= width
    letters = [sorted("".join(text).replace(" ", "")) for text in (map("".join, cells), map(str, lines))]
    assert letters[0] == letters[1]


def test_its_parser_is_loaded_by_those_who_ask_for_help(tmp_path: Path) -> None:
    code = "import sys, tui.wizard.app; print('markdown_it' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stdout == "False\n", done.stderr
