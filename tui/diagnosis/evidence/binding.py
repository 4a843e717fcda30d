"""Of which thing a state is said: the nearest in its clause, on the side where the grammar wants it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import dropwhile, pairwise
from typing import Final

from .phrases import Mention
from .sentence import Sentence
from .states import COPULAS
from .things import FILLERS, JOINTS, OWNERSHIP, VAGUE
from .told import Told
from .words import Word

_PREPOSITIONS: Final = frozenset(
    "of for in by from with on to within at under against using via de du des del der des dem fur von mit im "
    "par per through vor nach bei zum zur beim bevor avant lors antes durante prima bij voor".split()
)
_ARTICLES: Final = frozenset({"der"})
"""Words that are an article where they begin a sentence, and “of the” in it."""
_OWNED_WITHIN: Final = 3
"""Words between a thing and whose it is: “password of the current user”."""
_RELATED: Final = frozenset("associated linked bound tied connected belonging behind".split())
"""How whose a thing is may also be told: “the user associated with this token”."""
_GIVEN: Final = frozenset(
    "that which you we were was entered provided supplied given sent submitted used".split()
)
"""Words between a thing and whose it is that say no more: “the credentials you entered for the user”."""
_NO_HEADS: Final = VAGUE | {"header"}
"""Things that are named for what follows: “value for grant_type”."""
_AFTER_PREPOSITION: Final = 5
"""Words that a thing counts as further away: in “password of the user”, the password is meant."""
_WRONG_SIDE: Final = 4
_WRONG_SIDE_OF_PREDICATE: Final = 5
_WRONG_SIDE_OF_VERB: Final = 8
_FAR: Final = 9
_BORDERS: Final = frozenset({":", ","})
_ACROSS: Final = 3
"""What a colon or a comma between a thing and a later state adds: “login failed: invalid scope”."""
_JOINED_WITHIN: Final = 4
_DUE: Final = frozenset({("due", "to"), ("because", "of")})
_BARRED: Final = frozenset({"not_allowed", "locked"})
_BARRIERS: Final = frozenset({"policy", "ip"})
"""What bars others: “sign-in denied by risk policy”."""
_CAUSE_WITHIN: Final = 4
_PLACES: Final = frozenset({"authorization_header", "header", "body", "request", "parameter", "server"})
"""Things in which other things stand: “the token in the header is invalid”."""
_IN_A_PLACE: Final = 12
_LACKED: Final = frozenset({"permission", "access", "license"})
_WHO_LACKS: Final = frozenset({"client", "client_id", "user", "username"})
_WHO_IS_DENIED: Final = _WHO_LACKS | {"token"}
_DENIED: Final = frozenset({"scope", "grant_type"})
_DENIED_WITHIN: Final = 5


def things_of(told: Told, things: Sequence[Mention], sentence: Sentence) -> tuple[int, ...]:
    """Return the numbers of the things that a state is said of: the nearest, and those joined to it."""
    if (cause := _cause_of(told, things, sentence)) is not None:
        return (cause,)
    is_heading = told.state == "failed" and sentence.after(told.last, 1) == (":",)
    costs = {
        index: cost
        for index, thing in enumerate(things)
        if not (is_heading and thing.first > told.last)  # “login failed: no grant type”
        and (cost := _cost(told, thing, _end(index, things, sentence), sentence)) is not None
    }
    if not costs:
        return ()
    return _joined(min(costs, key=lambda index: costs[index]), things, sentence)


def _cause_of(told: Told, things: Sequence[Mention], sentence: Sentence) -> int | None:
    """Return the number of the thing that a failure is put down to: “failed due to security constraints”.

    Who is denied something by a policy is not at fault either.
    """
    ends = (sentence.words[told.last].text, *sentence.after(told.last, 1))
    is_barred = told.state in _BARRED and "by" in ends
    if not is_barred and (told.state != "failed" or sentence.after(told.last, 2) not in _DUE):
        return None
    after = (index for index, thing in enumerate(things) if thing.first > told.last)
    cause = next(after, None)
    if cause is None or things[cause].first - told.last > _CAUSE_WITHIN:
        return None
    if is_barred and things[cause].meaning not in _BARRIERS:
        return None
    is_here = sentence.words[things[cause].first].clause == sentence.words[told.first].clause
    return cause if is_here else None


def subject_of(told: Told, lacked: Mention, things: Sequence[Mention], sentence: Sentence) -> Mention | None:
    """Return who lacks a permission: “the client does not have access” is said of the client."""
    if told.state not in {"missing", "not_allowed"}:
        return None
    if lacked.meaning == "endpoint" and told.state == "not_allowed":
        lacked = lacked._replace(meaning="access")  # “public clients can't use this endpoint”
    return who_lacks(lacked, min(told.first, lacked.first), things, sentence)


def who_lacks(lacked: Mention, first: int, things: Sequence[Mention], sentence: Sentence) -> Mention | None:
    """Return who is said, before a word, to lack a permission: “the client has no permission”."""
    if lacked.meaning not in _LACKED:
        return None
    before = [thing for thing in things if sentence.are_together(thing, lacked) and thing.last < first]
    return before[-1] if before and before[-1].meaning in _WHO_LACKS else None


def object_of(
    told: Told, group: Sequence[Mention], things: Sequence[Mention], sentence: Sentence
) -> Mention | None:
    """Return what somebody is not allowed: “the client is not permitted scope read” denies the scope."""
    if told.state != "not_allowed" or not told.is_predicate or group[0].meaning not in _WHO_IS_DENIED:
        return None
    after = (thing for thing in things if thing.first > told.last and sentence.are_together(thing, group[0]))
    denied = next(after, None)
    near = denied is not None and denied.first - told.last <= _DENIED_WITHIN
    return denied if denied and near and denied.meaning in _DENIED else None


def _end(index: int, things: Sequence[Mention], sentence: Sentence) -> int:
    """Return the last word of a thing with those it belongs to: “the password of the user”."""
    if things[index].meaning in _NO_HEADS:
        return things[index].last
    for left, right in pairwise(things[index:]):
        between = tuple(dropwhile(_GIVEN.__contains__, sentence.between(left, right)))
        if not (
            between[:1]
            and (between[0] in OWNERSHIP or between[0] in _RELATED)
            and len(between) <= _OWNED_WITHIN
            and sentence.are_together(left, right)
        ):
            return left.last
    return things[-1].last


def _cost(told: Told, thing: Mention, end: int, sentence: Sentence) -> int | None:
    """Return how far a thing is from a state, in half words; None where it can't be meant.

    `end` is the last word of the thing and of those it belongs to.
    """
    is_before = end < told.first
    gap = told.first - end - 1 if is_before else thing.first - told.last - 1
    words = sentence.words
    if words[thing.first].clause != words[told.first].clause or not 0 <= gap <= _FAR:
        return None
    cost = 2 * gap
    if is_before != told.is_predicate:
        active = _WRONG_SIDE_OF_VERB if told.is_active else _WRONG_SIDE
        cost += _WRONG_SIDE_OF_PREDICATE if told.is_predicate else active
    cost += _ACROSS * (is_before and any(word.text in _BORDERS for word in words[end + 1 : told.first]))
    near = max(0, thing.first - 3) if is_before else max(told.last + 1, thing.first - 2)
    near += near == 0 and words[0].text in _ARTICLES
    if not _PREPOSITIONS.isdisjoint(word.text for word in words[near : thing.first]):
        is_place = is_before and (
            thing.meaning in _PLACES or _is_aside(words[max(0, near - 1) : thing.first])
        )
        is_bearer = (  # “missing on the user” is said of what the user should have
            not is_before and told.state == "missing" and words[told.last + 1].text in _PREPOSITIONS
        )
        cost += _IN_A_PLACE if is_place or is_bearer else _AFTER_PREPOSITION
    return cost


def _is_aside(words: Sequence[Word]) -> bool:
    """Tell whether a preposition follows a copula: “is for this client not allowed” is said of another."""
    return any(left.text in COPULAS and right.text in _PREPOSITIONS for left, right in pairwise(words))


def _joined(index: int, things: Sequence[Mention], sentence: Sentence) -> tuple[int, ...]:
    """Return a thing's number and those of the things that “or”, “and” or a comma joins to it."""
    group = [index]
    for step in (-1, 1):
        at = index
        while 0 <= at + step < len(things):
            left, right = sorted((things[at], things[at + step]), key=lambda thing: thing.first)
            between = sentence.between(left, right)
            is_joined = (
                JOINTS.intersection(between) and FILLERS.issuperset(between) and "," not in between[:-1]
            )
            if not (is_joined and len(between) <= _JOINED_WITHIN and sentence.are_together(left, right)):
                break
            at += step
            group.append(at)
    return tuple(sorted(group))
