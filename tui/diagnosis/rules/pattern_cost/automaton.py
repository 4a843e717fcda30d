r"""The ways through an expression: one place for each character, and the steps from place to place.

    (?:\w+\.)+x      ─>   start ─> \w ⟲ ─> . ─> x,  and . ─> \w again

It is the automaton of Glushkov with two things more. A step knows in how many ways the search can take it,
for `(a?)?` has two ways to match nothing. And a place knows the loop that it is in, with the number of
characters that the loop can take: `.{0,40}` is one place in a loop of 40, not forty places.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from .characters import Characters

_MOST_PLACES: Final = 2_000
MOST_WAYS: Final = 1 << 40


class TooLargeError(ValueError):
    """An expression with so many places that its cost can't be told in a short time."""


class Budget:
    """How many steps the checks of one expression may still take."""

    def __init__(self, steps: int) -> None:
        self._steps = steps

    def spend(self, steps: int = 1) -> None:
        """Take steps from the budget.

        Raises:
            TooLargeError: there are none left.
        """
        self._steps -= steps
        if self._steps < 0:
            raise TooLargeError


@dataclass(frozen=True, eq=False)
class Loop:
    """A repeat that isn't inside another one; `length` is the number of characters it can take."""

    length: int
    source: str


@dataclass
class Automaton:
    """The places of an expression and the steps between them. Place 0 is before the first character."""

    characters: Characters
    masks: list[int] = field(default_factory=list)
    """The characters that each place matches."""
    steps: list[dict[int, int]] = field(default_factory=list)
    """Of each place: the places after it, and in how many ways."""
    loops: list[Loop | None] = field(default_factory=list)
    """Of each place: the outermost loop that it is in."""

    def add(self, mask: int, loop: Loop | None) -> int:
        """Add a place and return its number."""
        if len(self.masks) >= _MOST_PLACES:
            raise TooLargeError
        self.masks.append(mask)
        self.steps.append({})
        self.loops.append(loop)
        return len(self.masks) - 1

    def connect(self, last: Edge, first: Edge) -> None:
        """Add a step from each place of one edge to each of another."""
        for (place, needed), ways in last.items():
            for (after, also), more in first.items():
                # Nothing leads back to the start of the text.
                leads = self.masks[after] != self.characters.start or place == 0
                if leads and self._keeps(needed | also, place, after):
                    self.steps[place][after] = min(self.steps[place].get(after, 0) + ways * more, MOST_WAYS)

    def _keeps(self, needed: int, place: int, after: int) -> bool:
        r"""Tell whether a step is as `\b` and `\B` on it ask."""
        words = self.characters.words
        is_boundary = bool(self.masks[place] & words) != bool(self.masks[after] & words)
        return not needed or needed == (BOUNDARY if is_boundary else NO_BOUNDARY)

    def meet(self, one: int, other: int) -> bool:
        """Tell whether two places match the same character."""
        return bool(self.masks[one] & self.masks[other])


Edge = dict[tuple[int, int], int]
"""Places where a part begins or ends, each with the boundaries needed beside it, and in how many ways."""
BOUNDARY: Final = 1
NO_BOUNDARY: Final = 2
