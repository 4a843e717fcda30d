"""A line of progress that stands at a terminal until the next one, or anything else, is written."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import Final, TextIO

from ..plain_text import plain_line
from .cells import cells, cut

_NARROWEST: Final = 20
_USUAL: Final = 80
"""The columns of a terminal that does not say how many it has."""


def is_terminal(stream: TextIO | None) -> bool:
    """Return whether a standard stream is a terminal. It is None, so no terminal, if closed at startup."""
    return stream is not None and stream.isatty()


def columns_of(stream: TextIO) -> int:
    """Return how many columns a stream's terminal has: as COLUMNS says, or else as the terminal says."""
    told = os.environ.get("COLUMNS", "")
    if told.isascii() and told.isdigit() and int(told[:6]):
        return max(int(told[:6]), _NARROWEST)
    with suppress(OSError, ValueError, AttributeError):
        return max(os.get_terminal_size(stream.fileno()).columns, _NARROWEST)
    return _USUAL


class PassingLine:
    """One line of progress on a stream. It needs a terminal that can go back, and shows nothing elsewhere.

    The line is overwritten with blanks, without escape sequences, so that every terminal obeys.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._standing = 0
        """The cells of the line that stands there now."""

    @property
    def is_shown(self) -> bool:
        """Whether the stream shows such lines."""
        return is_terminal(self._stream) and os.environ.get("TERM") != "dumb"

    def show(self, text: str) -> None:
        """Show a line in place of the one before. What does not fit is cut.

        Raises:
            OSError: the stream can't be written.
        """
        if not self.is_shown:
            return
        line = cut(plain_line(text), columns_of(self._stream) - 1)
        self._write(f"{self._erasing()}{line}")
        self._standing = cells(line)

    def take_back(self) -> None:
        """Remove the line that stands there, if there is one.

        Raises:
            OSError: the stream can't be written.
        """
        if self._standing:
            self._write(self._erasing())
            self._standing = 0

    def _erasing(self) -> str:
        """Return what leaves the cursor at the start of an empty line."""
        if not self._standing:
            return ""
        # In a terminal that has become narrower, the line has wrapped: only its last part can be reached.
        blanks = " " * min(self._standing, columns_of(self._stream) - 1)
        return f"\r{blanks}\r"

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()
