"""Reads what a sentence claims: of which thing it says what, such as “the user” and “locked”.

    "Client secret is invalid or user locked" ──> (client_secret, wrong), (user, locked)

Every word that tells a state belongs to the nearest thing in its clause: what comes before it when it is a predicate
("the scope is invalid"), what comes after it when it stands before a noun ("an invalid scope"). Things that “or”
joins share a state, and then the server leaves open which of them it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from .entities import ENTITIES, PHRASES
from .phrases import Mention, mentions
from .states import BARE, BARE_PHRASES, COPULAS, DEMANDED, DEMANDS, NEGATORS, POSITIVE, POSITIVE_PHRASES
from .words import Word, words_of

_FILLERS: Final = frozenset(
    """or and / , & the a an your its this that his her und oder ou et o y e en invalid incorrect wrong bad the/your :
    """.split()
)
_PREPOSITIONS: Final = frozenset(
    "of for in by from with on to within at under against using via de du des del der des dem für von mit in im per through".split()
)
_AFTER_PREPOSITION: Final = 5
"""Words that it counts as further away: in “password of the user”, the password is meant."""
_GENERIC: Final = frozenset({"parameter", "header"})
"""Things that a name makes exact: “parameter client_id”."""
_NAMING: Final = frozenset(
    "named called name for is : = , the a missing required following of - as this value".split()
)
_FAR: Final = 9
_NEGATED_WITHIN: Final = 4
VAGUE: Final = frozenset({"parameter", "request", "authentication"})
"""Things that a sentence names beside what it means: they come last."""
_EXAMPLE: Final = re.compile(r"\((?:e\.?g\.?|for example|such as|i\.e\.)[^()]{0,400}\)?", re.IGNORECASE)
"""Examples in brackets: the standard's own list of what could be, quoted by many servers."""
_ADVICE: Final = frozenset("please ensure make check verify try see use".split())
"""How advice begins: it names what could be wrong, and not what is."""
_ADVICE_COUNTS: Final = 20
_SUPPOSING: Final = frozenset("if whether wenn falls si se als perhaps possibly maybe might".split())
"""What follows in the clause is a supposition, or advice."""
_DEFINED: Final = frozenset({"grant", "grant_type", "refresh_token", "redirect_uri"})
"""Two states of one of these in a clause is the standard's own definition of invalid_grant, in any language."""
_NO_VALUES: Final = frozenset({"null", "none", "undefined", "empty"})
"""Values that programs print: “scope='null'” tells nothing of the scope."""
_FINDING: Final = frozenset("found exists exist matches registered".split())
_REQUEST_PARTS: Final = frozenset("header headers body request form payload query parameters".split())
_OBJECT_FOLLOWS: Final = frozenset(
    "missing lacks lacking requires require without expects expected needs".split()
)
_DETERMINERS: Final = frozenset("a an the required following any parameter field header one valid".split())
_TELLS_BY_ITSELF: Final = frozenset({"mfa", "captcha", "consent", "requests", "ip"})
"""Things that are named only when they are what is wrong."""
_LOGIN: Final = frozenset({"username", "user", "password", "login"})
_CLIENT: Final = frozenset({"client", "client_id", "client_secret", "client_credentials"})
CLIENT_PAIR: Final = "client_pair"
"""Client ID or Client Secret: the sentence leaves open which."""
UNNAMED: Final = "unnamed"
"""What is locked or disabled, where the sentence does not say: an account."""
_OF_AN_ACCOUNT: Final = frozenset({"locked", "disabled"})
_SHORT: Final = 8
"""Words of a sentence that may leave out what it speaks of."""
NAMED: Final = "named"
"""A thing that no phrase knows, with a name of its own, such as `tenant_key`."""
UNWANTED: Final = "unwanted"
"""The state of what should not be there: “client_secret must not be sent”."""
MENTIONED: Final = "mentioned"
THINGS: Final = frozenset({*ENTITIES, NAMED, UNNAMED, CLIENT_PAIR})
STATES: Final = frozenset({*BARE, *POSITIVE, UNWANTED, MENTIONED})


@dataclass(frozen=True)
class Claim:
    """One thing that a sentence says, and the words that say it."""

    entity: str
    state: str
    quote: str
    name: str = ""
    """The thing as the server writes it, where it is a name: `client_assertion`."""
    alternatives: int = 1
    """How many things the sentence leaves open."""
    distance: int = 0
    """Words between the thing and its state."""
    place: int = 0
    """Number of the sentence, the likeliest first; codes come after the sentences."""


@dataclass(frozen=True)
class Saying:
    """A claim that a rule waits for: one of some things in one of some states."""

    entities: frozenset[str]
    states: frozenset[str]

    def holds(self, claim: Claim) -> bool:
        """Tell whether a claim is one of these."""
        return claim.entity in self.entities and (not self.states or claim.state in self.states)


