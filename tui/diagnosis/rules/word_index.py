"""Which rules a response can meet, by the words that it holds: each word is looked for once, for all rules.

Building the index takes longer than asking each rule once, and a run has one response. So the rules are asked
until they come a second time: from a fleet, a wizard that sends again, a ticket with many responses.
"""

from __future__ import annotations

from typing import Final

from .places import Places
from .rule import Rule

_FEW: Final = 50
"""So few rules are asked each time."""
_MOST_KNOWN: Final = 8
"""More than there are kinds of responses. With more, something makes rules without end: all is forgotten."""


class WordIndex:
    """The rules by the words of their first need, of which a response must hold one."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self._rules = rules
        self._without_needs = [number for number, rule in enumerate(rules) if not rule.needs]
        self._numbers = dict[str, dict[str, list[int]]]()
        for number, rule in enumerate(rules):
            for place, words in (*rule.needs, {})[0].items():
                for word in words:
                    self._numbers.setdefault(place, {}).setdefault(word, []).append(number)

    def possible(self, places: Places) -> list[Rule]:
        """Return the rules of which a response meets all needs, in their order."""
        numbers = {*self._without_needs}
        for place, by_word in self._numbers.items():
            text = places[place]
            if text is not None:
                for word in filter(text.__contains__, by_word):
                    numbers.update(by_word[word])
        return [rule for number in sorted(numbers) if places.can_hold(rule := self._rules[number])]


_known: Final = dict[tuple[int, ...], tuple[tuple[Rule, ...], WordIndex | None]]()
"""Rules that came before, by their identities, and their index from the second time on.

The rules are kept with it, so that no others ever get these identities.
"""


def possible_rules(places: Places, rules: tuple[Rule, ...]) -> list[Rule]:
    """Return the rules of which a response meets all needs, in their order."""
    if len(rules) > _FEW:
        identities = tuple(map(id, rules))
        if known := _known.get(identities):
            kept, index = known
            index = index or WordIndex(kept)
            _known[identities] = (kept, index)
            return index.possible(places)
        if len(_known) >= _MOST_KNOWN:
            _known.clear()
        _known[identities] = (rules, None)
    return [rule for rule in rules if places.can_hold(rule)]
