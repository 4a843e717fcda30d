"""A line of progress: the next one takes its place, and nothing of it is left below a result."""

from __future__ import annotations

import io
import os
import sys

import pyte
import pytest

from tui.commands.output import Output
from tui.terminal.passing_line import PassingLine, columns_of


def output_to(terminal: FakeTerminal, monkeypatch: pytest.MonkeyPatch) -> Output:
    """Return the output of a program whose standard output and standard error are a terminal."""
    monkeypatch.setattr(sys, "stdout", terminal)
    monkeypatch.setattr(sys, "stderr", terminal)
    return Output()


class FakeTerminal(io.StringIO):
    """A stream that says that it is a terminal; standard output and standard error may share it."""

    def isatty(self) -> bool:
        return True

    def seen(self, columns: int = 40) -> list[str]:
        """Return the lines of the screen that are not blank, as a terminal of this width shows them."""
        screen = pyte.Screen(columns, 10)
        pyte.Stream(screen).feed(self.getvalue().replace("\n", "\r\n"))
        return [line.rstrip() for line in screen.display if line.strip()]


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> FakeTerminal:
    """Return a terminal of 40 columns."""
    made = FakeTerminal()
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("TERM", "xterm")
    return made


def test_the_next_line_takes_the_place_of_the_one_before(terminal: FakeTerminal) -> None:
    line = PassingLine(terminal)
    line.show("a long line about 接続 the first attempt")
    line.show("short")
    assert terminal.seen() == ["short"]
    line.take_back()
    line.take_back()
    assert terminal.seen() == []


def test_whatever_is_written_takes_it_back(terminal: FakeTerminal, monkeypatch: pytest.MonkeyPatch) -> None:
    output = output_to(terminal, monkeypatch)
    output.progress("trying …")
    output.result("the result")
    output.progress("trying …")
    output.message("a message")
    output.progress("trying …")
    assert terminal.seen() == ["the result", "connector-doctor: a message", "trying …"]
    output.take_back()
    assert terminal.seen() == ["the result", "connector-doctor: a message"]


@pytest.mark.parametrize("text", ["x" * 300, "接" * 300, "é" * 300, "a\x1b[2Jb\nc" * 50])
def test_a_line_never_wraps_and_never_commands_the_terminal(terminal: FakeTerminal, text: str) -> None:
    PassingLine(terminal).show(text)
    assert len(terminal.seen()) == 1
    assert terminal.seen()[0].endswith("…")
    assert "\x1b" not in terminal.getvalue()


def test_a_dumb_terminal_and_a_file_get_no_line(
    terminal: FakeTerminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = io.StringIO()
    PassingLine(file).show("trying …")
    assert not file.getvalue()
    monkeypatch.setenv("TERM", "dumb")
    output = output_to(terminal, monkeypatch)
    assert not output.shows_progress
    output.progress("trying …")
    assert not terminal.getvalue()


def test_the_width_is_that_of_the_terminal_unless_columns_says_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "7")
    assert columns_of(io.StringIO()) == 20
    monkeypatch.setenv("COLUMNS", "many")
    assert columns_of(io.StringIO()) == 80
    asked = lambda _: os.terminal_size((123, 40))  # noqa: E731
    monkeypatch.setattr(os, "get_terminal_size", asked)
    monkeypatch.delenv("COLUMNS")
    with open(os.devnull) as stream:  # noqa: PTH123 (a real stream is needed)
        assert columns_of(stream) == 123
