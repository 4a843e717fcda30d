"""How well a text can be told from what is behind it, as WCAG 2 measures it (success criterion 1.4.3)."""

from __future__ import annotations

from typing import Final

from textual.color import Color

_WEIGHTS: Final = (0.2126, 0.7152, 0.0722)


def contrast(one: Color, other: Color) -> float:
    """Return the contrast of two opaque colors, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def is_read(character: str) -> bool:
    """Tell whether a character is read, not one that draws a line, a bar or a frame."""
    return not character.isspace() and not "\u2500" <= character <= "\u259f"


def _luminance(color: Color) -> float:
    parts = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color.normalized
    )
    return sum(weight * part for weight, part in zip(_WEIGHTS, parts, strict=True))
