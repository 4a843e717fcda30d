"""What is said and typed in plain mode: prompts and messages on stderr, line by line; results go to stdout.

Nothing is ever taken back or overwritten, so that a screen reader reads each line once.
"""

from __future__ import annotations

import getpass
import os
import sys
import warnings
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from ..errors import ConnectorDoctorError, MissingSecretError
from ..plain_text import plain_line, plain_text
from ..terminal.ink import Paragraph
from ..terminal.passing_line import is_terminal
from .picking import named_in, number_in
from .reference import page_named
from .typed_ahead import drop_typed_ahead, is_typed_ahead

_HELP, _BACK, _BLANK = "?", "<", "-"
END_OF_PASTE: Final = "."
_LONGEST_LINE: Final = 1_024 if sys.platform == "darwin" else 4_095
"""Bytes. What is more of one line, a terminal drops without a word."""
_MOST_PASTED: Final = 2_000_000
"""Characters of a paste that are read."""
KEYS: Final = (
    "Enter keeps what stands in [brackets], - makes it blank, ? explains,\n"
    "< goes back, Ctrl+D ends. Secrets are not shown as you type them."
)

_PAGES: Final = "“? pages” lists the pages of the reference, and “? sending” reads that one."


class Back(Exception):  # noqa: N818 (no error: the user wants to see the question before)
    """The user typed `<`."""


class Ended(Exception):  # noqa: N818 (no error: the user is done)
    """The input has ended: Ctrl+D, or the end of a pipe."""


