"""Counts what a backtracking search does, without doing it: how often it takes a character of one text.

Written straight from the parts of an expression, so that it shares nothing with the automaton that it checks.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from tui.diagnosis.rules.pattern_cost.syntax import (
    Ahead,
    Boundary,
    Character,
    Choice,
    Node,
    Repeat,
    Sequence,
    Start,
    read_expression,
)

Ends = Counter[int]
"""Where a part can end, and in how many ways."""


class Backtracking:
    """All ways through one text, for a search that finds nothing and so tries all."""

    def __init__(self, pattern: re.Pattern[str], text: str) -> None:
        self._expression = read_expression(pattern)
        self._text = text
        self._is_word = [bool(re.match(r"\w", character)) for character in text]
        self._ends = cache(self._ends_of)

    def ends(self) -> set[int]:
        """Return where a match from the start of the text can end."""
        return set(self._ends(self._expression, 0)[0])

    def steps(self, *, is_search: bool) -> int:
        """Return how many characters are taken, from every start of a search."""
        starts = range(len(self._text) + 1) if is_search else range(1)
        return sum(self._ends(self._expression, start)[1] for start in starts)

    def _ends_of(self, node: Node, at: int) -> tuple[Ends, int]:
        match node:
            case Character(source, flags):
                taken = at < len(self._text) and bool(re.compile(source, flags).match(self._text[at]))
                return Counter({at + 1: 1} if taken else {}), int(taken)
            case Start():
                return Counter({at: 1} if at == 0 else {}), 0
            case Boundary(is_absent):
                return Counter({at: 1} if self._is_boundary(at) != is_absent else {}), 0
            case Ahead(body):
                return Counter({at: 1}), self._ends(body, at)[1]
            case Choice(parts):
                return self._sum([self._ends(part, at) for part in parts])
            case Sequence(parts):
                return self._sequence(parts, at)
            case Repeat(body, least, most):
                return self._repeat(body, least, most, at)

    def _is_boundary(self, at: int) -> bool:
        before = at > 0 and self._is_word[at - 1]
        after = at < len(self._text) and self._is_word[at]
        return before != after

    @staticmethod
    def _sum(found: list[tuple[Ends, int]]) -> tuple[Ends, int]:
        ends: Ends = Counter()
        for each, _ in found:
            ends.update(each)
        return ends, sum(steps for _, steps in found)

    def _sequence(self, parts: tuple[Node, ...], at: int) -> tuple[Ends, int]:
        ends, steps = Counter({at: 1}), 0
        for part in parts:
            ends, more = self._after(part, ends)
            steps += more
        return ends, steps

    def _after(self, part: Node, starts: Ends) -> tuple[Ends, int]:
        ends: Ends = Counter()
        steps = 0
        for start, ways in starts.items():
            each, more = self._ends(part, start)
            steps += more * ways
            for end, times in each.items():
                ends[end] += ways * times
        return ends, steps

    def _repeat(self, body: Node, least: int, most: int | None, at: int) -> tuple[Ends, int]:
        here, out = Counter({at: 1}), Counter[int]()
        steps = done = 0
        while here and (most is None or done < most):
            if done >= least:
                out.update(here)
            there: Ends = Counter()
            for start, ways in here.items():
                each, more = self._ends(body, start)
                steps += more * ways
                for end, times in each.items():
                    # A round that takes nothing, where it need not be, is the last one.
                    goes_on = end != start or done < least
                    (there if goes_on else out)[end] += ways * times
            here = there
            done += 1
        out.update(here)
        return out, steps
