"""One rule of the catalogue: what it looks for in a response, and what it then says.

    [[rule]]
    id = "microsoft.aadsts50126"
    culprits = ["password", "username"]
    ...
    [rule.when]
    code = ["AADSTS50126"]

All conditions of a rule must hold; in a list, one of its entries. Each condition that holds adds its
weight, and the rule with the greatest sum wins: an exact code counts for more than a phrase, a phrase
for more than an error code of RFC 6749, and that for more than a status.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from ..oauth2.token_response import look_up
from . import needles
from .finding import Severity
from .observation import FoldedText, Observation

_WEIGHTS: Final = {
    "code": 100,
    "code range": 50,
    "json": 40,
    "header": 40,
    "text": 30,
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
_RULE_OF_A_VENDOR: Final = 4
_SEARCHED: Final = 1_500
"""Characters that regular expressions search: they cost more than plain texts, and errors are said early."""
_READ: Final = 8_000
_NO_WORD: Final = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Phrase:
    """A text to look for: in lower case as it stands, or a regular expression written `/…/`."""

    literal: str = ""
    pattern: re.Pattern[str] | None = None

    @cached_property
    def needles(self) -> needles.Needles:
        """What a text must hold for the phrase to stand in it."""
        return needles.of_literal(self.literal) if self.pattern is None else needles.of_pattern(self.pattern)

    def find(self, text: FoldedText) -> Found | None:
        """Look for the phrase in a folded text."""
        if text.is_long:
            for choice in self.needles:
                if text.trigrams.isdisjoint(choice):
                    return None
        words = text.words
        if self.pattern is None:
            start = words.find(self.literal)
            return Found(words, start, start + len(self.literal)) if start >= 0 else None
        match = self.pattern.search(words, 0, _SEARCHED)
        if match is None:
            return None
        groups = match.groupdict()
        return Found(words, match.start(), match.end(), groups, {name: match.span(name) for name in groups})


@dataclass(frozen=True)
class Found:
    """Where a phrase was found, and the named groups of its pattern."""

    text: str
    start: int
    end: int
    groups: Mapping[str, str | None] = field(default_factory=dict)
    spans: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    def as_written(self, group: str, source: str) -> str:
        """Return a group in the letters of the source that was folded; as found where it can't be told."""
        found = self.groups[group] or ""
        if len(source) == len(self.text) and group in self.spans:
            start, end = self.spans[group]
            return source[start:end]
        if found in source or not source:
            return found
        written = re.search(r"\s+".join(map(re.escape, found.split())), source[:_READ], re.IGNORECASE)
        return written[0] if written else found


@dataclass(frozen=True)
class CodeRange:
    """Vendor codes of one prefix, such as AADSTS50000-50999; one number alone is a range of one."""

    prefix: str
    first: int
    last: int
    width: int = 0
    """Digits of the code where it is written with leading zeros: E0000004; else 0, and they don't count."""

    def find(self, folded: FoldedText) -> Found | None:
        """Look for a code of the range in a folded text."""
        if not folded.holds(self.prefix):
            return None
        text = folded.words
        start = text.find(self.prefix)
        while start >= 0:
            digits = _DIGITS.match(text, start + len(self.prefix))
            is_whole = not (start and self.prefix[:1].isalnum() and text[start - 1].isalnum())
            is_wide = digits and len(digits[0]) == (self.width or len(digits[0]))
            if digits and is_whole and is_wide and self.first <= int(digits[0]) <= self.last:
                return Found(text, start, digits.end(), {"code": text[start : digits.end()].upper()})
            start = text.find(self.prefix, start + 1)
        return None


_DIGITS: Final = re.compile(r"\d{1,12}")


@dataclass(frozen=True)
class When:
    """The conditions of a rule. An empty one always holds."""

    status: tuple[range, ...] = ()
    error: tuple[re.Pattern[str], ...] = ()
    code: tuple[CodeRange, ...] = ()
    text: tuple[Phrase, ...] = ()
    shared: tuple[Phrase, ...] = ()
    """As `text`, and besides it: words that others than the rule's vendor say too."""
    all_text: tuple[Phrase, ...] = ()
    without_text: tuple[Phrase, ...] = ()
    body: tuple[Phrase, ...] = ()
    json: tuple[tuple[str, Phrase], ...] = ()
    header: tuple[tuple[str, Phrase], ...] = ()
    content_type: tuple[str, ...] = ()
    shape: tuple[str, ...] = ()
    url: tuple[Phrase, ...] = ()

    @cached_property
    def text_needles(self) -> frozenset[str]:
        """What a long text must hold some of, for `text` or `shared` to hold; empty if not known."""
        return _any_of((*self.text, *self.shared))

    @cached_property
    def body_needles(self) -> frozenset[str]:
        """What a long body must hold some of, for `body` to hold; empty where that is not known."""
        return _any_of(self.body)


