"""Lists what keeps the interface's thread busy: the turns of its loop that take longer than a frame lasts.

    .venv/bin/python -m tests.benchmarks.wizard_turns [WORD of a place]

The wizard is driven through all its screens. Each is opened twice, for the first time with what it loads;
then keys are pressed on it, and the terminal is resized. Times are processor time of the loop's thread: what
else runs on the machine doesn't count. A line tells where and how long, and what the turn did: the messages
it dispatched, and the parts of it that took longest.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Final

from tests.benchmarks.turns import Turns
from tests.servers.raw_server import RawServer, answering, http_answer
from tests.wizard.driving import Driver, wizard
from tests.wizard.opening import FULL, result
from tests.wizard.places import PLACES, save_profiles, visit
from tui.form.steps import Step
from tui.practice.server import PracticeServer
from tui.profiles.profile_paths import profiles_folder
from tui.wizard import parsed_sheets
from tui.wizard.collector import collect_seldom, keep_what_is_loaded
from tui.wizard.parsing_ahead import parsed_ahead
from tui.wizard.screens.steps.step_screens import load_steps

_FRAME: Final = 16.0
"""Milliseconds: longer, and what moves on the screen stands still for one of 60 frames a second."""
_SIZES: Final = ((80, 24), (160, 45), (100, 30))
_KEYS: Final = ("tab", "down", "ctrl+r", "ctrl+r", "f1", "escape")
_MIB: Final = 1024 * 1024
_LONG: Final = http_answer(
    401, b'{"error": "invalid_client", "trace": [' + b'"at line 7", ' * (_MIB // 13) + b'""]}'
)


async def looked_at(d: Driver, place: str, turns: Turns) -> None:
    """Open a place twice, press keys on it, and resize the terminal."""
    for part in ("opened first", "opened again"):
        await visit(d, "Start")
        with turns.of(f"{place}: {part}"):
            await visit(d, place)
    for size in _SIZES:
        with turns.of(f"{place}: resized to {size[0]}x{size[1]}"):
            await d.pilot.resize_terminal(*size)
            await d.drawn()
    for key in _KEYS:
        with turns.of(f"{place}: {key}"):
            await d.press(key)
            await d.drawn()


async def tabs_opened(d: Driver, turns: Turns) -> None:
    """Open each tab of Result."""
    await result(d)
    await d.drawn()
    for _ in range(6):
        with turns.of("Result: the next tab"):
            await d.press("right")
            await d.drawn()


async def long_body(turns: Turns) -> None:
    """Send, open a response of 1 MiB, and scroll through it."""
    with RawServer(answering(_LONG)) as server:
        connector = replace(FULL, token_url=server.token_url)
        async with wizard(connector, Step.REVIEW, size=_SIZES[-1]) as d:
            with turns.of("1 MiB: sent"):
                await d.press("ctrl+j")
                await d.until(lambda: bool(d.app.screen.query("ResultTabs TabbedContent")), "the tabs")
                await d.drawn()
            with turns.of("1 MiB: its tab opened"):
                await d.open_attempt(1)
                await d.drawn()
            view = d.app.screen.query_one("#attempt-1 AttemptView")
            for way in (view.scroll_page_down, view.scroll_page_down, view.scroll_end, view.scroll_home):
                with turns.of("1 MiB: scrolled"):
                    way(animate=False)
                    await d.drawn()
            for size in _SIZES:
                with turns.of("1 MiB: resized"):
                    await d.pilot.resize_terminal(*size)
                    await d.drawn()


async def main(word: str, folder: Path) -> None:
    """Print a line for each kind of turn that was too long, the longest first."""
    turns = Turns(_FRAME)
    save_profiles(profiles_folder())
    vars(parsed_sheets)["FILE"] = folder / "parsed.pickle"  # as in an installation
    parsed_sheets.FILE.write_bytes(parsed_ahead())
    load_steps()  # as a thread does while the user reads the first screen
    with PracticeServer() as practice:
        async with wizard(practice=practice, size=_SIZES[-1]) as d:
            await all_places(d, word, turns)
    if word in "1 MiB":
        await long_body(turns)
    print_table(turns)


async def all_places(d: Driver, word: str, turns: Turns) -> None:
    """Look at each place whose name holds a word."""
    await d.settle()
    keep_what_is_loaded()
    for place in PLACES:
        if word in place:
            print(place, end=" ", file=sys.stderr, flush=True)
            await looked_at(d, place, turns)
    if word in "Result":
        await tabs_opened(d, turns)


def print_table(turns: Turns) -> None:
    """Print the long turns, each kind of them once."""
    print(f"{turns.seen:,} turns, {len(turns.long):,} of them over {_FRAME:g} ms of processor time")
    print(f"{'ms':>6} {'times':>5}  {'where':34} what")
    for worst, times in turns.kinds():
        print(f"{worst.milliseconds:6.1f} {times:5}  {worst.where:34} {worst.what}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CONNECTOR_DOCTOR_HOME"] = folder
        collect_seldom()
        asyncio.run(main(sys.argv[1] if len(sys.argv) > 1 else "", Path(folder)))
