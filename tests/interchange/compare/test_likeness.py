"""How two values differ, in words: the slip of the hand is named, and no character of a secret is."""

# ruff: noqa: E501 (a table)

from __future__ import annotations

import base64
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.depth import examples
from tests.oauth2.strategies import ANY_TEXT
from tui.interchange.compare.likeness import likeness

VALUE = "p+q/R=s&Tide 57"


@pytest.mark.parametrize(
    ("ours", "theirs", "says"),
    [
        (f"{VALUE} ", VALUE, "the connector's ends with a space"),
        (VALUE, f"\n{VALUE}", "the other begins with a line break"),
        ("ti\u200bde-57", "tide-57", "the connector's contains a zero-width space"),
        ("ti\u00a0de-57", "ti de-57", "the connector's contains a no-break space"),
        (VALUE.upper(), VALUE, "but for upper and lower case"),
        ("say “tide”", 'say "tide"', "curly quotes, long dashes or the like: the connector's"),
        ('"tide-57"', "tide-57", "the connector's stands in quotes or brackets"),
        (quote(VALUE, safe=""), VALUE, "the connector's is percent-encoded"),
        (VALUE, quote_plus(VALUE), "the other is form-urlencoded"),
        ("a&amp;b", "a&b", "the connector's is HTML-escaped"),
        (base64.b64encode(VALUE.encode()).decode(), VALUE, "the connector's is base64-encoded"),
        ("t\\!de\\$57", "t!de$57", "written with backslashes"),
        ("harbour5", "harbour7", "the last character differs: a digit in place of another"),
        ("harbour-57", "harbouR+57", "the 7th and 8th characters differ"),
        ("harbour57", "harbuor57", "the 5th and 6th characters have changed places"),
        ("harbour", "harbour-TOKEN", "The other is longer: it begins with the connector's, and ends with 6 more"),
        ("harbour!", "harbour", "ends with 1 more character: a symbol"),
        ("myharbour", "harbour", "it ends with the other, and begins with 2 more"),
        ("harb-our57", "harbour57", "the connector's has 1 more character, from the 5th on"),
        ("café-57", "cafe\u0301-57", "composed differently"),
        ("HARBOUR-57 ", "harbour-57", "Apart from blanks or unseen characters: the same but for upper"),
        ("lantern", "0123456789-ABC", "Altogether different: the connector's has 7 characters: small letters; "),
        ("", "tide", "The connector's is blank."),
        ("tide", "tide", ""),
    ],
)  # fmt: skip
def test_the_slip_is_named(ours: str, theirs: str, says: str) -> None:
    found = likeness(ours, theirs)
    assert says in found
    assert bool(found) is bool(says)


def test_the_two_can_have_other_names() -> None:
    names = ("the older one", "the newer one")
    assert likeness("qx7-tide", "qx7-tide ", names=names).endswith(": the newer one ends with a space.")
    assert likeness("", "qx7", names=names) == "The older one is blank."


def test_values_that_are_shown_need_no_description() -> None:
    assert likeness("quay", "harbour-57", is_shown=True) == "The values differ."


@given(ANY_TEXT, ANY_TEXT)
@settings(max_examples=examples(25))
def test_any_two_values_are_compared_alike_from_both_sides(ours: str, theirs: str) -> None:
    assert bool(likeness(ours, theirs)) is (ours != theirs)
    assert bool(likeness(theirs, ours)) is (ours != theirs)


@given(
    st.text(st.sampled_from("ΑΒΓΔЖЩЮЯ東京"), min_size=4), st.text(st.sampled_from("ΑΒΓΔЖЩЮЯ東京"), min_size=4)
)
@settings(max_examples=examples(25))
def test_no_character_of_a_value_is_told(ours: str, theirs: str) -> None:
    assert not set(likeness(ours, theirs)) & set(ours + theirs)
