"""Makes foreign text ready to show, at a cost that doesn't grow with its length.

    text ──cut──> a window ──mask──> ──make harmless──> ──cut──> what is shown, and how much is left off

What is cut off is never looked at, so a mebibyte costs no more than the part that is shown. A secret that
crosses the cut is not shown in part: the window for masking reaches beyond what is shown.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from ..plain_text import plain_text

Mask = Callable[[str], str] | None
"""Masks the secrets in a text; None to reveal them."""

SHOWN_ROW_VALUE: Final = 400
"""The most characters of a value in a list of rows; the dialog of the row shows more."""
_MARGIN: Final = 8_192
"""How many characters the window reaches beyond what is shown: few secrets are longer."""
_PIECE: Final = 4_096


class ShownText(NamedTuple):
    """The shown part of a text."""

    text: str
    left_off: int
    """How many characters are not shown; approximate if some were masked or made visible."""


def shown_text(text: str, mask: Mask, *, most: int, most_lines: int = 0) -> ShownText:
    """Return the start of a text, masked and harmless; line breaks and tabs stay.

    `most` limits the characters, `most_lines` the lines (0 for no limit).
    """
    text = text.replace("\r\n", "\n")
    cut = _end_of_lines(text, most_lines, most) if most_lines else most
    if len(text) <= cut:
        window = mask(text) if mask else text
        shown, used = _harmless(window, most)
        return ShownText(shown, len(window) - used)
    window = text[: cut + _MARGIN]
    if mask:
        is_cut = len(window) < len(text)
        # A secret that continues beyond the window is not recognized, so drop the window's end.
        window = mask(window)[:-_MARGIN] if is_cut else mask(window)
    shown, used = _harmless(window, cut)
    return ShownText(shown, len(text) - used)


def shown_line(text: str, mask: Mask, *, most: int) -> str:
    """Return the start of a text as one masked and harmless line, and how much is left off."""
    shown = shown_text(text, mask, most=most)
    line = shown.text.replace("\n", "␊").replace("\t", "␉")
    return f"{line}… {shown.left_off:,} more characters" if shown.left_off else line


def _end_of_lines(text: str, lines: int, most: int) -> int:
    """Return where the given number of lines ends, or `most` if that is less."""
    end = -1
    for _ in range(lines):
        end = text.find("\n", end + 1, most)
        if end < 0:
            return most
    return end


def _harmless(text: str, most: int) -> tuple[str, int]:
    """Return at most `most` characters of harmless text, and how many characters of the text they stand for.

    It works piece by piece, since one character can become nine.
    """
    pieces: list[str] = []
    room, used = most, 0
    while room and used < len(text):
        piece = text[used : used + min(_PIECE, room)]
        harmless = plain_text(piece)[:room]
        pieces.append(harmless)
        room -= len(harmless)
        used += len(piece)
    return "".join(pieces), used
