r"""Where a search has several ways through one text: what makes a backtracking search slow.

Two ways are followed at once, as pairs of places that the same characters lead to. Three questions follow:

    in one loop, two ways from a place back to it?        The ways double with each round: `(a|a)*`
    a way that stays in a loop, one that goes to the      Where the first loop ends is a choice:
    next, and one that is there already?                  `\w*\w*`
    two ways that part and meet again?                    A choice, made once: `(?:a |a b )?`

After Allauzen, Mohri and Rastogi, "General Algorithms for Testing the Ambiguity of Finite Automata" (2008).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Final, TypeVar

from .arrivals import most_arrivals
from .automaton import Automaton, Budget, Loop

_MOST_STEPS: Final = 1_000_000
"""Some seconds, for an expression of a hundred lines; a usual one takes a thousandth."""
Pair = tuple[int, int]
_State = TypeVar("_State", int, Pair)


class Ambiguity:
    """Answers the three questions about one automaton."""

    def __init__(self, automaton: Automaton) -> None:
        self._automaton = automaton
        self._budget = Budget(_MOST_STEPS)
        self.places_of: Final = _by_loop(automaton)
        """The places in each loop."""
        self._before: Final = self._follow_pairs()
        self.together: Final = {pair for pair in self._before if pair[0] != pair[1]}
        """The pairs of places to which one text leads."""

    def doubling_loop(self) -> Loop | None:
        """Return a loop in which one text has two ways from a place back to it; None where there is none."""
        return next((loop for loop in self.places_of if self._doubles(loop)), None)

    def _doubles(self, loop: Loop) -> bool:
        places = self.places_of[loop]
        steps = self._automaton.steps
        if any(ways > 1 for place in places for after, ways in steps[place].items() if after in places):
            return True
        first = min(places)
        before: dict[Pair, set[Pair]] = {}
        waiting = [(first, first)]
        seen = set(waiting)
        while waiting:
            pair = waiting.pop()
            self._budget.spend()
            for after in self._pairs_after(pair, places):
                before.setdefault(after, set()).add(pair)
                if after not in seen:
                    seen.add(after)
                    waiting.append(after)
        back = _leading_to({(first, first)}, before)
        return any(one != other for one, other in back)

    def _pairs_after(self, pair: Pair, within: set[int] | None = None) -> Iterator[Pair]:
        automaton = self._automaton
        for one in automaton.steps[pair[0]]:
            for other in automaton.steps[pair[1]]:
                inside = within is None or (one in within and other in within)
                if inside and automaton.meet(one, other):
                    yield (one, other) if one < other else (other, one)

    def loops_after(self) -> dict[Loop, dict[Loop, int]]:
        """Return for each loop the earlier ones whose end is a choice while one text runs through both.

        With the number of such ends in a window of the text.
        """
        found: dict[Loop, dict[Loop, int]] = {}
        for later, target in self.places_of.items():
            leading = self._leading_to_places(target)
            for earlier, source in self.places_of.items():
                if earlier is later or not source <= leading:
                    continue
                if self._run_together(source, target, leading):
                    between = leading.intersection(self._after(source)) - source - target
                    ends = most_arrivals(self._automaton, self._budget, source, between, target)
                    found.setdefault(later, {})[earlier] = ends
        return found

    def _after(self, places: set[int]) -> set[int]:
        return _leading_to(places, dict(enumerate(map(set, self._automaton.steps))))

    def _leading_to_places(self, places: set[int]) -> set[int]:
        before: dict[int, set[int]] = {}
        for place, steps in enumerate(self._automaton.steps):
            for after in steps:
                before.setdefault(after, set()).add(place)
        return _leading_to(places, before)

    def _run_together(self, source: set[int], target: set[int], leading: set[int]) -> bool:
        meet = self._automaton.meet
        starts = [(one, other) for one in source for other in target if meet(one, other)]
        return any(self._three_ways(one, other, source, target, leading) for one, other in starts)

    def _three_ways(
        self, one: int, other: int, source: set[int], target: set[int], leading: set[int]
    ) -> bool:
        """Tell whether one text leads from a place to itself, from it to another, and from that to itself."""
        steps, masks = self._automaton.steps, self._automaton.masks
        goal = one, other, other
        waiting = [(one, one, other)]
        seen = set(waiting)
        while waiting and goal not in seen:
            staying, going, there = waiting.pop()
            self._budget.spend()
            for first in source.intersection(steps[staying]):
                for third in target.intersection(steps[there]):
                    both = masks[first] & masks[third]
                    for second in steps[going] if both else ():
                        state = first, second, third
                        if second in leading and both & masks[second] and state not in seen:
                            seen.add(state)
                            waiting.append(state)
        return goal in seen

    def choices(self, left_at_choice: set[Loop]) -> list[int]:
        """Return in how many ways the search can leave each place and meet itself again, at least 1.

        To enter a loop or to pass it by is the same choice as its end, and counts there. The end of a loop of
        `left_at_choice` doesn't count: the caller has counted it.
        """
        meeting = _leading_to({pair for pair in self._before if pair[0] == pair[1]}, self._before)
        steps, loops = self._automaton.steps, self._automaton.loops
        exits = {loop: self._exits(loop) for loop in self.places_of}
        found = []
        for place, pairs in enumerate(self._parting()):
            kept = {loops[place]} - left_at_choice
            once = {
                (one, other)
                for one, other in pairs & meeting
                if not self._is_an_end(loops[one], other, exits, kept)
                and not self._is_an_end(loops[other], one, exits, kept)
            }
            found.append(most_together(once) * max(steps[place].values(), default=1))
        return found

    def _exits(self, loop: Loop) -> set[int]:
        places = self.places_of[loop]
        return {after for place in places for after in self._automaton.steps[place]} - places

    @staticmethod
    def _is_an_end(
        loop: Loop | None, other: int, exits: dict[Loop, set[int]], kept: set[Loop | None]
    ) -> bool:
        return loop is not None and loop not in kept and other in exits[loop]

    def _parting(self) -> list[set[Pair]]:
        """Return for each place the pairs of places that one character leads to."""
        meet = self._automaton.meet
        for after in self._automaton.steps:
            self._budget.spend(len(after) * len(after))
        return [
            {_sorted(pair) for pair in combinations(after, 2) if meet(*pair)}
            for after in self._automaton.steps
        ]

    def _follow_pairs(self) -> dict[Pair, set[Pair]]:
        """Return what leads to each pair of places that two ways through one text can be at."""
        before: dict[Pair, set[Pair]] = {pair: set() for pairs in self._parting() for pair in pairs}
        waiting = list(before)
        while waiting:
            pair = waiting.pop()
            self._budget.spend()
            for after in self._pairs_after(pair):
                if after not in before and after[0] != after[1]:
                    waiting.append(after)
                before.setdefault(after, set()).add(pair)
        return before


def most_together(pairs: set[Pair]) -> int:
    """Return a bound for the places that go together, pair by pair: the degeneracy of their graph, and one.

    A loop goes together with all that follows, and those hardly with each other. So the place with the
    fewest companions is taken away, again and again; the most that one had then is the bound.
    """
    others: dict[int, set[int]] = {}
    for one, other in pairs:
        others.setdefault(one, set()).add(other)
        others.setdefault(other, set()).add(one)
    bound = 0
    while others:
        place = min(others, key=lambda place: len(others[place]))
        companions = others.pop(place)
        bound = max(bound, len(companions))
        for companion in companions:
            others[companion].remove(place)
    return 1 + bound


def _by_loop(automaton: Automaton) -> dict[Loop, set[int]]:
    places: dict[Loop, set[int]] = {}
    for place, loop in enumerate(automaton.loops):
        if loop is not None:
            places.setdefault(loop, set()).add(place)
    return places


def _leading_to(goals: set[_State], before: Mapping[_State, set[_State]]) -> set[_State]:
    seen = set(goals)
    waiting = list(goals)
    while waiting:
        for earlier in before.get(waiting.pop(), ()):
            if earlier not in seen:
                seen.add(earlier)
                waiting.append(earlier)
    return seen


def _sorted(pair: Pair) -> Pair:
    return pair if pair[0] < pair[1] else (pair[1], pair[0])
