"""Measures how well what stands on the screen can be read: the contrast of each text with what is behind it.

As WCAG 2 has it (success criterion 1.4.3, AA): a text needs 4.5 to 1. A terminal's text is never "large".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rich.color import Color
from rich.style import Style

from .driving import Driver

AA = 4.5


class Text(NamedTuple):
    """A text on the screen, in its colors."""

    text: str
    row: int
    style: Style

    @property
    def ratio(self) -> float:
        """The contrast with the background."""
        ink, ground = self.style.color, self.style.bgcolor
        return contrast(*((ground, ink) if self.style.reverse else (ink, ground)))

    def __str__(self) -> str:
        return f"“{self.text.strip()}” in row {self.row}: {self.ratio:.2f} ({self.style})"


def contrast(one: Color | None, other: Color | None) -> float:
    """Return the contrast of two colors, from 1 to 21. Without one of them, there is nothing to see."""
    if one is None or other is None:
        return 1.0
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(color: Color) -> float:
    """Return the relative luminance that WCAG defines, from 0 to 1."""
    parts = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in color.get_truecolor().normalized
    )
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def texts(d: Driver) -> Iterator[Text]:
    """Yield every text of the screen that is open, as it goes to the terminal: all layers put together.

    What lies dimmed behind a dialog can't be used. AA asks nothing of it.
    """
    screen = d.app.screen
    parts = [child for child in screen.children if child.display] if screen.is_modal else [screen]
    strips = d.lines()
    for region in (part.region for part in parts):
        for row, strip in enumerate(strips[region.y : region.bottom], region.y):
            for segment in strip.crop(region.x, region.right):
                if segment.style and any(map(_is_read, segment.text)):
                    yield Text(segment.text, row, segment.style)


def _is_read(character: str) -> bool:
    """Tell whether a character is read, not one that draws a line, a bar or a frame."""
    return not character.isspace() and not "\u2500" <= character <= "\u259f"