@dataclass(frozen=True)
class Rule:
    """A rule: conditions, and the finding that they lead to."""

    id: str
    when: When
    culprits: tuple[str, ...]
    title: str
    cause: str
    fix: str
    severity: Severity = "error"
    vendor: str | None = None
    lockout_risk: bool = False
    reference: str = ""
    rank: int = 0
    """Added to the weight, where two rules would otherwise win in the wrong order."""
    by: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    """Culprits by what a named group of a pattern held: `by.parameter.username = ["username"]`.

    Words are compared as they stand, else by their letters and digits alone: `clientid` is `Client-ID` too.
    """
    lockout_by: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Found words that carry a lockout risk, in a rule that has none: `lockout_by.what = ["locked"]`."""
    source: str = ""
    """The file that it stands in."""


@dataclass(frozen=True)
class Match:
    """A rule that holds for a response: how much it weighs, and the words that led there."""

    rule: Rule
    weight: int
    evidence: tuple[str, ...]
    groups: Mapping[str, str]
    vendor: str | None = None
    """The rule's vendor, unless it was recognised by nothing but words that others say too."""

    @property
    def lockout_risk(self) -> bool:
        """Whether trying again could lock the account: as the rule says, or for the found words."""
        risky = self.rule.lockout_by
        return self.rule.lockout_risk or any(
            self.groups.get(group, "").lower() in words for group, words in risky.items()
        )

    @property
    def culprits(self) -> tuple[str, ...]:
        """The rule's culprits, with those that the found words name put first."""
        for group, choices in self.rule.by.items():
            word = self.groups.get(group, "").lower()
            named = choices.get(word) or choices.get(_NO_WORD.sub("", word))
            if named:
                return (*named, *(culprit for culprit in self.rule.culprits if culprit not in named))
        return self.rule.culprits


def _any_of(phrases: tuple[Phrase, ...]) -> frozenset[str]:
    if not all(phrase.needles for phrase in phrases):
        return frozenset()
    return frozenset(needle for phrase in phrases for needle in min(phrase.needles, key=len))


def _holds_none(text: FoldedText, wanted: frozenset[str]) -> bool:
    return bool(wanted) and text.trigrams.isdisjoint(wanted)


def match(rule: Rule, seen: Observation) -> Match | None:
    """Hold a rule against a response; None when a condition does not hold. The cheap ones come first."""
    when = rule.when
    if (when.text or when.shared) and seen.said.is_long and _holds_none(seen.said, when.text_needles):
        return None
    weight = rule.rank
    is_own = True
    evidence: list[str] = []
    groups: dict[str, str] = {}

    if when.status:
        told = seen.told_status
        span = next((span for span in when.status if told is not None and told in span), None)
        if span is None:
            return None
        weight += _WEIGHTS["status" if len(span) == 1 else "status class"]
        evidence.append(f"status {told}")
    if when.shape:
        if seen.shape not in when.shape:
            return None
        weight += _WEIGHTS["shape"]
    if when.content_type:
        if not seen.media_type.startswith(when.content_type):
            return None
        weight += _WEIGHTS["content_type"]
        evidence.append(f"Content-Type: {seen.media_type}")
    if when.error:
        error = next(
            (code for code in seen.folded_codes for wanted in when.error if wanted.fullmatch(code)), None
        )
        if error is None:
            return None
        weight += _WEIGHTS["error"]
        evidence.append(f"error: {error}")

    def found_in(
        phrases: tuple[Phrase, ...] | tuple[CodeRange, ...], text: FoldedText, kind: str, source: str = ""
    ) -> bool:
        nonlocal weight
        found = next((hit for phrase in phrases if (hit := phrase.find(text))), None)
        if found is None:
            return False
        weight += _WEIGHTS[kind]
        evidence.append(seen.quote(found.text[found.start : found.end]))
        groups.update({name: found.as_written(name, source) for name, value in found.groups.items() if value})
        return True

    if when.code:
        exact = tuple(code for code in when.code if code.first == code.last)
        ranges = tuple(code for code in when.code if code.first != code.last)
        if not found_in(exact, seen.said, "code") and not found_in(ranges, seen.said, "code range"):
            return None
    for wanted in when.all_text:
        if not found_in((wanted,), seen.said, "all_text"):
            return None
    if (when.text or when.shared) and not found_in(when.text, seen.said, "text"):
        if not found_in(when.shared, seen.said, "text"):
            return None
        is_own = bool(when.code or when.json or when.header)
    if when.without_text:
        if any(phrase.find(seen.said) for phrase in when.without_text):
            return None
        weight += _WEIGHTS["without_text"]
    for path, phrase in when.json:
        value = look_up(seen.document, path) if isinstance(seen.document, dict) else None
        if (
            value is None
            or isinstance(value, dict | list)
            or not found_in((phrase,), FoldedText(str(value).lower()), "json", str(value))
        ):
            return None
    for name, phrase in when.header:
        value = seen.header(name)
        if value is None or not found_in((phrase,), FoldedText(value.lower()), "header", value):
            return None
        evidence[-1] = f"{name}: {value[:200]}"
    if when.url and not found_in(when.url, FoldedText(seen.url.lower()), "url"):
        return None
    if when.body and seen.folded_body.is_long and _holds_none(seen.folded_body, when.body_needles):
        return None
    if when.body and not found_in(when.body, seen.folded_body, "body", seen.body):
        return None
    evidence = evidence or [f"the body: {seen.shape}"]
    vendor = rule.vendor if is_own else None
    weight += _RULE_OF_A_VENDOR if vendor else 0
    return Match(rule, weight, tuple(dict.fromkeys(evidence)), groups, vendor)
