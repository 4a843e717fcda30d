r"""Tells what a search for an expression can cost at worst, and refuses what costs too much.

The steps of a search are at most: the characters of the text, times the places that it can be at, times the
choices on one way through the expression. A loop whose start is a choice counts with its length, so that

    \w+x       may start at any character                    length x length
    \w+\w+x    and be cut in two anywhere                     length x length x length, which is too much
    id:\w+x    starts after "id:" only, which \w can't match    length

No text is tried. What is refused is told by the part of it that is to blame.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter
from math import ceil
from typing import Final

from .ambiguity import Ambiguity, most_together
from .arrivals import WINDOW
from .automaton import Automaton, Loop, TooLargeError
from .layout import CountlessError, ways_through
from .syntax import UnusableSyntaxError, read_expression

SEARCHED: Final = 1_500
"""Characters of a text that an expression searches."""
LONGEST_WHOLE: Final = 2_000
"""Characters of the longest text that an expression has to match as a whole."""
_Node = int | Loop
_MOST_STEPS: Final = 300_000_000
"""Of the bound, which is far above what a search takes where loops are concerned. Ours stay below it."""
_MOST_CHOICES: Final = 256
"""Of optional parts: their bound is often reached."""


@dataclass(frozen=True)
class Refusal:
    """Why an expression is refused, and what is allowed in its place."""

    found: str
    allowed: str


def refusal(pattern: re.Pattern[str], *, is_search: bool) -> Refusal | None:
    """Return why an expression costs too much for a user's rule; None where it may be used.

    A search begins at every character of a text, a match of the whole text only at the first.
    """
    try:
        expression = read_expression(pattern)
        length = SEARCHED if is_search else LONGEST_WHOLE
        automaton = ways_through(expression, pattern, length, is_search=is_search)
        return _refusal(automaton, length)
    except UnusableSyntaxError as error:
        return Refusal(
            f"“{error}”, whose cost can't be told", "one without references to groups, conditions and (?x)"
        )
    except CountlessError as error:
        return _countless(str(error))
    except (TooLargeError, RecursionError):
        return Refusal("an expression too large to tell its cost", "a shorter one, or several in a list")


def _refusal(automaton: Automaton, length: int) -> Refusal | None:
    ambiguity = Ambiguity(automaton)
    doubling = ambiguity.doubling_loop()
    if doubling:
        return _countless(doubling.source)
    cost = cost_of(automaton, ambiguity, length)
    if cost.once > _MOST_CHOICES:
        return _too_many(())
    return _too_many(cost.chosen) if cost.steps > _MOST_STEPS else None


@dataclass(frozen=True)
class Cost:
    """The steps of a search at worst, and the loops whose ends are choices on the way that costs most."""

    steps: int
    once: int
    """The choices on one way that optional parts make, without those of loops."""
    chosen: tuple[tuple[Loop, Loop], ...]


def cost_of(automaton: Automaton, ambiguity: Ambiguity, length: int) -> Cost:
    """Return what a search costs at worst. No loop of the automaton may double the ways through it."""
    earlier = ambiguity.loops_after()
    choices = ambiguity.choices({loop for loops in earlier.values() for loop in loops})
    before, ways = _condensed(automaton, choices)
    best: dict[_Node, _Way] = {}
    order = list(TopologicalSorter(before).static_order())
    once: dict[_Node, int] = {}
    for node in order:
        once[node] = ways[node] * max((once[place] for place in before[node]), default=1)
        options = [best[place] for place in before[node]]
        if isinstance(node, Loop):
            for loop in earlier.get(node, ()):
                between = _once_between(loop, node, before, ways, order)
                options.append(_run_into(node, loop, best[loop], earlier, between))
        way = max(options, key=lambda way: way.times, default=_Way(1))
        best[node] = _Way(way.times * ways[node], way.chosen)
    worst = max(best.values(), key=lambda way: way.times)
    times = [best[automaton.loops[place] or place].times for place in range(len(automaton.steps))]
    at_once = sum(
        each
        * most_together({pair for pair in ambiguity.together if times[pair[0]] == times[pair[1]] == each})
        for each in set(times)
    )
    return Cost(length * at_once, max(once.values()), worst.chosen)


@dataclass(frozen=True)
class _Way:
    """A way through the expression: its choices, and the loops that they come from."""

    times: int
    chosen: tuple[tuple[Loop, Loop], ...] = ()


def _once_between(
    loop: Loop, later: Loop, before: Mapping[_Node, set[_Node]], ways: Mapping[_Node, int], order: list[_Node]
) -> int:
    """Return the most choices that are made once on a way from a loop to a later one."""
    times: dict[_Node, int] = {loop: 1}
    for node in order[order.index(loop) + 1 : order.index(later) + 1]:
        most = max((times[place] for place in before[node] if place in times), default=0)
        if most:
            times[node] = most * (1 if node is later else ways[node])
    return times[later]


def _run_into(
    node: Loop, loop: Loop, way: _Way, earlier: Mapping[Loop, Mapping[Loop, int]], once: int
) -> _Way:
    """Return the way that goes on from a loop to a later one, at a time that is a choice."""
    entered_at_choice = way.chosen and way.chosen[-1][1] is loop
    is_one_text = entered_at_choice and way.chosen[-1][0] in earlier[node]
    # To pass a loop by is one more choice.
    length = 1 + (node.length if is_one_text else min(loop.length, node.length))
    ends = min(length, ceil(length / WINDOW) * earlier[node][loop])
    return _Way(way.times * once * ends, (*way.chosen, (loop, node)))


def _condensed(automaton: Automaton, choices: list[int]) -> tuple[dict[_Node, set[_Node]], dict[_Node, int]]:
    """Return what leads to each node, and its choices, where a loop with all its places is one node."""
    before: dict[_Node, set[_Node]] = {}
    ways: dict[_Node, int] = {}
    for place, steps in enumerate(automaton.steps):
        here = automaton.loops[place] or place
        before.setdefault(here, set())
        ways[here] = max(ways.get(here, 1), choices[place])
        for after in steps:
            there = automaton.loops[after] or after
            if there != here:
                before.setdefault(there, set()).add(here)
    return before, ways


def _countless(part: str) -> Refusal:
    return Refusal(
        f"“{_cut(part)}”, which can match one text in countless ways, so that a search may never end",
        r"a repeat that starts or ends with what the rest of it can't match, such as (?:\w+\s)+",
    )


def _too_many(chosen: tuple[tuple[Loop, Loop], ...]) -> Refusal:
    named = dict.fromkeys(loop.source for pair in chosen[-1:] for loop in pair if loop.source)
    parts = [f"“{_cut(source)}”" for source in named]
    words = " and ".join(parts) or "optional parts"
    return Refusal(
        f"{words} with too many ways to match the same text, so that a search takes too long",
        r"a limit for all but one of them, such as \w{0,20}, or between them what they can't match",
    )


def _cut(part: str) -> str:
    return part if len(part) <= 40 else f"{part[:40]}…"
