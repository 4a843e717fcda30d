"""Text with its meaning: what works, what fails, what warns. What color that is, `color` alone knows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple


class Ink(Enum):
    """What a piece of text means. Its words or a sign say the same, so that no color is needed."""

    PLAIN = "plain"
    WORKS = "works"
    FAILS = "fails"
    WARNS = "warns"
    STRONG = "strong"
    """What is looked for first: a heading, a field to change."""
    FAINT = "faint"
    """What stands beside the matter: labels, times, masks of secrets."""
    SECRET = "secret"  # noqa: S105 (the meaning of a text, and none itself)
    """A secret that is the matter itself, or the mask in its place."""
    APART = "apart"
    """What is to be told from the words around it: a name before its value, a distance behind a date."""


class Span(NamedTuple):
    """A piece of text with one meaning."""

    text: str
    ink: Ink = Ink.PLAIN


@dataclass(frozen=True)
class Paragraph:
    """Text that is wrapped to a width, with its first line and the others indented by so many cells.

    What its texts hold of control characters becomes visible when it is wrapped.
    """

    spans: tuple[Span, ...] = ()
    indent: int = 0
    hanging: int = 0
    is_verbatim: bool = False
    """Whether it is never wrapped, so that it can be copied: a line of a request or a response."""


BLANK = Paragraph()
"""A blank line."""


def paragraph(*pieces: str | Span, indent: int = 0, hanging: int | None = None) -> Paragraph:
    """Return a paragraph; its further lines are indented like the first unless `hanging` is given."""
    spans = tuple(piece if isinstance(piece, Span) else Span(piece) for piece in pieces)
    return Paragraph(spans, indent, indent if hanging is None else hanging)
