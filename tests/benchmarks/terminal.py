"""A program in a pseudo-terminal, and the moments at which it has painted something."""

from __future__ import annotations

import os
import re
import select
import time
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Final, Self

import pexpect

_PATIENCE: Final = 60.0
_QUIET: Final = 0.35
"""Seconds without output after which a screen is painted whole. A cursor blinks each half second."""
_ESCAPES: Final = re.compile(
    rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|P[^\x1b]*\x1b\\|[@-Z])"
)


class PaintedTerminal:
    """Runs a program in a terminal of the given columns and rows. Times are in seconds."""

    def __init__(self, command: Sequence[str], variables: Mapping[str, str], size: tuple[int, int]) -> None:
        columns, rows = size
        self._written = b""
        self._since = time.perf_counter()
        self._child = pexpect.spawn(
            command[0],
            list(command[1:]),
            env={**variables, "TERM": "xterm-256color", "COLORTERM": "truecolor"},
            dimensions=(rows, columns),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._child.close(force=True)

    @property
    def process(self) -> int:
        """The program's process."""
        return int(self._child.pid)

    def press(self, keys: bytes) -> None:
        """Press keys, and begin to count from here."""
        self._written = b""
        self._since = time.perf_counter()
        os.write(self._child.child_fd, keys)

    def paints(self, *words: str) -> float:
        """Wait until all words have been painted, and return how long that took."""
        wanted = [word.encode() for word in words]
        while not all(word in _ESCAPES.sub(b"", self._written) for word in wanted):
            assert self._read(_PATIENCE), f"never painted {words}: {self._written[-2000:]!r}"
        return time.perf_counter() - self._since

    def rests(self) -> float:
        """Wait until nothing more is painted, and return how long it took until then."""
        last = time.perf_counter() - self._since
        while self._read(_QUIET):
            last = time.perf_counter() - self._since
        return last

    def _read(self, seconds: float) -> bool:
        """Read what comes within some seconds, and return whether anything did."""
        if not select.select([self._child.child_fd], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self._child.child_fd, 65_536)
        except OSError:  # what Linux says when the program has ended
            return False
        self._written += data
        return bool(data)
