"""Measures how long the wizard keeps a key waiting, with responses that are made to slow it down.

    .venv/bin/python tests/benchmarks/wizard_liveness.py [WORD of a case]

For each response, the app runs without a terminal against a raw server: it sends, diagnoses, shows the
result, switches tabs, scrolls, reveals, masks, and is resized. A heartbeat in the app's loop measures the
longest stall in each part. Stalls are printed in milliseconds, and as a ratio to those of a small response.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
import time
from dataclasses import dataclass, field, replace
from typing import Final

from textual.widgets import TabbedContent

from tests.servers.raw_server import RawServer, Script, answering, answering_endlessly, http_answer
from tests.wizard.driving import Driver, wizard
from tests.wizard.samples import COMPLETE
from tui.form.steps import Step
from tui.wizard.collector import collect_seldom

_MIB: Final = 1024 * 1024
_BEAT: Final = 0.001
_ERROR: Final = {"error": "invalid_client", "error_description": "The client is not known."}
_TEXT: Final = (("Content-Type", "text/plain"),)
_LISTS: Final = b'{"error": "invalid_client", "more": [' + b"[]," * (_MIB // 3 - 20) + b"[]]}"


def _described(words: str) -> bytes:
    return http_answer(400, json.dumps({**_ERROR, "error_description": words}, ensure_ascii=False).encode())


CASES: Final[dict[str, Script]] = {
    "small": answering(http_answer(401, json.dumps(_ERROR).encode())),
    "1 MiB of JSON": answering(
        http_answer(401, json.dumps({**_ERROR, "trace": ["at line 7"] * (_MIB // 13 - 20)}).encode())
    ),
    "1 MiB of empty lists": answering(http_answer(401, _LISTS)),
    "1 MiB of HTML": answering(
        http_answer(
            200, b"<!DOCTYPE html><title>Sign in</title>" + b"<p>Please sign in.</p>\n" * (_MIB // 24)
        )
    ),
    "one line of 1 MiB": answering(http_answer(401, b"x" * _MIB, _TEXT)),
    "500,000 line breaks": answering(http_answer(401, b"\n" * 500_000, _TEXT)),
    "JSON 100,000 deep": answering(http_answer(401, b'{"a":' * 100_000)),
    "lists 900 deep": answering(http_answer(401, b"[" * 900 + b"1," * 20_000 + b"1" + b"]" * 900)),
    "a header of 60 KiB": answering(http_answer(401, b"{}", (("X-Long", "h" * 60_000),))),
    "a header of 100 KiB": answering(http_answer(401, b"{}", (("X-Long", "h" * 102_400),))),
    "1,500 headers": answering(
        http_answer(401, b"{}", [(f"X-Header-{n}", "some value") for n in range(1_500)])
    ),
    "5,000 headers": answering(http_answer(401, b"{}", [(f"X-{n}", "some value") for n in range(5_000)])),
    "a description of 1 MB": answering(_described("d" * 1_000_000)),
    "100,000 control characters": answering(_described("\x1b\x07\x9b" * 33_333)),
    "200,000 bidi characters": answering(_described("\u202e\u2066\u200b" * 66_666)),
    "wide characters": answering(http_answer(401, "漢字".encode() * (_MIB // 6), _TEXT)),
    "angles": answering(http_answer(200, b"<" * _MIB)),
    "tiny chunks, endless": answering_endlessly(
        b"HTTP/1.1 401 No\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n" * 500
    ),
}


@dataclass
class Stalls:
    """The longest stall of each part of one journey, in seconds."""

    of: dict[str, float] = field(default_factory=dict)
    part: str = ""

    def note(self, seconds: float) -> None:
        """Record a stall of the current part."""
        self.of[self.part] = max(self.of.get(self.part, 0.0), seconds)


async def beat(stalls: Stalls) -> None:
    """Record how late the loop is, until canceled."""
    while True:
        before = time.perf_counter()
        await asyncio.sleep(_BEAT)
        stalls.note(time.perf_counter() - before - _BEAT)


async def measured(script: Script, size: tuple[int, int] = (120, 40)) -> Stalls:
    """Make the journey once with a response, and return its stalls."""
    stalls = Stalls()
    with RawServer(script) as server:
        connector = replace(COMPLETE, token_url=server.token_url)
        connector = replace(connector, request=replace(connector.request, timeout=2.0))
        async with wizard(connector, Step.REVIEW, size=size) as d:
            d.app.stays_long = True
            await d.settle()
            heart = asyncio.create_task(beat(stalls))
            stalls.part = "send"
            await d.press("s")
            await d.until(lambda: bool(d.app.screen.query("ResultTabs TabbedContent")), "the tabs")
            await _look_around(d, stalls)
            heart.cancel()
    return stalls


async def _look_around(d: Driver, stalls: Stalls) -> None:
    await d.settle()
    tabs = d.app.screen.query_one("ResultTabs TabbedContent", TabbedContent)
    for part, keys in (
        ("tabs", ["right", "left", "right", "right"]),
        ("reveal", ["ctrl+r", "ctrl+r"]),
        ("evidence", ["v", "v"]),
    ):
        stalls.part = part
        for key in keys:
            await d.press(key)
            await d.pilot.pause()
    for attempt in ("attempt-1", "attempt-2"):
        if not tabs.query(f"#{attempt}"):
            continue
        stalls.part = "open"
        tabs.active = attempt
        await d.settle()
        await d.pilot.pause()
        stalls.part = "scroll"
        view = tabs.get_pane(attempt).query_one("AttemptView")
        for way in (view.scroll_page_down, view.scroll_end, view.scroll_home):
            way(animate=False)
            await d.settle()
            await d.pilot.pause()
        stalls.part = "resize"
        for size in ((80, 24), (200, 50), (120, 40)):
            await d.pilot.resize_terminal(*size)
            await d.settle()
            await d.pilot.pause()
        stalls.part = "reveal"
        await d.press("ctrl+r")
        await d.pilot.pause(0.2)
        await d.press("ctrl+r")
        await d.pilot.pause(0.2)


async def main(word: str) -> None:
    """Print a line for each case."""
    parts = ("send", "open", "tabs", "scroll", "resize", "reveal", "evidence")
    print(f"{'longest stall, ms (x small)':30}" + "".join(f"{part:>14}" for part in parts))
    small = await measured(CASES["small"])  # a warm-up run, which loads the modules
    for name, script in CASES.items():
        if word not in name and name != "small":
            continue
        stalls = await measured(script)
        small = stalls if name == "small" else small
        times = [(stalls.of.get(part, 0.0), small.of.get(part, 0.0)) for part in parts]
        cells = [f"{took * 1000:.0f} ({took / max(usual, _BEAT):.1f})" for took, usual in times]
        print(f"{name:30}" + "".join(f"{cell:>14}" for cell in cells), flush=True)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CONNECTOR_DOCTOR_HOME"] = folder
        collect_seldom()
        asyncio.run(main(sys.argv[1] if len(sys.argv) > 1 else ""))
