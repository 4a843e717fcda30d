"""What lies behind a dialog: in the background, and still readable.

Textual blends it toward the dialog's own background, text and all: the text drops below WCAG AA. Whoever is
asked something often needs what stands there, such as the URL that the question is about. Here a text is
blended only as far as AA allows. Fills become faint, and a text that they hold up takes their color; frames
and lines lose as much as in Textual, and bold type is gone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Final

from rich.console import RenderableType
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.renderables.background_screen import BackgroundScreen

from ..contrast import contrast, is_read

_ENOUGH: Final = 4.7
"""The least contrast of a text: AA's 4.5, and a bit for rounding."""
_FAINT: Final = 1.5
"""The most contrast of a fill with what it is blended toward. A text in the fill's own color stands out."""
_STEPS: Final = 12
"""How finely it is measured how far a color is blended."""


def readable_behind(shown: RenderableType) -> RenderableType:
    """Return the background of a screen: where it shows another one behind it, one that can be read."""
    return _ReadableBackground(shown.screen, shown.color) if isinstance(shown, BackgroundScreen) else shown


class _ReadableBackground(BackgroundScreen):
    """The screen behind, without what its text does when it is clicked."""

    @classmethod
    def process_segments(cls, segments: Iterable[Segment], color: Color) -> Iterable[Segment]:
        for segment in segments:
            if segment.control:
                yield segment
            else:
                is_text = any(map(is_read, segment.text))
                yield Segment(segment.text, _behind(segment.style or Style.null(), color, is_text=is_text))


@lru_cache(4096)
def _behind(style: Style, over: Color, *, is_text: bool) -> Style:
    """Return a style as it looks behind a translucent color."""
    style = style.clear_meta_and_links()
    if not style.bgcolor or style.bgcolor.is_default:
        # Without colors, the terminal itself can dim. What is reversed looks as if it had the focus.
        return style + Style(bold=False, dim=True, reverse=False)
    ground = Color.from_rich_color(style.bgcolor)
    ink = Color.from_rich_color(style.color) if style.color else ground
    if style.reverse:
        ink, ground = ground, ink
    faded = _blended(ground, over, until=lambda color: contrast(color, over) <= _FAINT)
    if is_text:
        # In a theme of Textual's, neither may do.
        ink = _readable(ink, faded, over) or _readable(ground, faded, over) or ink
    else:
        ink += over
    return style + Style(color=ink.rich_color, bgcolor=faded.rich_color, bold=False, reverse=False)


def _blended(color: Color, over: Color, until: Callable[[Color], bool]) -> Color:
    """Return a color blended toward another one: as far as that one covers it, or as far as is needed."""
    shares = (over.a + (1 - over.a) * step / _STEPS for step in range(_STEPS))
    blends = (color + over.with_alpha(share) for share in shares)
    return next(filter(until, blends), over.with_alpha(1))


def _readable(ink: Color, ground: Color, over: Color) -> Color | None:
    """Return an ink blended toward a color, as far as it can still be read; None if it can't be at all."""
    shares = (over.a * (1 - step / _STEPS) for step in range(_STEPS + 1))
    blends = (ink + over.with_alpha(share) for share in shares)
    return next((blend for blend in blends if contrast(blend, ground) >= _ENOUGH), None)