class Console:
    """Asks and tells. `show` and `report` write results to stdout, `write` all else to stderr."""

    def __init__(
        self,
        write: Callable[[str], object],
        show: Callable[[str], None],
        report: Callable[[Iterable[Paragraph]], None],
    ) -> None:
        self._write = write
        self.show = show
        self.report = report
        self._taken: set[str] = set()
        """The environment variables whose secrets were taken in place of typed ones."""

    def say(self, text: str = "") -> None:
        """Write a message. Foreign text in it is made harmless."""
        self._write(f"{plain_text(text)}\n")

    def ask(self, label: str, default: str = "", help_text: str = "", *, shown: str = "") -> str:
        """Ask for a line, and return it as it was typed, or the default; what is made blank is blank.

        `shown` stands for a default that may hold a secret.

        Raises:
            Back: the user wants to go back.
            Ended: the input has ended.
        """
        typed = self._answer(f"{label} [{plain_line(shown or default)}]" if default else label, help_text)
        return "" if typed == _BLANK else typed or default

    def ask_secret(
        self, label: str, variable: str, *, is_kept: bool = False, help_text: str = ""
    ) -> str | None:
        """Ask for a line that is not shown, and return it; None to keep what there is.

        Without a terminal, it is what the environment variable holds.

        Raises:
            MissingSecretError: there is no terminal that can hide what is typed.
            Back, Ended: as in `ask`.
        """
        if not is_terminal(sys.stdin):
            return self._from_environment(label, variable)
        prompt = f"{label}{' [kept]' if is_kept else ''} (not shown): "
        while True:
            typed = self._hidden(prompt, label, variable)
            if typed == _HELP:
                self.say(help_text or KEYS)
            elif typed == _BACK:
                raise Back
            elif self._is_whole(typed):
                return "" if typed == _BLANK else typed or None

    def ask_deliberately(self, label: str) -> str:
        """Ask for a line that was typed after the question was seen: what a paste left over is no answer.

        Raises:
            Back, Ended: as in `ask`.
        """
        if is_terminal(sys.stdin):
            drop_typed_ahead(sys.stdin)
        return self._answer(label)

    def confirms(self, question: str, *, default: bool) -> bool:
        """Ask a question to be answered with y or n.

        Raises:
            Back, Ended: as in `ask`.
        """
        while True:
            answer = self.ask_deliberately(f"{question} [{'Y/n' if default else 'y/N'}]").strip().lower()
            if answer in {"", "y", "yes", "n", "no"}:
                return answer[:1] == "y" if answer else default
            self.say("Type y or n.")

    def chooses(self, options: Sequence[str], default: int = 0, help_text: str = "") -> int:
        """List options by number, and return the index of the one chosen by that, or by its words.

        Raises:
            Back, Ended: as in `ask`.
        """
        for number, option in enumerate(options, 1):
            self.say(f"  {number}. {option}")
        while True:
            typed = self.ask("Number", str(default + 1), help_text)
            chosen = number_in(typed, len(options))
            if chosen is None and not self._is_pasted():
                chosen = named_in(typed, options)
            if chosen is not None:
                return chosen
            self.say(f"Type a number from 1 to {len(options)}, or words of a line.")

    def pasted(self) -> str:
        """Return the lines up to one with a dot alone, or the end of the input; blank if only Enter came.

        Raises:
            Ended: there was nothing but the end of the input.
        """
        lines = [self._line()]
        if not lines[0].strip() and not self._is_pasted():
            return ""
        while lines[-1] != END_OF_PASTE and sum(map(len, lines)) < _MOST_PASTED:
            try:
                lines.append(self._line())
            except Ended:
                return "\n".join(lines)
        return "\n".join(lines[:-1])

    def _is_pasted(self) -> bool:
        """Tell whether lines wait behind the one that was read: words of a paste choose nothing."""
        return is_terminal(sys.stdin) and is_typed_ahead(sys.stdin)

    def _answer(self, label: str, help_text: str = "") -> str:
        """Ask for a line, and return it as it was typed."""
        while True:
            self._write(f"{plain_line(label)}: ")
            line = self._line()
            if not is_terminal(sys.stdin):  # which has gone on to the next line by itself
                self._write("\n")
            if line == _HELP:
                self.say(help_text or f"{KEYS}\n{_PAGES}")
            elif line == _BACK:
                raise Back
            elif line.startswith(f"{_HELP} ") and (page := page_named(line.removeprefix(_HELP))):
                self.say(page)
            else:
                return line

    def _line(self) -> str:
        """Return the next line. It is not repeated, though a pipe shows nothing: it may hold a secret."""
        while True:
            try:
                line = sys.stdin.readline() if sys.stdin else ""
            except (OSError, ValueError) as error:
                raise ConnectorDoctorError(f"What was typed can't be read: {type(error).__name__}.") from None
            if not line:
                self._write("\n")
                raise Ended
            line = line.removesuffix("\n").removesuffix("\r")
            if self._is_whole(line):
                return line

    def _is_whole(self, line: str) -> bool:
        """Tell whether a terminal gave all of a line; say what to do if not."""
        if len(line.encode("utf-8", "surrogateescape")) < _LONGEST_LINE or not is_terminal(sys.stdin):
            return True
        self.say(
            f"This terminal gives {_LONGEST_LINE:,} bytes of a line and no more, so that one was cut, and is "
            "not taken. Break it into several lines, or save it to a file for: connector-doctor import FILE"
        )
        return False

    def _from_environment(self, label: str, variable: str) -> str:
        found = os.environ.get(variable, "")
        why = "is asked for at a terminal alone, and there is none"
        if not found:
            raise MissingSecretError(f"{label} {why}. Set {variable}.")
        if variable in self._taken:  # so it doesn't do: to take it again and again would never end
            raise MissingSecretError(f"{label} {why}. What {variable} holds was taken already.")
        self._taken.add(variable)
        self.say(f"{label}: taken from {variable}.")
        return found

    def _hidden(self, prompt: str, label: str, variable: str) -> str:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error", getpass.GetPassWarning)
                return getpass.getpass(plain_line(prompt), stream=None)
        except EOFError:
            raise Ended from None
        except getpass.GetPassWarning:
            raise MissingSecretError(
                f"This terminal would show {label} as it is typed. Set {variable}."
            ) from None
