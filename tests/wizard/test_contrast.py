"""Every text can be read, in both themes of our own (WCAG 2, AA), also in states that are rare.

test_places.py and test_states.py measure every screen at every size.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest
from textual.widgets import Button, Input

import tui.wizard.themes
from tui.form.steps import Step
from tui.oauth2.connector import Connector
from tui.oauth2.transport_failure import FailureCause
from tui.wizard.appearance import remember_theme
from tui.wizard.themes import DARK, LIGHT

from .contrast import AA, texts
from .driving import NARROW, Driver, wizard
from .samples import COMPLETE, GRANTED, REFUSED_ACCOUNT, attempt, failed_attempt, record, skipped_attempt

WIZARD: Final = Path(tui.wizard.themes.__file__).parent
OURS = pytest.mark.parametrize("theme", [DARK.name, LIGHT.name])


def unreadable(d: Driver, place: str) -> list[str]:
    return [f"{place} in {d.app.theme}: {text}" for text in texts(d) if text.ratio < AA]


@OURS
async def test_what_is_missing_wrong_or_out_of_use_can_be_read_too(theme: str) -> None:
    remember_theme(theme)
    async with wizard(Connector(name="acme", client_id=" abcd\u200b"), Step.CLIENT, size=NARROW) as d:
        d.app.notify("Said for a picture.", title="A title", severity="warning")
        await d.press("ctrl+n")
        await d.focus_is("client_id")
        for button in d.app.screen.query(Button):
            button.disabled = True
        d.app.screen.query(Input).last().placeholder = "A placeholder"
        await d.press("shift+home")
        await d.drawn()
        found = unreadable(d, "Client with something wrong")
        for key in ("tab", "tab"):
            await d.press(key)
            found += unreadable(d, f"Client after {key}")
        d.app.screen.query_one("#back").disabled = False
        d.app.screen.query_one("#back").focus()
        await d.focus_is("back")
        await d.drawn()
        found += unreadable(d, "Client, leaving")
        await d.go_to(Step.REVIEW)
        found += unreadable(d, "Review of an incomplete connector")
    assert found == []


@OURS
async def test_what_was_received_can_be_read_too(theme: str) -> None:
    remember_theme(theme)
    reset = failed_attempt(FailureCause.NOT_HTTP, "The server spoke something else.")
    runs = {
        "nothing received": (record(reset, skipped_attempt()), 1),
        "skipped": (record(attempt(400, REFUSED_ACCOUNT), skipped_attempt()), 2),
        "a token": (record(attempt(200, GRANTED)), 1),
    }
    async with wizard(COMPLETE, Step.CONNECTOR, size=NARROW) as d:
        found = list[str]()
        for what, (run, number) in runs.items():
            d.app.set_record(run)
            await d.go_to(Step.RESULT)
            await d.open_attempt(number)
            await d.press("v")
            await d.drawn()
            found += unreadable(d, what)
            await d.go_to(Step.CONNECTOR)
        await d.go_to(Step.REVIEW)
        await d.press("c")
        await d.sees("curl --disable --config -")
        found += unreadable(d, "curl")
    assert found == []


def test_each_color_that_has_a_meaning_is_named_by_it() -> None:
    """A color's own name would be another one in another theme, or say nothing of what is meant."""
    others = re.compile(r"\$(text-(success|error|warning|accent|primary|muted)|foreground-muted|primary)\b")
    sources = [path for kind in ("py", "tcss") for path in WIZARD.rglob(f"*.{kind}")]
    named = {path.name: found.group() for path in sources if (found := others.search(path.read_text()))}
    assert named == {}
