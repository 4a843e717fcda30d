"""The one owner of stdout and stderr: results on the one, messages and progress on the other."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import Final, TextIO

from ..errors import ConnectorDoctorError
from ..plain_text import plain_text

PROGRAM: Final = "connector-doctor"


class Output:
    """Writes the command line's results and messages. There is no colour in any of them.

    A reader that goes away (`… | head`) ends the writing, not the work: the exit status stays true.
    """

    def __init__(self) -> None:
        self._stdout = _tolerant(sys.stdout)
        self._stderr = _tolerant(sys.stderr)

    def result(self, text: str) -> None:
        """Write a result to stdout. What is foreign in it was made plain where it was put in.

        Raises:
            ConnectorDoctorError: stdout can't be written, for another reason than a reader gone.
        """
        try:
            self._stdout.write(text + "\n")
            self._stdout.flush()
        except BrokenPipeError:
            _silence(self._stdout)
        except OSError as error:
            _silence(self._stdout)
            raise ConnectorDoctorError(f"The result can't be written: {error.strerror}.") from None

    def message(self, text: str) -> None:
        """Write a message to stderr, each of its lines named as this program's."""
        try:
            for line in plain_text(text).split("\n"):
                self._stderr.write(f"{PROGRAM}: {line}\n")
            self._stderr.flush()
        except OSError:
            _silence(self._stderr)

    def progress(self, text: str) -> None:
        """Write a line on what goes on to stderr, when somebody watches there."""
        if is_terminal(self._stderr):
            self.message(text)

    def confirms(self, question: str) -> bool:
        """Ask at the terminal, by stderr, and tell whether the answer is yes; its end is a no."""
        try:
            self._stderr.write(f"{PROGRAM}: {plain_text(question)} [y/N] ")
            self._stderr.flush()
        except OSError:
            _silence(self._stderr)
            return False
        return sys.stdin.readline().strip().lower() in {"y", "yes"}

    def finish(self) -> None:
        """Write out what argparse printed to stdout; a reader that has gone is no fault."""
        try:
            self._stdout.flush()
        except OSError:
            _silence(self._stdout)


def is_terminal(stream: TextIO | None) -> bool:
    """Tell whether a standard stream is a terminal. One that was closed at the start is None, and isn't."""
    return stream is not None and stream.isatty()


def _tolerant(stream: TextIO | None) -> TextIO:
    """Return a stream that takes every character: a terminal in its own encoding, a file or pipe in UTF-8."""
    if stream is None:
        return Path(os.devnull).open("w", encoding="utf-8")
    if isinstance(stream, io.TextIOWrapper):
        encoding = stream.encoding if stream.isatty() else "utf-8"
        stream.reconfigure(encoding=encoding, errors="backslashreplace")
    return stream


def _silence(stream: TextIO) -> None:
    """Let a stream write to nowhere: the interpreter flushes it once more at exit, and would complain."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
