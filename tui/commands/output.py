"""Writes everything the command line prints: results to stdout, messages and progress to stderr."""

from __future__ import annotations

import io
import os
import re
import sys
from pathlib import Path
from typing import Final, TextIO

from ..errors import ConnectorDoctorError
from ..plain_text import plain_line, plain_text

PROGRAM: Final = "connector-doctor"
_LONGEST_LINE: Final = 2_000
_LONGEST_MESSAGE: Final = 100_000
_MOST_LINES: Final = 200
_LONGEST_NAME: Final = 4_096
_NO_NAME: Final = re.compile(r"[\x00-\x1f{}<>\"]|://|[^/\\]{256}")
"""What no file's name holds that somebody would give to a command; a response or a URL does."""


class Output:
    """Writes results and messages, always without color.

    If the reader goes away (`… | head`), the output stops. The work goes on, so the exit status stays right.
    """

    def __init__(self) -> None:
        self._stdout = _tolerant(sys.stdout)
        self._stderr = _tolerant(sys.stderr)

    def result(self, text: str) -> None:
        """Write a result to stdout. The caller has already made foreign text in it harmless.

        Raises:
            ConnectorDoctorError: stdout can't be written, for another reason than a reader that went away.
        """
        self._to_stdout(text + "\n")

    def _to_stdout(self, text: str) -> None:
        try:
            self._stdout.write(text)
            self._stdout.flush()
        except BrokenPipeError:
            _silence(self._stdout)
        except OSError as error:
            _silence(self._stdout)
            raise ConnectorDoctorError(f"The result can't be written: {error.strerror}.") from None

    def message(self, text: str) -> None:
        """Write a message to stderr, each line with the program's name in front. What is too long is cut."""
        lines = plain_text(text[:_LONGEST_MESSAGE]).split("\n")
        try:
            for line in lines[:_MOST_LINES]:
                self._stderr.write(f"{PROGRAM}: {shortened(line, _LONGEST_LINE)}\n")
            self._stderr.flush()
        except OSError:
            _silence(self._stderr)

    def progress(self, text: str) -> None:
        """Write a progress line to stderr, but only if stderr is a terminal."""
        if is_terminal(self._stderr):
            self.message(text)

    def confirms(self, question: str) -> bool:
        """Ask a question on stderr and return whether the user said yes. The end of input means no."""
        return self.asks(f"{question} [y/N]").lower() in {"y", "yes"}

    def asks(self, question: str) -> str:
        """Ask a question on stderr and return the line typed. The end of input is a blank line."""
        try:
            self._stderr.write(f"{PROGRAM}: {plain_text(question)} ")
            self._stderr.flush()
        except OSError:
            _silence(self._stderr)
            return ""
        return sys.stdin.readline().strip()

    def finish(self) -> None:
        """Flush what argparse printed to stdout. A reader that went away is not an error.

        Raises:
            ConnectorDoctorError: as in `result`.
        """
        self._to_stdout("")


def shown_argument(argument: str) -> str:
    """Return an argument that names a file, fit for a message. What is no file's name may be a secret."""
    return plain_line(argument) if is_file_name(argument) else "What was given instead of a file's name"


def is_file_name(argument: str) -> bool:
    """Tell whether an argument can be the name of a file, and not a response or a URL."""
    return len(argument) <= _LONGEST_NAME and not _NO_NAME.search(argument)


def shortened(text: str, most: int) -> str:
    """Return a text cut to a number of characters; an ellipsis shows the cut."""
    return text if len(text) <= most else text[:most] + "…"


def is_terminal(stream: TextIO | None) -> bool:
    """Return whether a standard stream is a terminal. It is None, so no terminal, if closed at startup."""
    return stream is not None and stream.isatty()


def _tolerant(stream: TextIO | None) -> TextIO:
    """Make a stream accept every character. A terminal keeps its encoding; a file or pipe gets UTF-8."""
    if stream is None:
        return Path(os.devnull).open("w", encoding="utf-8")
    if isinstance(stream, io.TextIOWrapper):
        encoding = stream.encoding if stream.isatty() else "utf-8"
        stream.reconfigure(encoding=encoding, errors="backslashreplace")
    return stream


def _silence(stream: TextIO) -> None:
    """Redirect a stream to the null device, so that the interpreter's flush at exit can't fail."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
