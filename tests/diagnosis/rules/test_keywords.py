"""A look for keywords before a search is sound: what an expression matches holds its keywords."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.diagnosis.rules.catalogue import built_in_rules
from tui.diagnosis.rules.derived_keywords import of_pattern
from tui.diagnosis.rules.engine import diagnose
from tui.diagnosis.rules.folded_text import FoldedText, fold
from tui.diagnosis.rules.keywords import Keywords, best, hold
from tui.diagnosis.rules.observation import observe
from tui.diagnosis.rules.phrase import Phrase
from tui.diagnosis.rules.rule_file import read_catalogue
from tui.oauth2.exchange import HttpResponse

KNOWN: Final[dict[str, Keywords]] = {
    r"(?:client|app)[ _-]?id (?:is |was )?(?:not found|unknown)": (
        ("client", "app"),
        ("id ",),
        ("not found", "unknown"),
    ),
    r"\b(?:a(?:bc|bd)|xyz)+[^¦]{0,5}?end": (("end",),),
    r"(?i)client 123(?:id)?": ((" 123",),),
    r"abc?d*e{2,}fgh": (("fgh",),),
    r"(?=abc)abcd(?<!x)": (("abcd",),),
    r"(?P<n>token)(?:s|\b) (?!x)lost": (("token",), (" lost",)),
    r"user\x27s \.\u0041 (?:locked)?": (("user's .A ",),),
    r"tok(?:en)": (("token",),),
    r"(?:one|two|\d+) left": ((" left",),),
    r"(?:locked){1,3}": (("locked",),),
    r"(?:locked){0,3}": (),
    r"(token) \1": (),
    "": (),
}
RULE: Final = """
[[rule]]
id = "acme.locked"
culprits = ["account_state"]
title = "A title."
cause = "A cause."
fix = "A fix."
[rule.when]
text = ['/(?:用户|account was)[^¦]{0,9}?(?:锁定|frozen)/']
"""


@pytest.mark.parametrize("source", KNOWN)
def test_keywords_are_what_every_match_holds(source: str) -> None:
    assert of_pattern(re.compile(source)) == KNOWN[source]


@given(st.sampled_from(list(KNOWN)), st.text("abcdeixyznotlsk ¦_-wuf", max_size=60), st.data())
def test_any_text_that_matches_holds_the_keywords(source: str, text: str, data: st.DataObject) -> None:
    pattern = re.compile(source)
    text += data.draw(st.from_regex(pattern))
    assert hold(text, of_pattern(pattern))


@cache
def of_the_catalogue() -> list[Phrase]:
    """Return every expression of the catalogue, with the keywords that were built for it."""
    whens = [rule.when for rule in built_in_rules()]
    phrases = {phrase for when in whens for phrase in (*when.phrases, *when.without_text)}
    return sorted((phrase for phrase in phrases if phrase.expression), key=lambda phrase: phrase.expression)


@given(st.data())
def test_any_text_that_an_expression_of_the_catalogue_matches_holds_its_keywords(data: st.DataObject) -> None:
    phrase = data.draw(st.sampled_from(of_the_catalogue()))
    assert phrase.pattern
    assert hold(data.draw(st.from_regex(phrase.pattern)), phrase.keywords)


def test_no_keyword_hides_what_an_expression_finds_in_the_catalogues_own_words() -> None:
    texts = [fold(" ".join((rule.title, rule.cause, rule.fix))) for rule in built_in_rules()]
    for phrase in of_the_catalogue():
        hidden = [text for text in texts if not hold(text, phrase.keywords)]
        assert phrase.pattern
        assert not any(phrase.pattern.search(text) for text in hidden), phrase.expression


def test_most_expressions_of_the_catalogue_have_keywords() -> None:
    phrases = of_the_catalogue()
    assert len([phrase for phrase in phrases if phrase.keywords]) > 0.9 * len(phrases)


def test_the_best_choice_is_the_one_with_the_fewest_and_longest_words() -> None:
    assert best((("client", "app"), ("id ",), ("unknown",))) == ("unknown",)
    assert best(()) == ()


def test_an_expression_is_compiled_only_when_a_text_holds_its_keywords() -> None:
    phrase = Phrase(expression="user [a-z]{1,9} locked", derived=((" locked",),))
    assert phrase.find(FoldedText("the user is fine")) is None
    assert "pattern" not in vars(phrase)
    assert phrase.find(FoldedText("the user is locked"))
    assert "pattern" in vars(phrase)


@pytest.mark.parametrize("words", [0, 400])
def test_a_keyword_of_one_letter_counts_in_a_long_text_too(words: int) -> None:
    rules = read_catalogue(RULE, "acme.toml")
    found = diagnose(
        observe(HttpResponse(0, "", (), ("用户锁定" + " word" * words).encode()), status=None), rules
    )
    assert found
    assert found.id == "acme.locked"
