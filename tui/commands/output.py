"""Writes everything the command line prints: results to stdout, messages and progress to stderr."""

from __future__ import annotations

import errno
import io
import os
import re
import sys
from collections.abc import Iterable
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TextIO

from ..errors import ConnectorDoctorError
from ..plain_text import plain_line, plain_text
from ..terminal.passing_line import PassingLine, columns_of, is_terminal

if TYPE_CHECKING:
    from ..terminal.color import ColorChoice
    from ..terminal.ink import Paragraph
from ..terminal.stand_ins import ERRORS, register

__all__ = ["PROGRAM", "Output", "is_file_name", "is_terminal", "shortened", "shown_argument"]

PROGRAM: Final = "connector-doctor"
_LONGEST_LINE: Final = 2_000
_LONGEST_MESSAGE: Final = 100_000
_MOST_LINES: Final = 200
_PIECE: Final = 65_536
"""Characters that are written to a stream at once."""
_LONGEST_NAME: Final = 4_096
_NO_NAME: Final = re.compile(r"[\x00-\x1f{}<>\"]|://|[^/\\]{256}")
"""What no file's name holds that somebody would give to a command; a response or a URL does."""


class Output:
    """Writes results and messages. Reports are wrapped, and colored where that is wanted.

    If the reader goes away (`… | head`), the output stops. The work goes on, so the exit status stays right.
    A line of progress stands until anything else is written.
    """

    def __init__(self) -> None:
        self._stdout = _tolerant(sys.stdout)
        self._stderr = _tolerant(sys.stderr)
        self._passing = PassingLine(self._stderr)

    def result(self, text: str) -> None:
        """Write a result to stdout. The caller has already made foreign text in it harmless.

        Raises:
            ConnectorDoctorError: stdout can't be written, for another reason than a reader that went away.
        """
        self._to_stdout((text, "\n"))

    def json(self, document: dict[str, Any], *, indent: int | None = None) -> None:
        """Write a document to stdout as JSON that a terminal can safely show.

        Raises:
            ConnectorDoctorError: as in `result`.
        """
        from ..interchange.json_text import json_pieces

        self._to_stdout(chain(json_pieces(document, indent=indent), "\n"))

    def report(
        self, paragraphs: Iterable[Paragraph], color: ColorChoice, *, is_verdict_alone: bool = False
    ) -> None:
        """Write a report to stdout: wrapped to the terminal, up to the width of a page, and colored.

        The verdict alone is the first paragraph: in a file or a pipe, in one line, however long.

        Raises:
            ConnectorDoctorError: as in `result`.
        """
        from ..terminal.color import is_colored, painted
        from ..terminal.wrapping import WIDEST, plain_lines, wrapped

        is_wrapped = is_terminal(self._stdout)
        width = min(columns_of(self._stdout), WIDEST) if is_wrapped else WIDEST
        if is_verdict_alone:
            paragraphs = [replace(verdict, is_verbatim=not is_wrapped) for verdict in islice(paragraphs, 1)]
        if is_colored(color, self._stdout, os.environ):
            self.result("\n".join(map(painted, wrapped(paragraphs, width))))
        else:
            self.result("\n".join(plain_lines(paragraphs, width)))

    def _to_stdout(self, texts: Iterable[str] = ()) -> None:
        self.take_back()
        try:
            for text in texts:
                # A stream holds all that is written at once several times over, encoded and not.
                for at in range(0, len(text), _PIECE):
                    self._stdout.write(text[at : at + _PIECE])
            self._stdout.flush()
        except BrokenPipeError:
            _silence(self._stdout)
        except OSError as error:
            _silence(self._stdout)
            if sys.platform == "win32" and error.errno == errno.EINVAL:  # its word for a broken pipe
                return
            raise ConnectorDoctorError(f"The result can't be written: {error.strerror}.") from None

    def message(self, text: str) -> None:
        """Write a message to stderr, each line with the program's name in front. What is too long is cut."""
        self.take_back()
        lines = plain_text(text[:_LONGEST_MESSAGE]).split("\n")
        try:
            for line in lines[:_MOST_LINES]:
                self._stderr.write(f"{PROGRAM}: {shortened(line, _LONGEST_LINE)}\n")
            self._stderr.flush()
        except OSError:
            _silence(self._stderr)

    @property
    def shows_progress(self) -> bool:
        """Whether lines of progress are seen: stderr is a terminal that can take them back."""
        return self._passing.is_shown

    def progress(self, text: str) -> None:
        """Show a line of progress on stderr, in place of the one before. It needs a terminal."""
        try:
            self._passing.show(text)
        except OSError:
            _silence(self._stderr)

    def take_back(self) -> None:
        """Remove the line of progress. Whatever is written does that by itself."""
        try:
            self._passing.take_back()
        except OSError:
            _silence(self._stderr)

    def confirms(self, question: str) -> bool:
        """Ask a question on stderr and return whether the user said yes. The end of input means no."""
        return self.asks(f"{question} [y/N]").lower() in {"y", "yes"}

    def asks(self, question: str) -> str:
        """Ask a question on stderr and return the line typed. The end of input is a blank line."""
        if not self.prompt(f"{PROGRAM}: {plain_text(question)} "):
            return ""
        return sys.stdin.readline().strip()

    def prompt(self, text: str) -> bool:
        """Write a text, already harmless, to stderr as it is; return whether it could be written."""
        self.take_back()
        try:
            self._stderr.write(text)
            self._stderr.flush()
        except OSError:
            _silence(self._stderr)
            return False
        return True

    def finish(self) -> None:
        """Flush what argparse printed to stdout. A reader that went away is not an error.

        Raises:
            ConnectorDoctorError: as in `result`.
        """
        self._to_stdout()


def shown_argument(argument: str) -> str:
    """Return an argument that names a file, fit for a message. What is no file's name may be a secret."""
    return plain_line(argument) if is_file_name(argument) else "What was given instead of a file's name"


def is_file_name(argument: str) -> bool:
    """Tell whether an argument can be the name of a file, and not a response or a URL."""
    return len(argument) <= _LONGEST_NAME and not _NO_NAME.search(argument)


def shortened(text: str, most: int) -> str:
    """Return a text cut to a number of characters; an ellipsis shows the cut."""
    return text if len(text) <= most else text[:most] + "…"


def _tolerant(stream: TextIO | None) -> TextIO:
    """Make a stream accept every character. A terminal keeps its encoding; a file or pipe gets UTF-8."""
    if stream is None:
        return Path(os.devnull).open("w", encoding="utf-8")
    if isinstance(stream, io.TextIOWrapper):
        register()
        encoding = stream.encoding if stream.isatty() else "utf-8"
        stream.reconfigure(encoding=encoding, errors=ERRORS)
    return stream


def _silence(stream: TextIO) -> None:
    """Redirect a stream to the null device, so that the interpreter's flush at exit can't fail."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