@dataclass(frozen=True)
class _State:
    meaning: str
    first: int
    last: int
    is_predicate: bool
    is_active: bool = False
    """Whether it is a verb whose object follows: “could not find the user”."""


def read_claims(sentence: str) -> tuple[Claim, ...]:
    """Return what a sentence claims, in its order. Never raises, and takes a time in proportion to its length."""
    words = words_of(_EXAMPLE.sub(" ", sentence))
    things = list(_things(words))
    states = list(_states(words, {at for thing in things for at in range(thing.first, thing.last + 1)}))
    claims: list[Claim] = []
    bound: set[int] = set()
    for state in states:
        group = _things_of(state, things, words)
        bound.update(group)
        if _is_supposed(words, state.first) or _is_a_definition(state, states, things, words):
            continue
        subject = _of_the_subject(sentence, words, state, group, things)
        claims += subject or _claims(sentence, words, state, [things[index] for index in group], things)
    for index, thing in enumerate(things):
        if _is_denied(words, thing):
            claims.append(_claim(sentence, words, thing, "missing", thing.first, thing.last))
        elif (
            index not in bound and thing.meaning in _TELLS_BY_ITSELF and not _is_supposed(words, thing.first)
        ):
            claims.append(_claim(sentence, words, thing, MENTIONED, thing.first, thing.last))
    exact = [claim for claim in claims if claim.entity not in VAGUE]
    return tuple(dict.fromkeys((*exact, *(claim for claim in claims if claim.entity in VAGUE))))


def _is_supposed(words: Sequence[Word], at: int) -> bool:
    before = (words[index] for index in range(max(0, at - 20), at))
    return any(word.text in _SUPPOSING for word in before if word.clause == words[at].clause)


def _start_of(words: Sequence[Word], at: int) -> int:
    """Return where the clause of a word begins."""
    while at > 0 and words[at - 1].clause == words[at].clause:
        at -= 1
    return at


def _is_a_definition(
    state: _State, states: Sequence[_State], things: Sequence[Mention], words: Sequence[Word]
) -> bool:
    clause = words[state.first].clause
    named = {thing.meaning for thing in things if words[thing.first].clause == clause}
    told = {other.meaning for other in states if words[other.first].clause == clause}
    return "expired" in told and len(told) > (1 if named & _DEFINED else 2)


def _of_the_subject(
    sentence: str, words: Sequence[Word], state: _State, group: Sequence[int], things: Sequence[Mention]
) -> list[Claim]:
    """Return who lacks a permission: “the client does not have access” is said of the client."""
    if (
        not group
        or things[group[0]].meaning not in {"permission", "access"}
        or state.meaning not in {"missing", "not_allowed"}
    ):
        return []
    clause = words[state.first].clause
    before = [
        thing
        for thing in things[: group[0]]
        if words[thing.first].clause == clause and thing.last < state.first
    ]
    if not before or before[-1].meaning not in {"client", "client_id", "user", "username"}:
        return []
    return [
        _claim(
            sentence,
            words,
            before[-1],
            "not_allowed",
            before[-1].first,
            max(state.last, things[group[0]].last),
        )
    ]


def _is_denied(words: Sequence[Word], thing: Mention) -> bool:
    """Tell “no grant type”, “without consent” and “has not consented”."""
    before = words[thing.first - 1].text if thing.first else ""
    return before in {"no", "without"} or (thing.meaning in {"consent", "permission"} and before in NEGATORS)


def _things(words: Sequence[Word]) -> Iterable[Mention]:
    """Yield the things that are mentioned; a name that no phrase knows is a parameter."""
    known = [thing for thing in mentions(words, PHRASES) if not _is_a_value(words, thing)]
    known = [
        thing
        for index, thing in enumerate(known)
        if thing.meaning not in _GENERIC or not _is_named(words, known, index)
    ]
    names: list[Mention] = []
    at = 0
    while at < len(words):
        name = words[at].name
        last = at
        while name and last + 1 < len(words) and words[last + 1].name == name:
            last += 1
        if last > at and name[0].islower() and _is_one_name(
            words[at : last + 1], [thing for thing in known if at <= thing.first <= last]
        ):
            if not _is_a_value(words, Mention(NAMED, at, last)):
                names.append(Mention(NAMED, at, last))
            known = [thing for thing in known if not at <= thing.first <= last]
        at = last + 1
    return sorted((*known, *names), key=lambda thing: thing.first)


