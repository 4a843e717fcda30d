"""Lays out an expression as an automaton, from the inside to the outside."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from .automaton import BOUNDARY, MOST_WAYS, NO_BOUNDARY, Automaton, Edge, Loop
from .characters import Characters
from .measures import can_be_empty, longest, places
from .syntax import Ahead, Boundary, Character, Choice, Node, Repeat, Sequence, Start

_COPIED: Final = 24
"""Places: a repeat with a limit that needs no more is written out, as that tells its cost more exactly."""


class CountlessError(ValueError):
    """A repeat that can match one text in countless ways. Its text is the repeat."""


@dataclass(frozen=True)
class _Part:
    """A part of an expression, as its neighbors see it: where it begins and ends."""

    first: Edge
    last: Edge
    empty: dict[int, int]
    """In how many ways it matches nothing, by the boundaries that this needs."""

    @property
    def times_empty(self) -> int:
        return sum(self.empty.values())


_NOTHING: Final = _Part({}, {}, {0: 1})


def ways_through(expression: Node, pattern: re.Pattern[str], length: int, *, is_search: bool) -> Automaton:
    """Return the automaton of an expression for texts of up to a length.

    A search begins anywhere in the text, and so in a loop over all that comes before a match.

    Raises:
        TooLargeError: it has too many places.
        CountlessError: it holds a repeat that is countless whatever is around it.
    """
    automaton = Automaton(Characters(pattern))
    builder = _Builder(automaton, length)
    start = automaton.characters.start
    before: Edge = {(automaton.add(0, None), 0): 1}
    entry = builder.skipped() if is_search else {(automaton.add(start, None), 0): 1}
    if is_search:
        automaton.connect(entry, entry)
    part = builder.part(expression)
    at_start = [edge for edge in (*entry, *part.first) if automaton.masks[edge[0]] & start]
    automaton.connect(before, dict.fromkeys(at_start, 1))
    automaton.connect(entry, part.first)
    return automaton


class _Builder:
    """Lays out the parts of an expression, from the inside to the outside."""

    def __init__(self, automaton: Automaton, length: int) -> None:
        self._automaton = automaton
        self._length = length
        self._loop: Loop | None = None

    def skipped(self) -> Edge:
        """Lay out what a search skips before a match: the start and any character, any number of times."""
        self._loop = Loop(self._length, "")
        characters = self._automaton.characters
        part = self._place(characters.all | characters.start)
        self._loop = None
        return part.first

    def part(self, node: Node) -> _Part:
        """Lay out a part and return it."""
        match node:
            case Character(source, flags):
                return self._place(self._automaton.characters.matched_by(source, flags))
            case Start():
                return self._place(self._automaton.characters.start)
            case Ahead(body):
                outer, self._loop = self._loop, None
                looked_at = self.part(body)
                self._loop = outer
                return _Part(looked_at.first, {}, {0: 1})
            case Boundary(is_absent):
                return _Part({}, {}, {NO_BOUNDARY if is_absent else BOUNDARY: 1})
            case Sequence(parts):
                return self._sequence(parts)
            case Choice(parts):
                return _either([self.part(part) for part in parts])
            case Repeat():
                return self._repeat(node)

    def _place(self, mask: int) -> _Part:
        """Lay out a character: as two places where it may be in a word or between words."""
        words = self._automaton.characters.words
        halves = [half for half in (mask & words, mask & ~words) if half]
        edge = {(self._automaton.add(half, self._loop), 0): 1 for half in halves}
        return _Part(edge, edge, {})

    def _sequence(self, parts: tuple[Node, ...]) -> _Part:
        whole = _NOTHING
        for part in parts:
            whole = self._then(whole, self.part(part))
        return whole

    def _then(self, one: _Part, other: _Part) -> _Part:
        self._automaton.connect(one.last, other.first)
        return _Part(
            _sum(one.first, other.first, one.empty),
            _sum(other.last, one.last, other.empty),
            _both(one.empty, other.empty),
        )

    def _repeat(self, repeat: Repeat) -> _Part:
        body, least, most = repeat.body, repeat.least, repeat.most
        if most == 0:
            return _NOTHING
        # Of one character, a loop tells as much as copies; without a choice between them, copies tell more.
        is_told_by_copies = least == most or not isinstance(body, Character)
        if most is not None and (
            most == 1 or (is_told_by_copies and most * places(body, _COPIED + 1) <= _COPIED)
        ):
            return self._copies(body, least, most)
        if least > 1 and can_be_empty(body):
            raise CountlessError(repeat.source)
        outer = self._loop
        if outer is None:
            self._loop = Loop(longest(repeat, self._length), repeat.source)
        part = self.part(body)
        self._loop = outer
        self._automaton.connect(part.last, part.first)
        # A round that takes nothing is one more way out of the repeat, and into it where a round is needed.
        again = {0: 1 + part.times_empty}
        first = _sum({}, part.first, again) if least else part.first
        once_or_not = _either([part, _NOTHING]).empty
        empty = _both(part.empty, once_or_not) if least else once_or_not
        return _Part(first, _sum({}, part.last, again), empty)

    def _copies(self, body: Node, least: int, most: int) -> _Part:
        tail = _NOTHING
        for _ in range(most - least):
            tail = _either([self._then(self.part(body), tail), _NOTHING])
        whole = _NOTHING
        for _ in range(least):
            whole = self._then(whole, self.part(body))
        return self._then(whole, tail)


def _either(parts: list[_Part]) -> _Part:
    first: Edge = {}
    last: Edge = {}
    empty: dict[int, int] = {}
    for part in parts:
        first = _sum(first, part.first, {0: 1})
        last = _sum(last, part.last, {0: 1})
        for needed, ways in part.empty.items():
            empty[needed] = min(empty.get(needed, 0) + ways, MOST_WAYS)
    return _Part(first, last, empty)


def _both(one: dict[int, int], other: dict[int, int]) -> dict[int, int]:
    """Return in how many ways two parts in a row match nothing."""
    empty: dict[int, int] = {}
    for needed, ways in one.items():
        for also, more in other.items():
            empty[needed | also] = min(empty.get(needed | also, 0) + ways * more, MOST_WAYS)
    return empty


def _sum(one: Edge, other: Edge, empty: dict[int, int]) -> Edge:
    """Return an edge with another one added that stands behind something that may be empty."""
    total = dict(one)
    for needed, times in empty.items():
        for (place, also), ways in other.items():
            edge = place, needed | also
            total[edge] = min(total.get(edge, 0) + ways * times, MOST_WAYS)
    return total
