"""The footer: one widget that shows the keys of the screen, runs them on a click, and keeps nothing."""

from __future__ import annotations

import gc
import json
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from textual.widget import Widget

from tests.garbage import collect_what_was_before
from tests.servers.raw_server import RawServer, answering, http_answer
from tui.form.steps import Step
from tui.oauth2.client_authentication import ClientAuthentication
from tui.oauth2.connector import Connector
from tui.wizard.screens.dialogs.help_dialog import HelpDialog
from tui.wizard.screens.start import StartScreen
from tui.wizard.screens.steps.result import ResultStep
from tui.wizard.widgets.frame.footer_order import fitting, in_order
from tui.wizard.widgets.frame.key_footer import FooterKey, KeyFooter

from .driving import Driver, wizard
from .samples import COMPLETE, REFUSED_CLIENT, attempt, record

_MORE_WIDGETS: Final = 10
"""How many more widgets may be alive at the end: a note that is shown, and no more."""
NEXT, TRIM = FooterKey("n", "n", "Next", "step.next"), FooterKey("t", "t", "Trim", "fields.trim")
BACK = FooterKey("escape", "esc", "Back", "compare.back")
HELP, QUIT = FooterKey("f12", "f12", "Help", "app.help"), FooterKey("q", "^q", "Quit", "app.quit")


def footer(d: Driver) -> KeyFooter:
    return d.app.screen.query_one(KeyFooter)


def labels(d: Driver) -> list[str]:
    return [key.label for key in footer(d).shown]


async def click_on(d: Driver, label: str) -> None:
    before = 0
    for key in footer(d).shown:
        if key.label == label:
            break
        before += key.width(0)
    await d.pilot.click(KeyFooter, offset=(before + 2, 0))
    await d.settle()


async def test_it_shows_the_keys_of_the_focus_and_of_the_screen_with_what_they_do() -> None:
    async with wizard(COMPLETE, Step.CLIENT) as d:
        await d.sees(
            "^n Next ^j Send esc Back f1 Help ^p Menu ^g Steps ^t Trim ^r Reveal ^q Quit", within="KeyFooter"
        )
        assert "palette" not in d.seen("KeyFooter")
        await d.press("ctrl+g", "6")
        await d.on_step(Step.ADDITIONAL_HEADERS)
        await d.until(lambda: "Trim" not in labels(d), "no field to trim")


async def test_a_click_on_a_key_runs_it_and_the_mouse_above_it_says_what_it_does() -> None:
    async with wizard(COMPLETE, Step.CLIENT) as d:
        await d.until(lambda: "Help" in labels(d), "the keys")
        await d.pilot.hover(KeyFooter, offset=(63, 0))
        await d.until(lambda: footer(d).tooltip == "Reveal or mask the secrets on this screen", "the tooltip")
        await d.pilot.hover("#step-title")
        await d.until(lambda: footer(d).hovered is None, "nothing")
        await click_on(d, "Next")
        await d.on_step(Step.RESOURCE_OWNER)
        await click_on(d, "Help")
        await d.on_screen(HelpDialog)


def has_one_profile(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "one.toml").write_text("schema = 1", encoding="utf-8")


async def test_a_key_that_does_nothing_now_is_dimmed_and_a_click_on_it_does_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    has_one_profile(folder)
    monkeypatch.setattr(StartScreen, "chosen", None)  # there is a profile, and none is chosen
    async with wizard() as d:
        rung: list[bool] = []
        monkeypatch.setattr(d.app, "bell", lambda: rung.append(True))
        unusable = {"Open", "Duplicate", "Rename", "Delete"}
        await d.until(
            lambda: {key.label for key in footer(d).shown if not key.enabled} == unusable, "dimmed keys"
        )
        slanted = [part.text for part in footer(d).render_line(0) if part.style and part.style.italic]
        assert {word for word in "".join(slanted).split() if len(word) > 1} == unusable
        await click_on(d, "Delete")
        await d.until(lambda: rung == [True], "the bell")
        assert len(d.app.screen_stack) == 2


