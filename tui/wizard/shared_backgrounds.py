"""Keeps what widgets that are gone have drawn from staying in memory.

Textual remembers the styles of a widget's backgrounds by the cache of the widget that asked: up to 1,024 of
them live on, each with all the lines that it drew, some ten megabytes. They depend on the two colors alone.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from textual._styles_cache import StylesCache
from textual.color import Color
from textual.style import Style


@lru_cache(1_024)
def inner_and_outer(below: Color, background: Color) -> tuple[Style, Style]:
    """Return the styles within a widget's border and outside it, for the color below it and its own."""
    return Style(background=below + background), Style(background=below)


def share_backgrounds() -> None:
    """Remember these styles for all widgets together, if Textual still does so for each."""
    own: Any = vars(StylesCache).get("get_inner_outer")
    if hasattr(own, "cache_info"):
        StylesCache.get_inner_outer = staticmethod(inner_and_outer)  # type: ignore[assignment, method-assign]
