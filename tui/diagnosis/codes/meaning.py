"""What one error code means: its definition in a standard, and what the rules make of it.

AADSTS50126 ──a response of only that code──> the rules that know it, one for each vendor
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple

from ...oauth2.exchange import HttpResponse
from ..finding import Finding
from ..rules.engine import best_matches, diagnose
from ..rules.folded_text import FoldedText
from ..rules.matching import Match
from ..rules.observation import Observation, observe
from ..rules.phrase import Phrase
from ..rules.rule import Phase, Rule, When
from .known import known_codes, near_codes
from .standard import DEFINITIONS, Definition

_PLACE: Final = re.compile(r"\{(\w+)\}")
_MOST_MEANINGS: Final = 6
_SENTENCES: Final = frozenset({"error_description", "message", "detail", "title", "description", "hint"})
"""Members that hold sentences, and no codes."""
_LEAST_WEIGHT: Final = 18
"""Rules that hold with less go by the look of a body, which a code alone doesn't have."""


class Meaning(NamedTuple):
    """What a code means in one phase, from one vendor or from any server."""

    phase: Phase
    finding: Finding


@dataclass(frozen=True)
class CodeMeaning:
    """What a code means. Unless it is known, there are only the known codes that are nearest to it."""

    code: str
    definitions: tuple[Definition, ...] = ()
    meanings: tuple[Meaning, ...] = ()
    """What it means for a connector: one finding for each vendor that knows it, then those of any server."""
    nearest: tuple[str, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether a standard or a rule knows the code."""
        return bool(self.definitions or self.meanings)


def meaning_of(code: str, rules: tuple[Rule, ...]) -> CodeMeaning:
    """Return what a code means, by the standards and by some rules. The case of letters doesn't matter."""
    definitions = DEFINITIONS.get(code.lower(), ())
    meanings = tuple(_meanings(code, rules))
    if definitions or meanings:
        return CodeMeaning(code, definitions, meanings)
    near = near_codes(code, (*known_codes(rules), *DEFINITIONS))
    return CodeMeaning(code, nearest=near)


def _meanings(code: str, rules: tuple[Rule, ...]) -> Iterator[Meaning]:
    """Yield a finding for each vendor that knows a code: of several rules, the one that fits it best."""
    held = [(found, seen) for rule, seen in _looked_at(code, rules) for found in best_matches(seen, (rule,))]
    held.sort(key=lambda one: (one[0].vendor is None, one[0].rule.phase != "token", -one[0].weight))
    exact = [(found, seen) for found, seen in held if _names_the_code(found, code)]
    subjects: set[tuple[str | None, str]] = set()
    for found, seen in exact or [one for one in held if one[0].weight >= _LEAST_WEIGHT][:1]:
        subject = (found.vendor, found.rule.phase)
        if subject in subjects or len(subjects) >= _MOST_MEANINGS:
            continue
        subjects.add(subject)
        if finding := diagnose(seen, (found.rule,)):
            yield Meaning(found.rule.phase, replace(finding, evidence=()))


def _looked_at(code: str, rules: Iterable[Rule]) -> Iterator[tuple[Rule, Observation]]:
    """Yield each rule that reads codes, with a response of only this code, where the rule looks for it."""
    plain = _response({"error": code})
    wanted, unknown = FoldedText(code.lower()), FoldedText(_unknown_like(code))
    for rule in rules:
        if not _reads_codes(rule.when):
            continue
        yield rule, plain
        if _is_all_of(wanted, (*rule.when.text, *rule.when.shared)) and (alone := _by_words_alone(rule)):
            yield alone, plain
        for path, phrase in rule.when.json:
            if path.rpartition(".")[2].lower() not in _SENTENCES and not phrase.find(unknown):
                yield rule, _response(_nested(path, code))


def _is_all_of(code: FoldedText, phrases: Iterable[Phrase]) -> bool:
    """Tell whether one of some phrases is a code, and not only a part of it."""
    found = (phrase.find(code) for phrase in phrases)
    return any(one and one.start == 0 and one.end == len(code.words) for one in found)


def _by_words_alone(rule: Rule) -> Rule | None:
    """Return a rule without what it asks for beside its words, such as a mark of the vendor in the body.

    None where its sentences quote what it finds there.
    """
    words = When(text=rule.when.text, shared=rule.when.shared)
    places = set(_PLACE.findall(f"{rule.title} {rule.cause} {rule.fix}"))
    if words == rule.when or places - words.groups - {"vendor"}:
        return None
    return replace(rule, read_when=lambda: words, needs=())


def _unknown_like(code: str) -> str:
    """Return a code that begins alike and that nobody knows: what finds it, too, knows only the family."""
    return re.sub(r"(?:[a-z]+|\d{1,4})$", "qqqq" if code[-1].isalpha() else "7777", code.lower())


def _response(document: dict[str, Any]) -> Observation:
    return observe(HttpResponse(0, "", (), json.dumps(document).encode()), status=None)


def _nested(path: str, value: str) -> dict[str, Any]:
    first, _, rest = path.partition(".")
    return {first: _nested(rest, value) if rest else value}


def _reads_codes(when: When) -> bool:
    return bool(when.code or when.error or when.text or when.shared or when.json or when.says)


def _names_the_code(found: Match, code: str) -> bool:
    """Tell whether a rule goes by the code itself, and not only by a word that is part of it."""
    when, wanted = found.rule.when, _letters(code)
    if when.code or when.error:
        return True
    said = [found.rule.id, *found.evidence] if when.text or when.shared or when.json else []
    return bool(found.vendor or not when.says) and any(_letters(words) == wanted for words in said)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()
