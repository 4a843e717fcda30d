"""Drives plain mode in this process: lines are typed ahead, and secrets where nothing shows them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import pytest

from tui.cli import main

_OPTION = re.compile(r"(?:^|: )  (\d+)\. (.*)$", re.MULTILINE)

Line = str | Callable[[str], str]


@dataclass
class Typist:
    """Types lines into plain mode; what stands in `hidden` answers the prompts that show nothing.

    A line such as `@Save` chooses from the last list what begins with that word. One that is a function is
    told all that was said and shown, and returns what to type.
    """

    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]
    prompts: list[str] = field(default_factory=list)
    """The hidden prompts."""
    shown: str = ""
    """What went to stdout."""
    said: str = ""
    """What went to stderr."""

    def runs(self, arguments: Iterable[str], *lines: Line, hidden: Iterable[str] = ()) -> int:
        """Run the program until the lines are used up or it ends, and return the exit status."""
        self.shown = self.said = ""
        typed: Iterator[str] = iter(hidden)

        def getpass(prompt: str, stream: object = None) -> str:
            self.prompts.append(prompt)
            try:
                return next(typed)
            except StopIteration:
                raise EOFError from None

        with self.monkeypatch.context() as patch:
            patch.setattr("sys.stdin", _Keyboard(self, iter(lines)))
            patch.setattr("tui.plain.console.is_terminal", lambda stream: True)
            patch.setattr("getpass.getpass", getpass)
            status = main([*arguments, "--plain"])
        self.listen()
        return status

    def listen(self) -> None:
        """Take down what was shown and said until now."""
        shown, said = self.capsys.readouterr()
        self.shown += shown
        self.said += said

    def number_of(self, option: str) -> str:
        """Return the number that an option has in the last list of options."""
        self.listen()
        options = _OPTION.findall(self.said)
        last = max(index for index, (number, _) in enumerate(options) if number == "1")
        return next(str(number) for number, words in options[last:] if words.startswith(option))


class _Keyboard:
    """Takes the place of standard input."""

    def __init__(self, typist: Typist, lines: Iterator[Line]) -> None:
        self._typist = typist
        self._lines = lines

    def isatty(self) -> bool:
        return False

    def fileno(self) -> int:
        raise OSError("no terminal")

    def readline(self) -> str:
        line = next(self._lines, None)
        if line is None:
            return ""
        if not isinstance(line, str):
            self._typist.listen()
            line = line(self._typist.said + self._typist.shown)
        return f"{self._typist.number_of(line[1:]) if line.startswith('@') else line}\n"
