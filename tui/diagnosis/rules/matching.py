"""Matches one rule against a response: whether all its conditions hold, and how much that weighs.

Each condition that holds adds its weight, and the rule with the greatest sum wins. An exact code counts
more than a phrase, a phrase more than an error code of RFC 6749, and that code more than a status.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from ...oauth2.lean.frozen import frozen
from ...oauth2.lean.lazy_pattern import LazyPattern
from ...oauth2.responses.token_response import look_up
from ..evidence.claims import Saying
from ..evidence.folded_letters import fold_letters
from ..evidence.things import VAGUE
from .folded_text import FoldedText, fold
from .observation import Observation
from .phrase import CodeRange, Phrase
from .rule import TIERS, Rule, When

_WEIGHTS: Final = {
    "code": 100,
    "code range": 50,
    "json": 40,
    "header": 40,
    "text": 30,
    "says": 31,
    "wording": 24,
    "all_text": 36,
    "body": 28,
    "error": 20,
    "url": 10,
    "status": 8,
    "status class": 3,
    "shape": 5,
    "content_type": 5,
    "without_text": 1,
}
_RULE_OF_A_VENDOR: Final = 20
_MOST_DISTANCE: Final = 20
_VAGUE: Final = 4
_MOST_PLACES: Final = 3
"""What a claim that is not in the first sentence weighs less, at most."""
_NO_WORD: Final = LazyPattern(r"[\W_]+")


@frozen
class Match:
    """A rule that holds for a response: how much it weighs, and the words that led to it."""

    rule: Rule
    weight: int
    evidence: tuple[str, ...]
    groups: Mapping[str, str]
    vendor: str | None = None
    """The rule's vendor, unless only words that other vendors use too identified it."""
    is_heard: bool = False
    """Whether a claim that the rule waits for was read from a sentence or a code."""

    @property
    def lockout_risk(self) -> bool:
        """Whether another attempt could lock the account: by the rule, or by the words it found."""
        risky = self.rule.lockout_by
        return self.rule.lockout_risk or any(
            fold_letters(self.groups.get(group, "")) in words for group, words in risky.items()
        )

    @property
    def culprits(self) -> tuple[str, ...]:
        """The rule's culprits; those that the found words name come first."""
        for group, choices in self.rule.by.items():
            word = fold_letters(self.groups.get(group, ""))
            named = choices.get(word) or choices.get(_NO_WORD.sub("", word))
            if named:
                return (*named, *(culprit for culprit in self.rule.culprits if culprit not in named))
        return self.rule.culprits


class _Tally:
    """The sum of the conditions of one rule that hold so far."""

    def __init__(self, seen: Observation, weight: int) -> None:
        self.seen = seen
        self.weight = weight
        self.evidence: list[str] = []
        self.groups: dict[str, str] = {}
        self.is_heard = False
        self.is_own = True
        """Whether the vendor was identified by words that only it uses."""

    def add(self, kind: str, evidence: str = "") -> None:
        """Count a condition that holds, with its evidence."""
        self.weight += _WEIGHTS[kind]
        if evidence:
            self.evidence.append(evidence)

    def finds(
        self, phrases: Sequence[Phrase] | Sequence[CodeRange], text: FoldedText, kind: str, source: str = ""
    ) -> bool:
        """Look for the first of some phrases in a text, and count it.

        `source` is the text before folding: the named groups of a pattern are quoted from it.
        """
        found = next((hit for phrase in phrases if (hit := phrase.find(text))), None)
        if found is None:
            return False
        self.add(kind, self.seen.quote(found.text[found.start : found.end]))
        named = (name for name, value in found.groups.items() if value)
        self.groups.update({name: found.as_written(name, source) for name in named})
        return True

    def hears(self, sayings: Sequence[Saying]) -> bool:
        """Look for a claim that a rule waits for, and count it: the nearer its words are, the more."""
        heard = [claim for claim in self.seen.claims if any(saying.holds(claim) for saying in sayings)]
        if not heard:
            return False
        claim = next((claim for claim in heard if claim.entity not in VAGUE), heard[0])
        self.is_heard = True
        self.add("says", self.seen.quote(fold(claim.quote)))
        self.weight -= min(claim.distance, _MOST_DISTANCE) // 2 + min(claim.place, _MOST_PLACES)
        self.weight -= _VAGUE if claim.entity in VAGUE else 0
        self.groups["what"] = claim.name
        return True


