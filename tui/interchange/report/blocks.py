"""What a report is made of, whatever it is written as: sections with blocks of text that is safe to show.

Every text in a block is masked and harmless already; a writer adds only what its own format asks for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .layers import LayerRow

Mood = Literal["good", "bad", "neutral"]


@dataclass(frozen=True)
class Fact:
    """A name and a value."""

    label: str
    value: str
    is_exact: bool = True
    """Whether the value is to be copied letter by letter; otherwise it is a phrase."""


@dataclass(frozen=True)
class Facts:
    """A table of two columns."""

    rows: tuple[Fact, ...]
    title: str = ""


@dataclass(frozen=True)
class Prose:
    """A paragraph."""

    text: str


@dataclass(frozen=True)
class Items:
    """A list."""

    items: tuple[str, ...]
    is_numbered: bool = False


@dataclass(frozen=True)
class Code:
    """A text to be read letter by letter, such as a request. It can be folded away."""

    title: str
    text: str


@dataclass(frozen=True)
class Waterfall:
    """The layers of an exchange, with the time that each took."""

    rows: tuple[LayerRow, ...]


Block = Facts | Prose | Items | Code | Waterfall


@dataclass(frozen=True)
class Section:
    """A part with a heading. A section inside of another has `depth` 2."""

    title: str
    blocks: tuple[Block, ...]
    depth: int = 1
    mood: Mood = "neutral"