def _is_one_name(parts: Sequence[Word], inside: Sequence[Mention]) -> bool:
    """Tell a parameter's name, such as `login_realm_type`, from a code that speaks, such as `user_not_found`."""
    if not inside:
        return True
    told = {
        at
        for book in (BARE_PHRASES, POSITIVE_PHRASES)
        for state in mentions(parts, book)
        for at in range(state.first, state.last + 1)
    }
    known = sum(thing.last - thing.first + 1 for thing in inside)
    others = [
        word
        for at, word in enumerate(parts)
        if at not in told and word.text not in NEGATORS | COPULAS | DEMANDS | _FILLERS
    ]
    return not told and len(others) > known


def _is_a_value(words: Sequence[Word], thing: Mention) -> bool:
    """Tell what only looks like a thing: “grant type [password]”, “client 'app'”."""
    if not words[thing.first].is_quoted or thing.first == 0:
        return False
    before = [word for word in words[max(0, thing.first - 6) : thing.first] if not word.is_quoted][-2:]
    known = [meaning for meaning, _, _ in mentions(before, PHRASES)]
    return bool(known) and known[-1] not in _GENERIC


def _is_named(words: Sequence[Word], things: Sequence[Mention], index: int) -> bool:
    """Tell whether a “parameter” or “header” is named beside it, so that only its name matters."""
    thing = things[index]
    for other in things[max(0, index - 1) : index + 2]:
        if (
            other is thing
            or other.meaning in _GENERIC
            or words[other.first].clause != words[thing.first].clause
        ):
            continue
        left, right = sorted((thing, other), key=lambda one: one.first)
        between = {words[at].text for at in range(left.last + 1, right.first)}
        if right.first - left.last <= 4 and between <= _NAMING:
            return True
    return False


def _states(words: Sequence[Word], taken: set[int]) -> Iterable[_State]:
    """Yield the states that the words tell: bare, negated or demanded."""
    found: list[_State] = []
    bare = [state for state in mentions(words, BARE_PHRASES) if not _is_inside(state, taken)]
    used = {at for state in bare for at in range(state.first, state.last + 1)}
    for state in bare:
        if words[state.first].is_quoted and words[state.first].text in _NO_VALUES:
            continue
        if words[state.first].text in {"required", "requires", "require"} and _next(words, state) == "to":
            continue  # “is required to use”: what is required comes later
        negators = _negators_before(words, state.first)
        if negators and state.meaning != "missing" and words[state.first].text not in NEGATORS:
            continue  # “not locked” tells nothing; “must not be empty” does
        takes_object = words[state.first].text in _OBJECT_FOLLOWS and (
            _next(words, state) in _DETERMINERS or state.last + 1 in taken
        )
        is_predicate = _is_predicate(words, state.first) and not takes_object
        found.append(_State(state.meaning, state.first, state.last, is_predicate, is_active=takes_object))
    spent = -1
    for state in mentions(words, POSITIVE_PHRASES):
        if _is_inside(state, taken) or _is_inside(state, used):
            continue
        negators = [at for at in _negators_before(words, state.first) if at > spent]
        if [words[at].text for at in negators] == ["no"] and _verb_follows(words, state, taken):
            continue  # “no active account found”: the account is not found
        is_negated = bool(negators)
        spent = max((spent, *negators))  # “not permitted to use” denies the permission alone
        is_demanded = _is_demanded(words, state.first)
        if is_negated and is_demanded and state.meaning == "missing":
            found.append(_State(UNWANTED, state.first, state.last, is_predicate=True))
        elif is_negated or (is_demanded and state.meaning in DEMANDED):
            is_active = _is_active(words, state)
            is_predicate = _is_predicate(words, state.first) and not is_active
            meaning = "missing" if _is_sought_in_request(words, state) else state.meaning
            found.append(_State(meaning, state.first, state.last, is_predicate, is_active))
    return sorted(found, key=lambda state: state.first)


def _verb_follows(words: Sequence[Word], state: Mention, taken: set[int]) -> bool:
    rest = words[state.last + 1 : state.last + 5]
    return state.last + 1 in taken and any(
        word.text in _FINDING and word.clause == words[state.first].clause for word in rest
    )


def _is_sought_in_request(words: Sequence[Word], state: Mention) -> bool:
    """Tell “not found in the headers or body”, which misses it in the request, from “not found”."""
    after = [word.text for word in words[state.last + 1 : state.last + 5] if word.clause == words[state.first].clause]
    return state.meaning == "unknown" and "in" in after[:1] and bool(_REQUEST_PARTS.intersection(after))


def _next(words: Sequence[Word], mention: Mention) -> str:
    return words[mention.last + 1].text if mention.last + 1 < len(words) else ""


def _is_inside(mention: Mention, taken: set[int]) -> bool:
    return any(at in taken for at in range(mention.first, mention.last + 1))


