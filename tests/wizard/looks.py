"""Looks at what is open at all four sizes, in both themes: compares its frames, and says what is wrong."""

from __future__ import annotations

import asyncio
import re
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.command import CommandPalette
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input, TextArea

from tests.patience import PATIENCE
from tests.secrets_search.forms import leaks
from tui.wizard.screens.steps import reporting
from tui.wizard.screens.token.token_screen import TokenScreen
from tui.wizard.themes import DARK, LIGHT
from tui.wizard.widgets.frame.key_footer import KeyFooter

from .contrast import AA, texts
from .driving import Driver
from .frames import FrameFiles, differences, frame, picture, text_of
from .layout_facts import layout_faults
from .places import SECRETS
from .samples import NOW

Size = tuple[int, int]
Themes = dict[str, list[Strip]]
"""The lines that were seen in each theme, by its name."""
SIZES: Final[tuple[Size, ...]] = ((60, 20), (80, 24), (120, 40), (200, 50))
"""The sizes that every screen has a frame of."""
THEMES: Final = (DARK.name, LIGHT.name)
_WIDEST_PROSE: Final = 90
_APART: Final = re.compile(r"\s{2,}|[\u2500-\u259f]+|[▶▼].*")
"""What is not read on from a text before it: blanks, a border, or the title of what can be folded."""
_BETWEEN_LOOKS: Final = 0.02
"""Seconds."""
_WAITING: Final = frozenset({"send", "run", "experiment", "life", "proof"})
"""The groups of workers that may wait for a server or for the user. All others make what is to be seen."""

_ASKING: Final = frozenset({"read"})
"""Those that wait for the user while a dialog is open."""


async def still(d: Driver) -> list[Strip]:
    """Return what is seen once it no longer changes."""
    before: list[Strip] = []
    deadline = time.monotonic() + PATIENCE
    while True:
        await d.settle()
        if _is_made(d):
            seen = d.lines()
            if seen == before:
                return seen
            before = seen
        else:
            before = []
        assert time.monotonic() < deadline, f"never at rest: {d.seen()}"
        await asyncio.sleep(_BETWEEN_LOOKS)


def _is_made(d: Driver) -> bool:
    """Tell whether all is there that is to be seen."""
    # The footer shows a change a moment later; a button that was pressed looks so for a moment.
    has_footer = all(footer.keys and not footer._is_outdated for footer in d.app.screen.query(KeyFooter))
    waiting = _WAITING | _ASKING if d.app.screen.is_modal else _WAITING
    is_made = all(worker.is_finished or worker.group in waiting for worker in d.app.workers)
    is_still = d.is_quiet and d.is_drawn and not d.app.screen.query("Button.-active")
    return has_footer and is_made and is_still


async def resize(d: Driver, size: Size) -> None:
    """Give the terminal another size."""
    await d.pilot.resize_terminal(*size)

    def has_it() -> bool:
        # The app waits for a moment: while a window's edge is dragged, many sizes come.
        return d.app._size == d.app.screen.size == size and d.app._resize_timer is None

    await d.until(has_it, f"{size}")
    await d.settle()


async def scroll_from_the_top(d: Driver) -> None:
    """Scroll no further than the focus needs: how far it is scrolled depends on the sizes before."""
    await d.drawn()
    if focused := d.app.screen.focused:
        for node in focused.ancestors:
            if isinstance(node, Widget) and node.max_scroll_y:
                node.scroll_to(y=0, animate=False, immediate=True)
        focused.scroll_visible(animate=False, immediate=True)


async def change_theme(d: Driver, theme: str) -> None:
    """Show what is open in another theme."""
    if theme != d.app.theme:
        d.app.theme = theme
        await d.settle()
        if isinstance(d.app.screen, CommandPalette):
            # Nobody can choose another theme while it is open, and Textual leaves it as it was.
            d.app.stylesheet.update(d.app.screen)


def wide_prose(text: str) -> Iterator[str]:
    """Yield each line of prose that is over 90 columns wide. A long value repeats its words."""
    for line in text.splitlines()[1:]:  # after the title line
        for part in _APART.split(line):
            words = part.split()
            if len(part) > _WIDEST_PROSE and len(words) - len(set(words)) < len(words) / 3 and len(words) > 9:
                yield part


