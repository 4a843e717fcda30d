"""The countdown of a token's lifetime, with its bar, and the times in a token."""

from __future__ import annotations

from typing import Final

from textual.content import Content

from ...interchange.token_text.moments import Lifetime, at_the_end, left_of, moment_said
from .inked import STYLES, inked
from .table import Row

_BAR: Final = 20


def lifetime_rows(lifetime: Lifetime, now: float) -> list[Row]:
    """Return a token's remaining lifetime, and what the connector does when it expires."""
    left = left_of(lifetime, now)
    style = STYLES[left.said.ink]
    shown = Content.styled(left.said.text, style if left.share is None else f"bold {style}")
    bar = Content("") if left.share is None else Content.assemble(" ", _bar(left.share, style))
    return [
        ("Lifetime", Content.assemble(shown, left.of, bar, left.until)),
        ("On expiry", Content(at_the_end(lifetime, now))),
    ]


def _bar(share: float, style: str) -> Content:
    """Return a bar of what is left: filled, then dashed. Of an expired token, it is half as long."""
    if share <= 0:
        return Content.styled("╌" * (_BAR // 2), "$quiet")
    filled = min(max(round(share * _BAR), 1), _BAR)
    return Content.assemble(("━" * filled, style), ("╌" * (_BAR - filled), "$quiet"))


def moment_row(name: str, moment: float, now: float, *, ends: bool = False) -> Row:
    """Return a moment that a token names, with how far off it is. With `ends`, a past one is an error."""
    return name, inked(moment_said(moment, now, ends=ends))
