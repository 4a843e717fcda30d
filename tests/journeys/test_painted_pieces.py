"""What the program paints piece by piece is what it would paint as a whole: nothing is left of what was.

The app of the tests draws a screen only when it is looked at, and then all of it. Here, a terminal shows what
the real program wrote to it: the pieces that changed, in the order in which they did.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from rich.cells import cell_len
from rich.color import Color
from rich.style import Style
from textual.strip import Strip

from tests.patience import PATIENCE
from tests.pseudo_terminal import Cell, Terminal
from tests.servers.raw_server import RawServer, answering, http_answer
from tests.wizard.driving import NARROW, wizard
from tests.wizard.looks import still
from tests.wizard.samples import COMPLETE
from tui.profiles.profile import Profile
from tui.profiles.reading import load_profile
from tui.profiles.secret_sources import FromPlain
from tui.profiles.writing import save_profile

PLAIN: Final = {"client_secret": FromPlain(), "password": FromPlain()}
REFUSED: Final = answering(http_answer(401, b'{"error": "invalid_client"}'))
TOKEN: Final = answering(http_answer(200, b'{"access_token": "made-up-7c1d", "token_type": "Bearer"}'))
WAYS: Final = {
    "scrolled": ("pagedown", "down", "up", "pagedown", "pageup", "end", "up"),
    "the other form": ("c", "pagedown", "c"),
    "a dialog that was closed": ("f1", "pagedown", "tab", "down", "escape"),
    "a dialog on a dialog": ("d", "f1", "escape", "escape"),
    "the menu that was closed": ("ctrl+p", "sen", "down", "escape", "escape"),
    "the menu that is open": ("ctrl+p", "sen", "down"),
    "letters to jump to, gone": ("ctrl+d", "escape"),
    "steps there and back": ("f2", "x", "tab", "y", "ctrl+r", "tab", "escape"),
    "help that is open": ("f1", "pagedown", "pagedown", "up"),
}


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    path = tmp_path / "acme.toml"
    save_profile(Profile(COMPLETE, PLAIN), path)
    return path


def painted_anew(terminal: Terminal) -> None:
    """Let the program paint all of its screen: with a row less, which moves nothing, and with it again."""
    columns, rows = NARROW
    terminal.resize(columns, rows - 1)
    terminal.rests()
    terminal.resize(columns, rows)
    terminal.rests()


def assert_nothing_is_left(terminal: Terminal, after: str) -> None:
    terminal.rests()
    pieces, seen = terminal.cells, terminal.seen
    painted_anew(terminal)
    deadline = time.monotonic() + PATIENCE / 4
    while differing(terminal.cells, pieces):  # while the cursor is off, or on
        assert time.monotonic() < deadline, (
            f"{after}: {differing(terminal.cells, pieces)}\n{seen}\n{terminal.seen}"
        )
        terminal.rests()


def differing(some: list[list[Cell]], others: list[list[Cell]]) -> list[str]:
    """Say which cells differ."""
    return [
        f"{row},{column}: {one} {other}"
        for row, (line, other_line) in enumerate(zip(some, others, strict=True))
        for column, (one, other) in enumerate(zip(line, other_line, strict=True))
        if one != other
    ]


def test_nothing_is_left_on_the_screen_of_what_stood_there(tmp_path: Path, profile: Path) -> None:
    for after, keys in WAYS.items():
        with Terminal(tmp_path / "home", str(profile)) as terminal:
            terminal.sees("Review", "idp.example.com")
            for key in keys:
                terminal.press(key)
                terminal.rests()
            assert_nothing_is_left(terminal, after)


def test_nothing_is_left_on_the_screen_of_a_run(tmp_path: Path) -> None:
    path = tmp_path / "acme.toml"
    with RawServer(REFUSED, REFUSED, TOKEN) as server:
        save_profile(Profile(replace(COMPLETE, token_url=server.token_url), PLAIN), path)
        with Terminal(tmp_path / "home", str(path)) as terminal:
            terminal.sees("Review")
            terminal.press("s")
            terminal.sees("Change:")
            assert_nothing_is_left(terminal, "a run that failed")
            for key in ("v", "pagedown", "pagedown", "up", "pageup"):
                terminal.press(key)
                terminal.rests()
            assert_nothing_is_left(terminal, "scrolled")
            terminal.press("pageup", "enter")
            terminal.rests()
            assert_nothing_is_left(terminal, "a field that is edited in place")


def cells_of(strips: list[Strip]) -> list[list[Cell]]:
    """Return what a terminal that is told to show these lines has in its cells."""
    return [[cell for part in strip for cell in _cells(part.text, part.style or Style())] for strip in strips]


def _cells(text: str, style: Style) -> Iterator[Cell]:
    for character in text:
        yield _cell(character, style)
        if cell_len(character) == 2:
            yield _cell("", style)


def _cell(character: str, style: Style) -> Cell:
    marks = (style.bold, style.italic, style.underline, style.reverse)
    return Cell(character, _hex(style.color), _hex(style.bgcolor), (*map(bool, marks),))  # type: ignore[arg-type]


def _hex(color: Color | None) -> str:
    return color.get_truecolor().hex.removeprefix("#") if color else "default"


@pytest.mark.parametrize("keys", [(), ("c",), ("f1",), ("f2",), ("ctrl+p",), ("f2", "x", "f8")], ids="+".join)
async def test_a_terminal_shows_what_the_app_has_composed(
    tmp_path: Path, profile: Path, keys: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONNECTOR_DOCTOR_HOME", str(tmp_path / "home"))
    async with wizard(profile=load_profile(profile), size=NARROW) as d:
        await d.press(*keys)
        composed = cells_of(await still(d))
    with Terminal(tmp_path / "home", str(profile)) as terminal:
        terminal.sees("Review", "idp.example.com")
        for key in keys:
            terminal.rests()
            terminal.press(key)
        terminal.rests()
        deadline = time.monotonic() + PATIENCE / 4
        while differing(terminal.cells, composed):
            assert time.monotonic() < deadline, f"{differing(terminal.cells, composed)}\n{terminal.seen}"
            terminal.rests()