class Looks:
    """Looks at what a test has opened, and compares it with the frames that are kept of it."""

    def __init__(self, snapshot: SnapshotAssertion, folder: Path) -> None:
        self._snapshot = snapshot.use_extension(FrameFiles)
        self._folder = folder

    async def check(self, d: Driver, name: str, sizes: Sequence[Size] = SIZES) -> None:
        """Look at what is open, and leave it as it was."""
        faults = await self.faults(d, name, sizes, sizes[::-1], framed=sizes)
        assert not faults, "\n".join(faults)

    async def faults(
        self, d: Driver, name: str, *ways: Sequence[Size], framed: Sequence[Size] = SIZES
    ) -> list[str]:
        """Say what is wrong with what is open, in one theme after the other, each by its own way."""
        for screen in d.app.screen_stack:  # those behind a dialog are seen too
            for field in (*screen.query(Input), *screen.query(TextArea)):
                field.cursor_blink = False
        size_before, theme_before = d.app.size, d.app.theme
        themes = THEMES if theme_before == THEMES[0] else THEMES[::-1]
        seen = defaultdict[Size, Themes](dict)
        found = list[str]()
        for theme, way in zip(themes, ways, strict=True):
            await change_theme(d, theme)
            for size in way:
                await resize(d, size)
                is_covered = size[0] < SIZES[0][0] or size[1] < SIZES[0][1]
                if size not in framed:
                    d.lines()  # so that what can't be drawn is found
                else:
                    await scroll_from_the_top(d)
                    seen[size][theme] = strips = await still(d)
                    about = f"{name} in {theme} at {'x'.join(map(str, size))}"
                    found += [f"{about}: {fault}" for fault in self._faults_of_look(d, strips)]
                if not is_covered:
                    found += layout_faults(d)
        kind = type(d.app.screen).__name__
        found += self._differences(kind, name, seen)
        await resize(d, (size_before.width, size_before.height))
        await change_theme(d, theme_before)
        return found

    def _faults_of_look(self, d: Driver, strips: Sequence[Strip]) -> Iterator[str]:
        yield from (f"hard to read: {text}" for text in texts(d) if text.ratio < AA)
        yield from (f"too wide to read: {prose}" for prose in wide_prose(text_of(strips)))
        yield from (f"leaks {leak}" for leak in leaks(text_of(strips), SECRETS))

    def _differences(self, kind: str, name: str, seen: Mapping[Size, Themes]) -> Iterator[str]:
        """Say in which frames what was seen is not what is kept."""
        for (columns, rows), themes in seen.items():
            size = f"{columns}x{rows}"
            dark, light = map(text_of, themes.values())
            if dark != light:
                yield f"{name} at {size} reads otherwise in the other theme: {differences(dark, light)}"
                continue
            now = frame(f"{kind} at {size}", {theme: themes[theme] for theme in THEMES})
            is_named = f"[{name}]" in self._snapshot.test_location.snapshot_name
            if now != self._snapshot(name=size if is_named else f"{name}][{size}"):
                pictures = self._pictures(name, size, themes)
                yield f"{name} at {size}, pictures in {pictures}: {differences(self._kept(), now)}"

    def _kept(self) -> str:
        """Return the frame that what was seen last was compared with."""
        last = self._snapshot.executions[self._snapshot.num_executions - 1]
        return str(last.recalled_data or "")

    def _pictures(self, name: str, size: str, themes: Themes) -> str:
        """Write a picture of what was seen in each theme, and return where they are."""
        paths = [self._folder / f"{name} {theme} {size}.svg" for theme in themes]
        for path, strips in zip(paths, themes.values(), strict=True):
            path.write_text(picture(strips))
        return " and ".join(map(str, paths))


@pytest.fixture
def fixed_surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: Path) -> Iterator[None]:
    """Keep files in folders of the same names, show times in UTC, and a token at a fixed one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CONNECTOR_DOCTOR_HOME", "home")
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    monkeypatch.setattr(
        reporting, "proposed_path", lambda name, ended: Path(f"/tmp/{name}-{ended:%H%M}.html")
    )
    monkeypatch.setattr(TokenScreen, "clock", staticmethod(lambda: NOW.timestamp() + 108))
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def looks(snapshot: SnapshotAssertion, tmp_path: Path, fixed_surroundings: None) -> Looks:
    """Return what looks at the screen, where nothing in a frame is the machine's: no time, port or path."""
    return Looks(snapshot, tmp_path)