def _negators_before(words: Sequence[Word], at: int) -> list[int]:
    start = max(0, at - _NEGATED_WITHIN)
    return [
        index
        for index in range(start, at)
        if words[index].clause == words[at].clause
        and (words[index].text in NEGATORS or words[index].text.endswith("n't"))
    ]


def _is_demanded(words: Sequence[Word], at: int) -> bool:
    return any(
        words[index].text in DEMANDS and words[index].clause == words[at].clause
        for index in range(max(0, at - 4), at)
    )


def _is_predicate(words: Sequence[Word], at: int) -> bool:
    """Tell whether a verb comes before a state's word: “is invalid”, not “an invalid”."""
    before = [
        words[index].text for index in range(max(0, at - 3), at) if words[index].clause == words[at].clause
    ]
    return any(word in COPULAS or word in NEGATORS or word.endswith("n't") for word in before[-2:])


def _is_active(words: Sequence[Word], state: Mention) -> bool:
    """Tell “could not find user” from “user could not be found”."""
    before = words[state.first - 1].text if state.first else ""
    return before not in {"be", "been", "being", "is", "was", "are", "were", "not"} or before == "to"


def _things_of(state: _State, things: Sequence[Mention], words: Sequence[Word]) -> tuple[int, ...]:
    """Return the indexes of the things that a state is said of."""
    clause = words[state.first].clause
    best: tuple[int, int] | None = None
    for index, thing in enumerate(things):
        if words[thing.first].clause != clause:
            continue
        is_before = thing.last < state.first
        gap = state.first - thing.last - 1 if is_before else thing.first - state.last - 1
        if gap < 0 or gap > _FAR:
            continue
        cost = 2 * gap
        if is_before != state.is_predicate:
            cost += 5 if state.is_predicate else 8 if state.is_active else 4
        if _is_in_a_phrase(words, thing):
            cost += _AFTER_PREPOSITION
        if best is None or cost < best[0]:
            best = (cost, index)
    return () if best is None else _joined(best[1], things, words)


def _is_in_a_phrase(words: Sequence[Word], thing: Mention) -> bool:
    before = [words[index].text for index in range(max(0, thing.first - 2), thing.first)]
    return any(word in _PREPOSITIONS for word in before)


def _joined(index: int, things: Sequence[Mention], words: Sequence[Word]) -> tuple[int, ...]:
    """Return a thing and those that “or”, “and” or a comma joins to it."""
    group = [index]
    for step in (-1, 1):
        at = index
        while 0 <= at + step < len(things):
            left, right = sorted((things[at], things[at + step]), key=lambda thing: thing.first)
            between = [words[place] for place in range(left.last + 1, right.first)]
            if not between or words[left.first].clause != words[right.first].clause:
                break
            if len(between) > 4 or any(word.text not in _FILLERS for word in between):
                break
            if not any(
                word.text in {"or", "and", "/", ",", "&", "und", "oder", "ou", "et", "y", "e", "o", "en"}
                for word in between
            ):
                break
            at += step
            group.append(at)
    return tuple(sorted(group))


def _claims(
    sentence: str, words: Sequence[Word], state: _State, group: Sequence[Mention], things: Sequence[Mention]
) -> list[Claim]:
    if not group:
        if (
            state.meaning not in _OF_AN_ACCOUNT
            or len(words) > _SHORT
            or any(words[thing.first].clause == words[state.first].clause for thing in things)
        ):
            return []
        quote = sentence[words[state.first].start : words[state.last].end]
        return [Claim(UNNAMED, state.meaning, quote)]
    meanings = {thing.meaning for thing in group}
    first = min(state.first, group[0].first)
    last = max(state.last, group[-1].last)
    if len(meanings) > 1:
        whole = "login" if meanings <= _LOGIN else CLIENT_PAIR if meanings <= _CLIENT else ""
        if whole:
            thing = Mention(whole, group[0].first, group[-1].last)
            return [_claim(sentence, words, thing, state.meaning, first, last, alternatives=len(meanings))]
    return [
        _claim(sentence, words, thing, state.meaning, first, last, alternatives=len(meanings))
        for thing in group
    ]


def _claim(
    sentence: str,
    words: Sequence[Word],
    thing: Mention,
    state: str,
    first: int,
    last: int,
    *,
    alternatives: int = 1,
) -> Claim:
    quote = sentence[words[first].start : words[last].end]
    name = words[thing.first].name or sentence[words[thing.first].start : words[thing.last].end]
    gap = max(0, (last - first) - (thing.last - thing.first) - 1)
    opening = words[_start_of(words, first)].text
    if opening in _ADVICE and not (opening == "please" and state == "missing"):
        gap += _ADVICE_COUNTS
    return Claim(thing.meaning, state, quote, name, alternatives, gap)
