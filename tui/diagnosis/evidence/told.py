"""The states that a sentence tells: by a word such as “locked”, by “not found”, or by “must be provided”."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from ...oauth2.lean.frozen import frozen
from . import grammar
from .meaning import bare_meaning_of, meaning_of
from .phrases import Mention, mentions
from .sentence import Sentence, places
from .states import BARE, BARE_PHRASES, DEMANDED, NEGATORS, POSITIVE, POSITIVE_PHRASES

UNWANTED: Final = "unwanted"
"""The state of what should not be there: “client_secret must not be sent”."""
MENTIONED: Final = "mentioned"
STATES: Final = frozenset({*BARE, *POSITIVE, UNWANTED, MENTIONED})
_FAILING: Final = frozenset("failed fail fails failure unable impossible".split())
"""Words that negate a verb, and no adjective: “login failed, account locked”."""
_NO_VALUES: Final = frozenset({"null", "none", "undefined", "empty"})
"""Values that programs print: “scope='null'” tells nothing of the scope."""
_RENEWALS: Final = frozenset({"reset", "change", "renewal", "update", "unlock", "activation"})
"""Nouns after a thing that make a demand its end: “requires password reset”."""
_ACTS: Final = frozenset("sign log login logon obtain request access call".split())
"""What a user or a client does."""
_FORBIDDING: Final = frozenset({"may", "must"})
_FINDING: Final = frozenset("found exists exist matches registered".split())


@frozen
class Told:
    """A state, the words that tell it, and how they stand to what they are said of."""

    state: str
    first: int
    last: int
    is_predicate: bool
    """Whether it follows its thing: “the scope is invalid”, not “an invalid scope”."""
    is_active: bool = False
    """Whether it is a verb whose object follows: “could not find the user”."""


def states_in(sentence: Sentence, things: Collection[Mention]) -> list[Told]:
    """Return the states that a sentence tells, in its order. No word of a thing tells one."""
    taken = places(things)
    bare = [state for state in mentions(sentence.words, BARE_PHRASES) if taken.isdisjoint(places([state]))]
    used = taken | places(bare)
    positive = list(_positive(sentence, taken, used))
    spent = {state.first for state in bare if any(_serves(sentence, state, other) for other in positive)}
    told = [*(state for state in _bare(sentence, bare, taken) if state.first not in spent), *positive]
    told += _refused_acts(sentence, taken)
    return sorted(told, key=lambda state: state.first)


def _refused_acts(sentence: Sentence, taken: frozenset[int]) -> Iterator[Told]:
    """Yield what somebody who was named before may not do: “guest accounts cannot sign in”."""
    for at, verb in enumerate(sentence.words[1:], start=1):
        start = at - 1 - (sentence.words[at - 1].text == "not")
        words = tuple(word.text for word in sentence.words[max(0, start) : at])
        is_refused = words in grammar.REFUSED_ACTS and sentence.words[start].clause == verb.clause
        if not is_refused or verb.text not in _ACTS:
            continue
        if not taken.isdisjoint(range(start)):
            yield Told("not_allowed", start, at, is_predicate=True)
        elif words[0] in _FORBIDDING and at in taken:  # “trainees may not log in”
            yield Told("not_allowed", start, at - 1, is_predicate=False)


def _serves(sentence: Sentence, state: Mention, other: Told) -> bool:
    """Tell “failed to decode”, where failing only negates, from “the login failed”."""
    is_near = state.last < other.first <= state.last + grammar.NEAR
    return is_near and state.meaning == "failed" and sentence.after(state.last, 1) == ("to",)


def _bare(sentence: Sentence, states: Collection[Mention], taken: frozenset[int]) -> Iterator[Told]:
    """Yield the states that words tell by themselves."""
    renewals = {state: _renewal_at(sentence, state, taken) for state in states}
    for state in states:
        if state.first in renewals.values():
            continue
        word, following = sentence.words[state.first], sentence.after(state.last, 1)
        if word.is_quoted and word.text in _NO_VALUES:
            continue
        if word.text in {"required", "requires", "require"} and following == ("to",):
            continue  # “is required to use”: what is required comes later
        denials = (sentence.words[at].text for at in grammar.negators_of(sentence, state, taken))
        is_denied = not _FAILING.issuperset(denials)
        if is_denied and state.meaning != "missing" and word.text not in NEGATORS:
            continue  # “not locked” tells nothing, but “must not be empty” does
        takes_object = grammar.takes_object(sentence, state, taken)
        is_predicate = grammar.has_passive(sentence, state) or (
            grammar.is_predicate(sentence, state) and not takes_object
        )
        told = bare_meaning_of(sentence, state) if renewals[state] is None else "expired"
        yield Told(told, state.first, state.last, is_predicate, is_active=takes_object)


def _renewal_at(sentence: Sentence, state: Mention, taken: frozenset[int]) -> int | None:
    """Return the place of the word that says that not a thing is demanded, but that it be renewed."""
    near = range(max(1, state.first - grammar.NEAR), min(len(sentence.words), state.last + grammar.NEAR))
    if state.meaning != "missing":
        return None
    return next((at for at in near if sentence.words[at].text in _RENEWALS and at - 1 in taken), None)


def _positive(sentence: Sentence, taken: frozenset[int], used: frozenset[int]) -> Iterator[Told]:
    """Yield the states that words tell when they are negated or demanded."""
    spent = -1
    for state in mentions(sentence.words, POSITIVE_PHRASES):
        if not used.isdisjoint(places([state])):
            continue
        negators = [at for at in grammar.negators_of(sentence, state, taken) if at > spent]
        if [sentence.words[at].text for at in negators] == ["no"] and _verb_follows(sentence, state, taken):
            continue  # “no active account found”: the account is not found
        if _is_use_of_another(sentence, state, taken) and not negators:
            continue  # “must use SSO to sign in”
        spent = max((spent, *negators))  # “not permitted to use” denies the permission alone
        is_demanded = grammar.is_demanded(sentence, state)
        if negators and is_demanded and state.meaning == "missing":
            yield Told(UNWANTED, state.first, state.last, is_predicate=True)
        elif negators or (is_demanded and state.meaning in DEMANDED):
            yield _told_by_verb(sentence, state, meaning_of(sentence, state, negators), taken)


def _told_by_verb(sentence: Sentence, state: Mention, meaning: str, taken: frozenset[int]) -> Told:
    """Return a negated or demanded state. What stands before a demand that ends far behind is its thing."""
    demand = grammar.demand_of(sentence, state)
    if demand is not None and not taken.isdisjoint(range(max(0, demand - grammar.NEAR), demand)):
        return Told(meaning, demand, state.last, is_predicate=True)
    is_active = grammar.is_active(sentence, state)
    is_predicate = grammar.is_predicate(sentence, state) and not is_active
    return Told(meaning, state.first, state.last, is_predicate, is_active)


def _is_use_of_another(sentence: Sentence, state: Mention, taken: frozenset[int]) -> bool:
    near = {state.last + 1, state.last + 2}
    return sentence.words[state.first].text in {"use", "using"} and taken.isdisjoint(near)


def _verb_follows(sentence: Sentence, state: Mention, taken: frozenset[int]) -> bool:
    return state.last + 1 in taken and not _FINDING.isdisjoint(sentence.after(state.last, 4))
