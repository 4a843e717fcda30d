"""The index of words leaves the same rules as asking each of them."""

from __future__ import annotations

from dataclasses import replace

from tui.diagnosis.rules.catalogue import built_in_rules, of_the_token
from tui.diagnosis.rules.places import Places
from tui.diagnosis.rules.word_index import WordIndex, possible_rules

from .catalogue_files import FILES
from .test_catalogue import cases_in, seen


def test_it_leaves_the_rules_whose_needs_are_met_in_their_order() -> None:
    rules = built_in_rules()
    index = WordIndex(rules)
    cases = [case for name in FILES for kind in ("wins", "near_miss") for case in cases_in(name, kind)[:1]][
        ::2
    ]
    wrong = [
        case
        for case in cases
        if index.possible(places := Places(seen(case))) != [rule for rule in rules if places.can_hold(rule)]
    ]
    assert len(cases) > 100
    assert wrong == []


def test_a_rule_without_needs_is_always_possible() -> None:
    needy, *others = of_the_token(built_in_rules())
    rules = (replace(needy, needs=()), *others)
    places = Places(seen({"body": "nothing that any rule knows"}))
    assert rules[0] in WordIndex(rules).possible(places)
    assert needy not in WordIndex((needy,)).possible(places)


def test_the_same_rules_are_possible_each_time_they_are_asked() -> None:
    places = Places(seen({"status": 400, "body": '{"error": "invalid_client"}'}))
    for rules in (built_in_rules(), of_the_token(built_in_rules()), built_in_rules()[:60]):
        first, second, third = (possible_rules(places, rules) for _ in range(3))
        assert first
        assert first == second == third
