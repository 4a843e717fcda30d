"""The terminal: colors, size, characters, clipboard and mouse, as far as its variables tell."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Final

from ..screen_size import MINIMUM_HEIGHT, MINIMUM_WIDTH
from ..terminal.monochrome import has_colors
from .check import Check
from .machine import Machine

_USUAL_SIZE: Final = (80, 24)
_COPIES: Final = {
    "iTerm.app": "once it is allowed in iTerm's settings (General, Selection)",
    "vscode": "",
    "WezTerm": "",
    "ghostty": "",
    "rio": "",
    "Hyper": "",
}
"""Terminals that put a program's text on the clipboard (OSC 52), by TERM_PROGRAM, and on what condition."""
_OF_TERM: Final = ("xterm-kitty", "alacritty", "foot", "xterm-ghostty")
"""The same, by the beginning of TERM."""
_COPIES_NOT: Final = {"Apple_Terminal": "macOS Terminal"}
_OTHER_WAY: Final = "Write to a file instead (Ctrl+S in the copy dialog), or select with the mouse and Shift."


def terminal_checks(machine: Machine) -> Iterator[Check]:
    """Yield the checks of the terminal; of characters alone where there is none."""
    yield _characters(machine)
    if not machine.writes_terminal:
        found = "standard output is none, so size, colors, clipboard and mouse can't be told"
        yield Check("terminal", "Terminal", "unknown", found)
        return
    yield _name(machine)
    yield _size(machine)
    yield _colors(machine)
    yield _clipboard(machine)
    yield _mouse(machine)


def _name(machine: Machine) -> Check:
    term, program = machine.variable("TERM"), machine.variable("TERM_PROGRAM")
    named = ", ".join(filter(None, (program, f"TERM={term}" if term else "", *_around(machine))))
    check_id, title = "terminal", "Terminal"
    if term == "dumb":
        fix = "For the wizard's screens, use a terminal that can place text; here it asks line by line."
        return Check(check_id, title, "warning", f"{named} can't show screens", fix)
    if not machine.reads_terminal:
        fix = "Start the wizard with the keyboard as its standard input."
        return Check(check_id, title, "warning", f"{named}; but standard input is no terminal", fix)
    return Check(check_id, title, "ok", named or "one that doesn't say its name")


def _around(machine: Machine) -> Iterator[str]:
    if machine.variable("TMUX"):
        yield "within tmux"
    elif machine.variable("STY"):
        yield "within screen"
    if machine.variable("SSH_TTY", "SSH_CONNECTION"):
        yield "over SSH"


def _size(machine: Machine) -> Check:
    columns, rows = machine.size
    found = f"{columns} columns by {rows} rows"
    if columns < MINIMUM_WIDTH or rows < MINIMUM_HEIGHT:
        fix = f"Make it larger: the wizard needs {MINIMUM_WIDTH} by {MINIMUM_HEIGHT}, and likes 100 by 30."
        return Check("terminal.size", "Size", "warning", found, fix)
    return Check("terminal.size", "Size", "ok", found)


def _characters(machine: Machine) -> Check:
    check_id, title = "terminal.characters", "Characters"
    if not machine.encoding:
        return Check(check_id, title, "unknown", "standard output is closed")
    if _is_utf8(machine.encoding):
        return Check(check_id, title, "ok", "UTF-8")
    fix = "Set PYTHONUTF8=1, or LANG to a UTF-8 locale such as C.UTF-8; else some are written as escapes."
    return Check(check_id, title, "warning", f"{machine.encoding}, which lacks most of them", fix)


def _is_utf8(encoding: str) -> bool:
    try:
        return codecs.lookup(encoding).name.startswith("utf-8")
    except LookupError:
        return False


def _colors(machine: Machine) -> Check:
    check_id, title = "terminal.colors", "Colors"
    term = machine.variable("TERM")
    if machine.variable("NO_COLOR"):
        return Check(check_id, title, "ok", "none, as NO_COLOR asks")
    fix = "Set TERM as your terminal's guide says, for most to xterm-256color."
    if not has_colors(term):
        return Check(check_id, title, "warning", "none, as TERM says", fix)
    has_all = machine.variable("COLORTERM").lower() in {"truecolor", "24bit"}
    if has_all or term.endswith("-direct") or machine.variable("WT_SESSION"):
        return Check(check_id, title, "ok", "16 million")
    if "256color" in term:
        return Check(check_id, title, "ok", "256")
    return Check(check_id, title, "warning", "8 or 16, if any", fix)


def _clipboard(machine: Machine) -> Check:
    check_id, title = "terminal.clipboard", "Clipboard"
    is_remote = bool(machine.variable("SSH_TTY", "SSH_CONNECTION"))
    if find_spec("pyperclip") and not is_remote:
        return Check(check_id, title, "ok", "copied by pyperclip, whatever the terminal allows")
    program, term = machine.variable("TERM_PROGRAM"), machine.variable("TERM")
    if machine.variable("TMUX"):
        fix = "Put “set -g set-clipboard on” into ~/.tmux.conf if copying does nothing."
        return Check(check_id, title, "unknown", "tmux decides whether copying (OSC 52) gets through", fix)
    if machine.variable("STY"):
        return Check(check_id, title, "warning", "screen doesn't let copying (OSC 52) through", _OTHER_WAY)
    if program in _COPIES_NOT:
        return Check(
            check_id, title, "warning", f"{_COPIES_NOT[program]} ignores copying (OSC 52)", _OTHER_WAY
        )
    if program in _COPIES or machine.variable("WT_SESSION") or term.startswith(_OF_TERM):
        condition = _COPIES.get(program, "")
        return Check(check_id, title, "ok", f"copying (OSC 52) works{f', {condition}' if condition else ''}")
    if machine.variable("VTE_VERSION"):
        found = "terminals of the GNOME family ignore copying (OSC 52), mostly"
        return Check(check_id, title, "warning", found, _OTHER_WAY)
    return Check(
        check_id, title, "unknown", "it is not known whether this terminal copies (OSC 52)", _OTHER_WAY
    )


def _mouse(machine: Machine) -> Check:
    check_id, title = "terminal.mouse", "Mouse"
    if machine.variable("TERM") in {"dumb", "linux", "vt100"}:
        found = "this kind of terminal has none; every screen works by keys alone"
        return Check(check_id, title, "unknown", found)
    if machine.variable("TMUX"):
        found = "tmux hands it on, with “set -g mouse on” also the wheel"
        return Check(check_id, title, "ok", found)
    return Check(check_id, title, "ok", "likely; Shift while selecting leaves the choice to the terminal")
