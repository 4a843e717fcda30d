"""Matches rules against a response: the best one makes the finding, the others add culprits."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from ...plain_text import plain_line
from ..finding import Finding
from .bounds import is_possible
from .confidence import confidence_of
from .matching import Match, match
from .observation import Observation
from .places import Places
from .rule import TIERS, Rule
from .word_index import possible_rules

_MOST_CULPRITS: Final = 4
_PLACE: Final = re.compile(r"\{(\w+)\}")
_SOME_SERVER: Final = "the server"
"""Replaces `{vendor}` in a sentence where the response could be another vendor's."""
_NOT_SAID: Final = "…"
"""Replaces a place whose words the response doesn't say."""
Quote = Callable[[str], str]


def best_matches(seen: Observation, rules: Iterable[Rule]) -> list[Match]:
    """Return the rules that hold for a response, the weightiest first; among equals, in their order."""
    looked_at = possible_rules(Places(seen), tuple(rules))
    matches = [found for rule in looked_at if (found := match(rule, seen)) and is_possible(seen, found)]
    return _claims_before_looks(sorted(matches, key=lambda found: -found.weight))


def _claims_before_looks(matches: list[Match]) -> list[Match]:
    """Return the matches, a last resort that leads them behind those that heard the server accuse another.

    What a response looks like says less than its sentence, however many members make up the look. A code
    is no look: its vendor says what it means.
    """
    if not matches or matches[0].rule.tier != "fallback" or matches[0].rule.when.code:
        return matches
    heard = [found for found in matches if found.is_heard and TIERS[found.rule.tier] >= TIERS["usual"]]
    if not heard or heard[0].culprits[:1] == matches[0].culprits[:1]:
        return matches
    return heard + [found for found in matches if found not in heard]


def diagnose(seen: Observation, rules: Iterable[Rule], quote: Quote = plain_line) -> Finding | None:
    """Return the finding for a response; None where no rule holds.

    `quote` masks foreign words and makes them harmless. The culprits of other rules that hold come
    after those of the best one, so that the user sees what else to suspect.
    """
    matches = best_matches(seen, rules)
    if not matches:
        return None
    best = matches[0]
    culprits = list(dict.fromkeys(culprit for found in matches for culprit in found.culprits))
    own = len(best.culprits)
    own_marks = (found for found in matches if found.rule.when.code or found.rule.when.header)
    vendor = best.vendor or next((found.vendor for found in own_marks if found.vendor), None)
    groups = dict.fromkeys(best.rule.when.groups, _NOT_SAID) | {"vendor": vendor or _SOME_SERVER}
    groups |= {name: quote(said) for name, said in best.groups.items()}
    return Finding(
        id=best.rule.id,
        severity=best.rule.severity,
        culprits=tuple(culprits[: max(own, _MOST_CULPRITS)]),
        title=_filled(best.rule.title, groups),
        cause=_filled(best.rule.cause, groups),
        fix=_filled(best.rule.fix, groups),
        evidence=tuple(quote(words) for words in best.evidence),
        vendor=vendor,
        lockout_risk=best.lockout_risk,
        reference=best.rule.reference,
        confidence=confidence_of(best, seen),
        is_said=True,
    )


def _filled(template: str, groups: Mapping[str, str]) -> str:
    """Put found words into a sentence. Only the rule's own groups are places: other braces stay."""

    def found(place: re.Match[str]) -> str:
        said = groups.get(place[1], place[0])
        begins = template[: place.start()].rstrip()[-1:] in {"", ".", "?", "!"}
        return said[0].upper() + said[1:] if begins and said == _SOME_SERVER else said

    return _PLACE.sub(found, template)
