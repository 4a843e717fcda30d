"""The screen in the terminal's own two colors: what NO_COLOR asks for (https://no-color.org).

Textual would make every color a gray, and send it all the same. Here none is sent. Everything is laid out and
colored as always; this looks at what comes of it, last of all:

    a fill that stands out from the background ──> reversed      the focus, a cursor, a selection, the verdict
    a fainter one ───────────────────────────────> nothing       panels, fields, buttons: they have edges
    an edge that its fill alone makes visible ───> a blank
    bold, italic, underlined, dim ───────────────> stay

What has to be told apart otherwise has rules for `:nocolor` in the style sheets.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from .contrast import contrast, is_read

_STANDS_OUT: Final = 1.6
"""The contrast from which a fill, or an edge, is meant to be seen."""


class WithoutColors(LineFilter):
    """Takes all colors away, and leaves what the terminal shows without them."""

    def __init__(self, background: Color) -> None:
        """Take the color that the screens have where there is nothing."""
        super().__init__()
        self._background = background

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [
            segment if segment.control or not segment.style else self._without(segment.text, segment.style)
            for segment in segments
        ]

    def _without(self, text: str, style: Style) -> Segment:
        plain, shows_edges = _plain(style, self._background)
        if not shows_edges and not any(map(is_read, text)):
            text = " " * Segment(text).cell_length
        return Segment(text, plain)


@lru_cache(4096)
def _plain(style: Style, background: Color) -> tuple[Style, bool]:
    """Return a style without colors, and whether a line or a frame in it was meant to be seen."""
    ground = Color.from_rich_color(style.bgcolor) if style.bgcolor else background
    ink = Color.from_rich_color(style.color) if style.color else ground
    if style.reverse:
        ink, ground = ground, ink
    plain = Style(
        bold=style.bold,
        dim=style.dim,
        italic=style.italic,
        underline=style.underline,
        strike=style.strike,
        reverse=contrast(ground, background) >= _STANDS_OUT or None,
        link=style.link,
        meta=style.meta or None,
    )
    return plain, contrast(ink, ground) >= _STANDS_OUT
