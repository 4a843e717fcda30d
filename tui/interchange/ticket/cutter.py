"""Defines a part as it stands in the text, and what the search for parts keeps in mind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

CutKind = Literal["request", "response", "trace", "labels", "mention"]
READ: Final = 4000
"""Characters of a line in which a sign is looked for."""
LONGEST: Final = 1_048_576
"""Characters of a part."""
MOST_BODIES: Final = 400


@dataclass(frozen=True)
class Cut:
    """A part as it stands in the text."""

    kind: CutKind
    start: int
    """Its first line, counted from 0 within the segment."""
    end: int
    text: str = field(repr=False)


@dataclass
class Cutter:
    """The lines of one message, and how far they were searched."""

    lines: Sequence[str] = field(repr=False)
    bodies: int = 0
    taken: int = 0
    """The line after the last part: nothing before it is taken twice."""
    looked_at: dict[str, int] = field(default_factory=dict)
    """How far a search over many lines has come in vain, so that it is not begun again on each line."""

    def cut(self, kind: CutKind, start: int, end: int) -> Cut:
        """Return the lines from `start` until `end` as a part."""
        return Cut(kind, start, end, "\n".join(self.lines[start:end]).strip("\n")[:LONGEST])
