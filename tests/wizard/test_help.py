"""The wizard's help: the reference page by page, by keyboard alone, and no way out of it into a browser."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from textual.widgets import Markdown, Tabs

from tests.cli_support import environment
from tui.docs.pages import TOPICS, read_page
from tui.oauth2.connector import Connector
from tui.wizard.screens.dialogs.help_dialog import HelpDialog
from tui.wizard.steps import Step

from .driving import WIDE, Driver, wizard
from .samples import COMPLETE

SIZES = pytest.mark.parametrize("size", [(70, 20), WIDE], ids=lambda size: "x".join(map(str, size)))


async def open_help(d: Driver) -> None:
    await d.press("f12")
    await d.on_screen(HelpDialog)
    await d.focus_is("help-page")


@SIZES
async def test_the_arrows_turn_to_every_page_and_round(size: tuple[int, int]) -> None:
    async with wizard(Connector(), Step.CONNECTOR, size=size) as d:
        await open_help(d)
        for topic in (*TOPICS[1:], TOPICS[0]):
            await d.press("right")
            await d.until(lambda topic=topic: topic_shown(d) == topic, topic)  # type: ignore[misc]
            await d.sees(read_page(topic).title, read_page(topic).summary.replace("`", ""), "Close")
        await d.press("left")
        await d.until(lambda: topic_shown(d) == TOPICS[-1], "the last page")


def topic_shown(d: Driver) -> str:
    return d.app.screen.query_one(Tabs).active


async def test_the_keys_scroll_to_the_end_and_back() -> None:
    async with wizard(Connector(), Step.CONNECTOR) as d:
        await open_help(d)
        await d.sees("the next field; in the last one, the next step")
        await d.press("end")
        await d.sees("close the help")
        await d.press("home")
        await d.sees("Every key of the wizard, screen by screen.", "Ctrl+P lists all actions")
        page = d.app.screen.query_one("#help-page")
        for key, back in (("down", "up"), ("pagedown", "pageup")):
            await d.press(key)
            await d.until(lambda: page.scroll_y > 0, f"{key} scrolls")
            await d.press(back)
            await d.until(lambda: page.scroll_y == 0, f"{back} scrolls back")


@pytest.mark.parametrize(
    ("step", "section", "key"),
    [
        (None, "Start", "duplicate the chosen profile"),
        (Step.CLIENT, "Steps", "the list of steps"),
        (Step.ADDITIONAL_HEADERS, "Additional headers", "add a row"),
        (Step.REVIEW, "Review", "show the request as curl"),
        (Step.SAVE, "Save profile", "write the file"),
    ],
)
async def test_it_opens_at_the_keys_of_the_screen_below(step: Step | None, section: str, key: str) -> None:
    async with wizard(COMPLETE if step else None, step) as d:
        await open_help(d)
        await d.sees(key)
        await d.until(lambda: d.seen("#help-page").startswith(section), section)


@pytest.mark.parametrize("key", ["escape", "enter"])
async def test_it_closes_and_gives_the_focus_back(key: str) -> None:
    async with wizard(Connector(), Step.CONNECTOR) as d:
        await d.paste("acme")
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
            assert topic_shown(d) == "keys"
        text.post_message(Markdown.LinkClicked(text, "secrets.md#environment-variables"))
        await d.sees("Where secrets come from, and where they never go.")
        assert topic_shown(d) == "secrets"
        assert opened == []


async def test_a_click_on_a_topic_shows_it() -> None:
    async with wizard(Connector(), Step.CONNECTOR) as d:
        await open_help(d)
        await d.click("Tab#rules")
        await d.sees("Rules of your own")
        await d.press("right")
        await d.sees("What --json prints, and show --as json.")


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
