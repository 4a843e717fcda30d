"""How often a loop can be entered while one text runs on: `no [^.]*` is entered once with each "no ".

What lies between two loops is mostly words. After each text, a search is in the middle of a set of places. A
text that repeats the shortest of the words leads from set to set, and enters the loop most often.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from .automaton import Automaton, Budget

WINDOW: Final = 64
"""Characters of the text that is looked at."""
_MOST_SETS: Final = 300
_Sets = tuple[frozenset[int], frozenset[int]]
"""Places between the loops, and places in the loop that is entered."""


def most_arrivals(
    automaton: Automaton, budget: Budget, source: set[int], between: set[int], target: set[int]
) -> int:
    """Return at how many characters of a window a loop can be entered from an earlier one.

    `between` are the places on the way. Where they lead to too many sets, each character counts.
    """
    characters = _kinds(automaton, between | target)
    sets: dict[_Sets, dict[_Sets, int]] = {}
    waiting: list[_Sets] = [(frozenset(), frozenset(target))]
    while waiting:
        now = waiting.pop()
        if now in sets:
            continue
        if len(sets) >= _MOST_SETS:
            return WINDOW
        budget.spend(len(characters))
        sets[now] = _steps(automaton, now, source, between, target, characters)
        waiting += sets[now]
    best = dict.fromkeys(sets, 0)
    for _ in range(WINDOW):
        then: dict[_Sets, int] = {}
        for now, arrivals in best.items():
            budget.spend(len(sets[now]))
            for after, arrived in sets[now].items():
                then[after] = max(then.get(after, 0), arrivals + arrived)
        best = then
    return max(best.values(), default=0)


def _kinds(automaton: Automaton, places: Iterable[int]) -> list[int]:
    """Return the characters in kinds that no place tells apart."""
    kinds = [automaton.characters.all]
    for mask in {automaton.masks[place] for place in places}:
        kinds = [part for kind in kinds for part in (kind & mask, kind & ~mask) if part]
    return kinds


def _steps(
    automaton: Automaton,
    now: _Sets,
    source: set[int],
    between: set[int],
    target: set[int],
    characters: list[int],
) -> dict[_Sets, int]:
    """Return the sets after one more character, and whether it enters the loop, which has to read it too."""
    after = {place for earlier in source | now[0] for place in automaton.steps[earlier]}
    inside = {place for earlier in now[1] for place in automaton.steps[earlier]}
    found: dict[_Sets, int] = {}
    for character in characters:
        read = {place for place in after if automaton.masks[place] & character}
        stays = frozenset(place for place in inside & target if automaton.masks[place] & character)
        if stays:
            reached = frozenset(read & between), stays
            found[reached] = max(found.get(reached, 0), int(bool(read & target)))
    return found
