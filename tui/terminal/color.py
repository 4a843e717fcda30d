"""The one owner of color: which color a meaning has, and whether a stream gets any."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Final, Literal, TextIO

from .ink import Ink
from .monochrome import has_colors
from .passing_line import is_terminal
from .wrapping import Line

ColorChoice = Literal["auto", "always", "never"]

_CODES: Final = {
    Ink.PLAIN: "",
    Ink.WORKS: "32",
    Ink.FAILS: "1;31",
    Ink.WARNS: "33",
    Ink.STRONG: "1",
    Ink.FAINT: "2",
    Ink.SECRET: "1",
    Ink.APART: "1",
}
"""The parameters of SGR (ECMA-48 §8.3.117). They are the terminal's own colors, so that its theme is kept."""
_WINDOWS_TERMINALS: Final = ("WT_SESSION", "TERM_PROGRAM", "ConEmuANSI", "ANSICON", "TERM")
"""Variables of terminals on Windows that understand color; the old console takes it as text."""


def is_colored(choice: ColorChoice, stream: TextIO, environ: Mapping[str, str]) -> bool:
    """Return whether a stream gets color. What the user says counts before NO_COLOR and TERM.

    On its own, a terminal gets color, but not if NO_COLOR is set (https://no-color.org) or TERM names one
    that has none.
    """
    if choice != "auto":
        return choice == "always"
    if environ.get("NO_COLOR") or not has_colors(environ.get("TERM", "")) or not is_terminal(stream):
        return False
    return any(name in environ for name in (_WINDOWS_TERMINALS if sys.platform == "win32" else ("TERM",)))


def painted(line: Line) -> str:
    """Return a line with the color of each meaning. Its texts hold no escape sequences: see `wrapped`."""
    return "".join(
        f"\x1b[{code}m{span.text}\x1b[0m" if (code := _CODES[span.ink]) else span.text for span in line
    )
