"""The bound holds: no search takes more steps than the check says, for any expression and any text."""

from __future__ import annotations

import re

from hypothesis import assume, given
from hypothesis import strategies as st

from tui.diagnosis.rules.pattern_cost.ambiguity import Ambiguity
from tui.diagnosis.rules.pattern_cost.cost import cost_of
from tui.diagnosis.rules.pattern_cost.layout import CountlessError, ways_through
from tui.diagnosis.rules.pattern_cost.syntax import read_expression

from .backtracking import Backtracking

SLACK = 2
"""What is held is how the steps grow. That no constant is off by a few of a hundred isn't proved."""
CHARACTERS = ["a", "b", "c", "ab", " ", ".", "[ab]", "[^a]", r"\w", r"\W"]
REPEATS = st.sampled_from(["*", "+", "?", "*?", "{2}", "{0,2}", "{1,3}", "{0,9}", "{3,}", "{2,30}"])


def nested(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(parts, min_size=2, max_size=3)
    return st.one_of(
        several.map("".join),
        several.map(lambda some: f"(?:{'|'.join(some)})"),
        st.builds("(?:{}){}".format, parts, REPEATS),
    )


PLAIN = st.recursive(st.sampled_from(CHARACTERS), nested, max_leaves=8)
BOUND = st.recursive(st.sampled_from([*CHARACTERS, r"\b", r"\B"]), nested, max_leaves=8)
EXPRESSIONS = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "", "", "^", "(?=.*b)", "(?!a+b)"]),
    BOUND,
    st.sampled_from(["", "$"]),
)
"""Of few characters, so that parts match the same text more often than not."""
UNITS = st.text("ab c", min_size=1, max_size=4)
TEXTS = st.lists(
    st.builds(lambda unit, times: unit * times, UNITS, st.integers(1, 60)), min_size=1, max_size=4
)
"""Runs of one unit after the other: what makes a search slow."""


@given(EXPRESSIONS, TEXTS, st.sampled_from([8, 30, 60]), st.booleans())
def test_no_search_takes_more_steps_than_the_bound(
    source: str, runs: list[str], length: int, is_search: bool
) -> None:
    pattern = re.compile(source)
    try:
        automaton = ways_through(read_expression(pattern), pattern, length, is_search=is_search)
    except CountlessError:
        return
    ambiguity = Ambiguity(automaton)
    assume(ambiguity.doubling_loop() is None)
    taken = Backtracking(pattern, "".join(runs)[:length]).steps(is_search=is_search)
    assert taken <= SLACK * cost_of(automaton, ambiguity, length).steps


@given(PLAIN, TEXTS)
def test_the_parts_of_an_expression_match_what_it_matches(source: str, runs: list[str]) -> None:
    pattern = re.compile(source)
    text = "".join(runs)[:12]
    ends = {end for end in range(len(text) + 1) if pattern.fullmatch(text, 0, end)}
    assert Backtracking(pattern, text).ends() == ends
