"""Spellings are found by how they begin, and none is missed."""

from __future__ import annotations

from operator import itemgetter

from hypothesis import example, given
from hypothesis import strategies as st

from tui.oauth2.masking.secret_spellings import Spellings
from tui.oauth2.masking.spelling_search import SpellingIndex, SpellingIndexes, SpellingSearch, runs_in

TEXTS = st.text("abcd", max_size=12)


@given(
    text=st.text("abcd", max_size=60), spellings=st.frozensets(TEXTS.filter(bool)), times=st.integers(1, 60)
)
@example(text="abc", spellings=frozenset({"a", "abc", "abcd"}), times=1)
def test_all_spellings_that_stand_in_a_text_are_found_and_no_other(
    text: str, spellings: frozenset[str], times: int
) -> None:
    text *= times  # also a long one
    expected = sorted(spelling for spelling in spellings if spelling in text)
    runs = runs_in(text)
    search = SpellingSearch(Spellings(texts=spellings, folded=spellings))
    assert sorted(search.texts.found_in(text, runs)) == expected
    assert sorted(search.folded.found_in(text, runs)) == expected
    indexes = [SpellingIndex([(spelling, "x")], itemgetter(0)) for spelling in spellings]
    assert sorted(spelling for spelling, _ in SpellingIndexes(indexes).found_in(text, runs)) == expected
    if expected:
        assert len(text) >= search.shortest
