"""Measures what the wizard costs while nothing happens, and what many sends leave behind.

    .venv/bin/python -m tests.benchmarks.wizard_rest [SENDS]

The processor time of some seconds at rest is measured on three screens in a pseudo-terminal (Linux only),
beside a Textual app with a Label and an Input, whose cursor blinks as ours does. The sends go to a server on
loopback, in a process of its own, one after the other on one Result screen; memory is told after half of
them, when caches are full, and after the last one.
"""

from __future__ import annotations

import asyncio
import gc
import os
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Final

from textual.dom import DOMNode

from tests.benchmarks.one_run import environment_of
from tests.benchmarks.terminal import PaintedTerminal
from tests.benchmarks.wizard_speed import PEER
from tests.cli_support import write_profile
from tests.servers.fleet_server import FleetServer
from tests.wizard.driving import Driver, wizard
from tests.wizard.samples import COMPLETE
from tui.form.journey import RunRecord
from tui.form.steps import Step

_SENDS: Final = 200
_SECONDS: Final = 5.0
_SIZE: Final = (100, 30)


def computed(process: int) -> float:
    """Return the milliseconds of processor time that all threads of a process have taken."""
    threads = Path(f"/proc/{process}/task").glob("*/schedstat")
    return sum(int(thread.read_text(encoding="utf-8").split()[0]) for thread in threads) / 1e6


def rest_of(terminal: PaintedTerminal, *words: str, keys: bytes = b"") -> float:
    """Return the milliseconds that a program computes within some seconds of rest."""
    with terminal:
        terminal.paints(*words)
        if keys:
            terminal.press(keys)
        terminal.rests()
        time.sleep(1)  # what is put off until later is over
        before = computed(terminal.process)
        time.sleep(_SECONDS)
        return computed(terminal.process) - before


def at_rest(home: Path) -> None:
    """Print a line for each screen."""
    write_profile(home, "full", "https://idp.example.com/oauth2/token")
    (home / "peer.py").write_text(PEER, encoding="utf-8")
    ours = [sys.executable, "-m", "tui"]

    def program(*command: str) -> PaintedTerminal:
        return PaintedTerminal([*command], environment_of(home), _SIZE)

    print(f"milliseconds computed in {_SECONDS:g} s at rest")
    print(f"{'Start':24}{rest_of(program(*ours), 'connector', 'Help'):8.1f}")
    print(f"{'Review':24}{rest_of(program(*ours, 'full'), 'Content-Length', 'Help'):8.1f}")
    client = rest_of(program(*ours, "full"), "Content-Length", "Help", keys=b"\x1bOQ")
    print(f"{'Client, with a cursor':24}{client:8.1f}")
    label = rest_of(program(sys.executable, str(home / "peer.py")), "A label", "an input")
    print(f"{'a Label and an Input':24}{label:8.1f}")


def nodes_alive() -> int:
    """Return how many widgets there are, shown or not."""
    gc.collect()
    return sum(isinstance(thing, DOMNode) for thing in gc.get_objects())


def memory() -> float:
    """Return the megabytes of memory that this process holds."""
    pages = int(Path("/proc/self/statm").read_text(encoding="utf-8").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


async def send(d: Driver, times: int) -> None:
    """Send again and again."""
    for _ in range(times):
        before = d.app.journey.record

        def is_answered(before: RunRecord | None = before) -> bool:
            return d.app.journey.record is not before and not d.app.screen.has_class("-sending")

        await d.press("ctrl+j")
        await d.until(is_answered, "it is answered")
        await d.drawn()


async def sends(times: int) -> None:
    """Print what is left behind."""
    with FleetServer() as server:
        connector = replace(COMPLETE, token_url=server.url("works"))
        async with wizard(connector, Step.REVIEW, size=(120, 40)) as d:
            await send(d, times // 2)
            held, widgets = memory(), nodes_alive()
            await send(d, times - times // 2)
            more = nodes_alive() - widgets
            print(
                f"{held:.1f} MB after {times // 2} sends, {memory():.1f} MB after {times}: {more:+,} widgets"
            )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CONNECTOR_DOCTOR_HOME"] = folder
        at_rest(Path(folder))
        asyncio.run(sends(int(sys.argv[1]) if len(sys.argv) > 1 else _SENDS))