async def test_without_a_profile_the_keys_for_one_are_not_there() -> None:
    async with wizard() as d:
        await d.until(lambda: "New" in labels(d), "the keys")
        assert {"Open", "Duplicate", "Rename", "Delete"}.isdisjoint(labels(d))


def test_what_does_not_fit_is_left_out_whole_the_least_important_first() -> None:
    keys = [NEXT, TRIM, HELP, QUIT]
    whole = " n Next  t Trim  f12 Help  ^q Quit "
    assert fitting(keys, len(whole), 1) == (NEXT, TRIM, HELP, QUIT)
    assert fitting(keys, len(whole) - 1, 1) == (NEXT, TRIM, HELP, QUIT)  # the last gap needs no room
    assert fitting(keys, len(whole) - 2, 1) == (NEXT, TRIM, HELP)
    assert fitting(keys, 20, 1) == (NEXT, HELP)
    assert fitting(keys, 9, 1) == (HELP,)
    assert fitting(keys, 8, 1) == ()


def test_the_order_is_the_same_everywhere_and_help_and_the_way_back_stay_longest() -> None:
    assert in_order([QUIT, TRIM, HELP, BACK, NEXT]) == (NEXT, BACK, HELP, TRIM, QUIT)
    assert fitting([NEXT, BACK, HELP], 19, 1) == (BACK, HELP)


@pytest.mark.parametrize("width", [60, 80, 90, 112])
async def test_no_label_is_shown_by_half_and_help_is_always_there(width: int) -> None:
    async with wizard(COMPLETE, Step.REVIEW, size=(width, 24)) as d:
        d.app.set_record(record(attempt(401, REFUSED_CLIENT)))
        await d.press("f9")
        await d.on_step(Step.RESULT)
        await d.until(lambda: "Change" in labels(d), "the keys")
        shown = " ".join(f"{key.shown_key} {key.label}" for key in footer(d).shown)
        assert d.seen("KeyFooter") == shown
        assert {"Help", "Menu"} <= set(labels(d))
        await d.pilot.resize_terminal(140, 24)
        await d.until(lambda: "Quit" in d.seen("KeyFooter"), "there is room again")


def widgets_alive() -> int:
    gc.collect()
    return sum(isinstance(thing, Widget) for thing in gc.get_objects())


async def test_no_key_and_no_run_leaves_widgets_behind() -> None:
    collect_what_was_before()
    refused = answering(http_answer(401, json.dumps(REFUSED_CLIENT).encode()))
    with RawServer(refused) as server:
        connector = replace(COMPLETE, token_url=server.token_url)
        connector = replace(connector, client_authentication=ClientAuthentication.REQUEST_BODY)
        async with wizard(connector, Step.REVIEW) as d:

            async def send(number: int) -> None:
                await d.press("s")

                def is_over() -> bool:
                    screen = d.app.screen
                    return (
                        isinstance(screen, ResultStep)
                        and not screen.is_sending
                        and len(server.requests) == number
                        and bool(screen.query("AttemptView"))
                    )

                await d.until(is_over, "the response")
                await d.settle()

            await send(1)
            await d.press("tab")
            before = widgets_alive()
            for number in range(2, 6):
                await send(number)
            await d.press(*["tab"] * 20)
            assert widgets_alive() - before < _MORE_WIDGETS


async def test_the_footer_below_a_dialog_stays_and_is_right_afterwards() -> None:
    async with wizard(Connector(), Step.CLIENT) as d:
        await d.until(lambda: "Help" in labels(d), "the keys")
        below, keys = footer(d), labels(d)
        await d.press("f12")
        await d.on_screen(HelpDialog)
        assert [key.label for key in below.shown] == keys
        await d.press("escape")
        await d.on_step(Step.CLIENT)
        assert footer(d) is below
        await d.until(lambda: labels(d) == keys, "the same keys")
