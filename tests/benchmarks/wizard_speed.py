"""How quickly the wizard paints and echoes, against the smallest Textual app with a Label and an Input.

Both sides of a ratio run right after one another, in pseudo-terminals of one size.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator
from typing import Final

from tests.benchmarks.installation import Installation
from tests.benchmarks.one_run import environment_of
from tests.benchmarks.row import Row
from tests.benchmarks.terminal import PaintedTerminal
from tests.cli_support import write_profile

_USUAL: Final = (100, 30)
_WITH_PREVIEW: Final = (140, 30)
"""The live preview stands beside the form where there is room for it."""
_LETTERS: Final = "жщюдб"
"""Typed one by one. None of them stands on a screen already."""
_CLIENT_STEP: Final = b"\x1bOQ"  # F2
_NEXT: Final = b"\x0e"  # Ctrl+N
PEER: Final = """
from textual.app import App
from textual.screen import Screen
from textual.widgets import Input, Label

class Second(Screen):
    def compose(self):
        yield Input(placeholder="first")
        yield Input(placeholder="second")

class Peer(App):
    BINDINGS = [("ctrl+n", "next", "Next")]

    def compose(self):
        yield Label("A label")
        yield Input(placeholder="an input")

    def action_next(self):
        self.push_screen(Second())

Peer().run()
"""

Pair = tuple[float, float]
"""Seconds of the wizard, and of the other app."""


def rows(rounds: int, installation: Installation) -> Iterator[Row]:
    """Yield the ratios of the wizard."""
    home = installation.home
    (home / "peer.py").write_text(PEER, encoding="utf-8")
    write_profile(home, "full", "https://idp.example.com/oauth2/token")

    def wizard(*arguments: str, size: tuple[int, int] = _USUAL) -> PaintedTerminal:
        return PaintedTerminal([str(installation.program), *arguments], environment_of(home), size)

    def peer(size: tuple[int, int] = _USUAL) -> PaintedTerminal:
        return PaintedTerminal([str(installation.python), str(home / "peer.py")], environment_of(home), size)

    def start() -> Pair:
        with wizard() as ours:
            painted = ours.paints("connector", "Help")
        with peer() as theirs:
            return painted, theirs.paints("A label", "an input")

    def review() -> Pair:
        with wizard("full") as ours:
            painted = ours.paints("Content-Length", "Help")
        with peer() as theirs:
            return painted, theirs.paints("A label", "an input")

    def echo() -> Pair:
        with wizard("full", size=_WITH_PREVIEW) as ours:
            ours.paints("Content-Length", "Help")
            ours.press(_CLIENT_STEP)
            ours.paints("Request preview")
            echoed = _echo(ours)
        with peer(_WITH_PREVIEW) as theirs:
            theirs.paints("A label", "an input")
            return echoed, _echo(theirs)

    def step() -> Pair:
        with wizard("full") as ours:
            ours.paints("Content-Length", "Help")
            ours.press(_CLIENT_STEP)
            ours.rests()
            ours.press(_NEXT)
            painted = ours.rests()
        with peer() as theirs:
            theirs.paints("A label", "an input")
            theirs.rests()
            theirs.press(_NEXT)
            return painted, theirs.rests()

    yield _row("wizard: first paint / a Label and an Input", start, rounds, 1.25)
    yield _row("wizard: first paint of Review, full profile / the same", review, rounds, 1.6)
    yield _row("wizard: key to echo, live preview on / the same", echo, rounds, 1.6)
    yield _row("wizard: key to the next step, whole / two inputs pushed", step, rounds, 1.5)


def _row(name: str, measure: Callable[[], Pair], rounds: int, bound: float) -> Row:
    """Return the median of the ratios. One round before the others warms up."""
    pairs = [measure() for _ in range(rounds + 1)][1:]
    return Row(name, statistics.median(ours / theirs for ours, theirs in pairs), bound, at_least=False)


def _echo(terminal: PaintedTerminal) -> float:
    """Return how long a letter that is typed takes to be painted: the median of some."""
    times = []
    for letter in _LETTERS:
        terminal.rests()
        terminal.press(letter.encode())
        times.append(terminal.paints(letter))
    return statistics.median(times)
