"""What the variables of a terminal tell: colors, size, characters, clipboard, mouse."""

from __future__ import annotations

import pytest

from tui.checkup import terminal
from tui.checkup.terminal import terminal_checks

from .support import machine, only


@pytest.fixture(autouse=True)
def no_pyperclip(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminal, "find_spec", lambda name: None)


@pytest.mark.parametrize(
    ("environ", "state", "word"),
    [
        ({"TERM_PROGRAM": "Apple_Terminal"}, "warning", "macOS Terminal ignores"),
        ({"TERM_PROGRAM": "iTerm.app"}, "ok", "once it is allowed"),
        ({"TERM_PROGRAM": "vscode"}, "ok", "works"),
        ({"WT_SESSION": "x"}, "ok", "works"),
        ({"TERM": "xterm-kitty"}, "ok", "works"),
        ({"TERM": "xterm-256color", "VTE_VERSION": "7600"}, "warning", "GNOME"),
        ({"TERM": "tmux-256color", "TERM_PROGRAM": "vscode", "TMUX": "x"}, "unknown", "tmux decides"),
        ({"STY": "1.pts"}, "warning", "screen"),
        ({"TERM": "xterm"}, "unknown", "not known"),
    ],
)
def test_whether_the_terminal_copies(environ: dict[str, str], state: str, word: str) -> None:
    check = only(terminal_checks(machine(environ=environ)), "terminal.clipboard")
    assert (check.state, word in check.found) == (state, True)
    assert bool(check.fix) == (state != "ok")


def test_a_library_for_the_clipboard_serves_whatever_the_terminal_allows_but_not_over_ssh(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(terminal, "find_spec", lambda name: object())
    here = machine(environ={"TERM_PROGRAM": "Apple_Terminal"})
    there = machine(environ={"TERM_PROGRAM": "Apple_Terminal", "SSH_TTY": "/dev/pts/1"})
    assert only(terminal_checks(here), "terminal.clipboard").state == "ok"
    assert only(terminal_checks(there), "terminal.clipboard").state == "warning"


@pytest.mark.parametrize(
    ("environ", "found"),
    [
        ({"COLORTERM": "truecolor"}, "16 million"),
        ({"TERM": "screen-256color"}, "256"),
        ({"TERM": "xterm"}, "8 or 16, if any"),
        ({"TERM": "vt100", "COLORTERM": "truecolor"}, "none, as TERM says"),
        ({"COLORTERM": "truecolor", "NO_COLOR": "1"}, "none, as NO_COLOR asks"),
    ],
)
def test_how_many_colors_there_are(environ: dict[str, str], found: str) -> None:
    assert only(terminal_checks(machine(environ=environ)), "terminal.colors").found == found


@pytest.mark.parametrize(("size", "state"), [((60, 20), "ok"), ((59, 20), "warning"), ((60, 19), "warning")])
def test_the_smallest_size_is_the_wizards(size: tuple[int, int], state: str) -> None:
    assert only(terminal_checks(machine(size=size)), "terminal.size").state == state


@pytest.mark.parametrize(
    ("encoding", "state"),
    [
        ("utf-8", "ok"),
        ("UTF8", "ok"),
        ("ascii", "warning"),
        ("cp1252", "warning"),
        ("", "unknown"),
        ("x", "warning"),
    ],
)
def test_characters_need_utf_8(encoding: str, state: str) -> None:
    assert only(terminal_checks(machine(encoding=encoding)), "terminal.characters").state == state


def test_a_terminal_that_can_place_no_text_shows_no_wizard_and_has_no_mouse() -> None:
    checks = list(terminal_checks(machine(environ={"TERM": "dumb"})))
    assert only(checks, "terminal").state == "warning"
    assert only(checks, "terminal.mouse").state == "unknown"


def test_without_a_terminal_only_characters_are_looked_at() -> None:
    checks = list(terminal_checks(machine(writes_terminal=False)))
    assert [(check.id, check.state) for check in checks] == [
        ("terminal.characters", "ok"),
        ("terminal", "unknown"),
    ]
