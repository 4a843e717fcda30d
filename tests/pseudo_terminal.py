"""Runs the real program in a pseudo-terminal, and reads what a person would see on the screen."""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Final, NamedTuple, Self

import pexpect
import pyte

from tests.cli_support import environment
from tests.patience import PATIENCE
from tui.wizard.held_keys import REPEAT_GAP

KEYS: Final = {
    "enter": b"\r",
    "escape": b"\x1b",
    "down": b"\x1b[B",
    "right": b"\x1b[C",
    "up": b"\x1b[A",
    "delete": b"\x1b[3~",
    "end": b"\x1b[F",
    "pagedown": b"\x1b[6~",
    "pageup": b"\x1b[5~",
    "tab": b"\t",
    "f1": b"\x1bOP",
    "f2": b"\x1bOQ",
    "f8": b"\x1b[19~",
    "ctrl+f": b"\x06",
    "ctrl+d": b"\x04",
    "ctrl+p": b"\x10",
    "ctrl+r": b"\x12",
    "ctrl+q": b"\x11",
    "ctrl+s": b"\x13",
    "ctrl+t": b"\x14",
}
_MOMENT: Final = 0.3
"""Seconds."""
_DOUBLE_CLICK: Final = 0.6
"""Seconds after which a click on the same place is no second one."""


class Cell(NamedTuple):
    """A cell of the screen: what stands there, and how."""

    text: str
    ink: str
    ground: str
    marks: tuple[bool, bool, bool, bool]
    """Whether it is bold, italic, underlined, reversed."""


def _cell(char: pyte.screens.Char) -> Cell:
    marks = (char.bold, char.italics, char.underscore, char.reverse)
    return Cell(char.data, char.fg, char.bg, marks)


def hear_ctrl_c() -> None:
    """Make SIGINT work as at a terminal. A process in the background would inherit that it is ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Terminal:
    """Runs `python -m tui ARGUMENTS` in a terminal of the given size."""

    def __init__(
        self,
        home: Path,
        *arguments: str,
        size: tuple[int, int] = (80, 24),
        more: Mapping[str, str] | None = None,
    ) -> None:
        columns, rows = size
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._pressed = ""
        self._clicked = (-1, -1)
        self._clicked_at = 0.0
        self.raw = b""
        """Everything that the program wrote to the terminal."""
        self.screens = set[str]()
        """Every screen that was read: what a person could have seen."""
        self._child = pexpect.spawn(
            sys.executable,
            ["-m", "tui", *arguments],
            env=environment(home, {"TERM": "xterm-256color", "COLORTERM": "truecolor", **(more or {})}),
            dimensions=(rows, columns),
            timeout=PATIENCE,
            preexec_fn=hear_ctrl_c,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._child.close(force=True)

    @property
    def seen(self) -> str:
        """The text on the screen."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    @property
    def cells(self) -> list[list[Cell]]:
        """What stands in each cell of the screen, line by line. A wide character has the next cell, too."""
        buffer = self._screen.buffer
        return [
            [_cell(buffer[row][column]) for column in range(self._screen.columns)]
            for row in range(self._screen.lines)
        ]

    def rests(self) -> None:
        """Wait until nothing has been painted for a moment. A cursor that blinks needs longer."""
        deadline = time.monotonic() + PATIENCE
        while self._read(timeout=_MOMENT):
            assert time.monotonic() < deadline, f"never at rest:\n{self.seen}"

    def sees(self, *texts: str) -> None:
        """Wait until all texts are on the screen at once. Line breaks count as spaces."""
        deadline = time.monotonic() + PATIENCE
        while not all(" ".join(text.split()) in " ".join(self.seen.split()) for text in texts):
            assert time.monotonic() < deadline, f"never saw {texts}; on the screen:\n{self.seen}"
            assert self._read() or self._child.isalive(), f"ended before {texts}; on the screen:\n{self.seen}"

    def sees_no_more(self, text: str) -> None:
        """Wait until a text has left the screen."""
        deadline = time.monotonic() + PATIENCE
        while text in self.seen:
            assert time.monotonic() < deadline, f"still saw {text!r}; on the screen:\n{self.seen}"
            self._read()

    def press(self, *keys: str) -> None:
        """Press named keys, or type a text."""
        for key in keys:
            if key == self._pressed:
                self._lift_finger()
            self._child.send(KEYS.get(key, key.encode()))
            self._pressed = key

    def hold(self, key: str, seconds: float = 2.0) -> None:
        """Hold a key as long, as a terminal reports it: at once, after half a second, then each 33 ms."""
        self.press(key)
        began = sent = time.monotonic()
        repeat = 0
        while (now := time.monotonic()) - began < seconds:
            if now - began >= 0.5 + repeat * 0.033:
                if repeat and now - sent > REPEAT_GAP:
                    return  # too busy a machine to repeat as a keyboard does
                os.write(self._child.fileno(), KEYS.get(key, key.encode()))
                repeat, sent = repeat + 1, now
            self._read(timeout=0.005)

    def _lift_finger(self) -> None:
        """Let pass what tells the same key, pressed again, from its repeats."""
        until = time.monotonic() + 2 * REPEAT_GAP
        while time.monotonic() < until:
            self._read(timeout=0.01)

    def click(self, text: str, number: int = 1) -> None:
        """Click on a text, on the one with this number if it stands there often, as SGR mouses report it."""
        deadline = time.monotonic() + PATIENCE
        # Until nothing more is painted: what is about to move would not be hit.
        while self._read(timeout=0.05) or len(places := self._places_of(text)) < number:
            assert time.monotonic() < deadline, f"{text!r} to click on was not on the screen:\n{self.seen}"
        column, row = place = places[number - 1]
        while place == self._clicked and time.monotonic() - self._clicked_at < _DOUBLE_CLICK:
            self._read(timeout=0.01)
        for end in "Mm":
            self._child.send(f"\x1b[<0;{column};{row}{end}")
        self._clicked, self._clicked_at = place, time.monotonic()

    def _places_of(self, text: str) -> list[tuple[int, int]]:
        """Return the columns and rows, from 1, at which a text stands."""
        return [
            (found.start() + 1, row)
            for row, shown in enumerate(self._screen.display, start=1)
            for found in re.finditer(re.escape(text), shown)
        ]

    def paste(self, text: str) -> None:
        """Paste as terminals do (bracketed paste)."""
        self._child.send(b"\x1b[200~" + text.encode() + b"\x1b[201~")

    def resize(self, columns: int, rows: int) -> None:
        """Change the terminal's size."""
        self._screen.resize(rows, columns)
        self._child.setwinsize(rows, columns)

    def ends(self) -> int:
        """Wait until the program ends, and return its exit status."""
        deadline = time.monotonic() + PATIENCE
        while self._child.isalive() or self._read():
            assert time.monotonic() < deadline, f"never ended; on the screen:\n{self.seen}"
            self._read()
        self._child.close()
        assert self._child.exitstatus is not None
        return int(self._child.exitstatus)

    def _read(self, timeout: float = 0.1) -> bool:
        """Read what the program wrote, and return whether there was anything."""
        try:
            data = self._child.read_nonblocking(65_536, timeout=timeout)
        except (pexpect.TIMEOUT, pexpect.EOF):
            return False
        self.raw += data
        self._stream.feed(data)
        self.screens.add(self.seen)
        return True