def match(rule: Rule, seen: Observation) -> Match | None:
    """Match a rule against a response; None where a condition doesn't hold. Cheap conditions come first."""
    when = rule.when
    tally = _Tally(seen, TIERS[rule.tier])
    holds = (
        _answer_holds(when, seen, tally)
        and _words_hold(when, seen, tally)
        and _values_hold(when, seen, tally)
        and _places_hold(when, seen, tally)
    )
    if not holds:
        return None
    evidence = tally.evidence or [f"the body: {seen.shape}"]
    vendor = rule.vendor if tally.is_own else None
    weight = tally.weight + (_RULE_OF_A_VENDOR if vendor else 0)
    return Match(rule, weight, tuple(dict.fromkeys(evidence)), tally.groups, vendor, tally.is_heard)


def _answer_holds(when: When, seen: Observation, tally: _Tally) -> bool:
    """Tell whether status, shape, media type and error code are as a rule asks."""
    if when.status:
        told = seen.told_status
        span = next((span for span in when.status if told is not None and told in span), None)
        if span is None:
            return False
        tally.add("status" if len(span) == 1 else "status class", f"status {told}")
    if when.shape:
        if seen.shape not in when.shape:
            return False
        tally.add("shape")
    if when.content_type:
        if not seen.media_type.startswith(when.content_type):
            return False
        tally.add("content_type", f"Content-Type: {seen.media_type}")
    if when.error:
        wanted = when.error
        error = next((code for code in seen.folded_codes if any(one.fullmatch(code) for one in wanted)), None)
        if error is None:
            return False
        tally.add("error", f"error: {error}")
    return True


def _words_hold(when: When, seen: Observation, tally: _Tally) -> bool:
    """Tell whether the server says the codes and phrases that a rule asks for."""
    if when.code:
        exact = tuple(code for code in when.code if code.first == code.last)
        ranges = tuple(code for code in when.code if code.first != code.last)
        if not tally.finds(exact, seen.said, "code") and not tally.finds(ranges, seen.said, "code range"):
            return False
    for wanted in when.all_text:
        if not tally.finds((wanted,), seen.said, "all_text"):
            return False
    if (when.text or when.shared or when.says) and not _is_worded(when, seen, tally):
        return False
    if when.without_text:
        if any(phrase.find(seen.said) for phrase in when.without_text):
            return False
        tally.add("without_text")
    return True


def _is_worded(when: When, seen: Observation, tally: _Tally) -> bool:
    """Tell whether the server says one of the wordings of a rule. Only `text` is the vendor's own."""
    own_marks = bool(when.code or when.json or when.header)
    if when.says:
        tally.is_own = own_marks
        return tally.hears(when.says) or tally.finds((*when.text, *when.shared), seen.said, "wording")
    if tally.finds(when.text, seen.said, "text"):
        return True
    tally.is_own = own_marks
    return tally.finds(when.shared, seen.said, "text")


def _values_hold(when: When, seen: Observation, tally: _Tally) -> bool:
    """Tell whether the members of the document and the headers are as a rule asks."""
    for path, phrase in when.json:
        value = look_up(seen.document, path) if isinstance(seen.document, dict) else None
        if value is None or isinstance(value, dict | list):
            return False
        if not tally.finds((phrase,), FoldedText(fold_letters(str(value))), "json", str(value)):
            return False
    for name, phrase in when.header:
        text = seen.header(name)
        if text is None or not tally.finds((phrase,), FoldedText(fold_letters(text)), "header", text):
            return False
        tally.evidence[-1] = f"{name}: {text[:200]}"
    return True


def _places_hold(when: When, seen: Observation, tally: _Tally) -> bool:
    """Tell whether the token URL and the body hold what a rule asks for."""
    if when.url and not tally.finds(when.url, FoldedText(fold_letters(seen.url)), "url"):
        return False
    if not when.body:
        return True
    return tally.finds(when.body, seen.folded_body, "body", seen.body)
