"""Reads what a sentence claims: of which thing it says what, such as “the user” and “locked”.

    "Client secret is invalid or user locked" ──> (client_secret, wrong), (user, locked)

A state belongs to the nearest thing in its clause: to what comes before it when it is a predicate (“the
scope is invalid”), to what comes after it when it stands before a noun (“an invalid scope”). Things that
“or” joins share a state, and then the server leaves open which of them it is. Suppositions, and the
standard's definitions that servers quote, claim nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ...oauth2.lean.frozen import frozen
from .binding import object_of, subject_of, things_of, who_lacks
from .in_context import (
    LOGIN,
    as_meant,
    asks_for_the_right_one,
    is_definition,
    is_denied,
    is_refusal,
    is_sought,
    is_withheld,
    plan_beside,
)
from .phrases import Mention
from .sentence import ADVICE, Sentence
from .things import CLIENT_PAIR, NAMED, UNNAMED, VAGUE, things_in
from .told import MENTIONED, Told, states_in
from .words import ID

_ADVICE_COUNTS: Final = 20
"""Words that a claim in advice counts as further apart: “make sure you sent the right secret”."""
_TELLS_BY_ITSELF: Final = frozenset(
    {"mfa", "captcha", "consent", "requests", "ip", "content_type", "audience"}
)
"""Things that are named only when they are what is wrong."""
_CLIENT: Final = frozenset({"client", "client_id", "client_secret", "client_credentials"})
_OF_AN_ACCOUNT: Final = frozenset({"locked", "disabled"})
_LEFT_OUT: Final = frozenset({"missing", "unsupported", "not_allowed"})
_HEADINGS: Final = frozenset({"login", "authentication", "request", "token", "access", "client_credentials"})
"""Things whose failure says little where a reason follows."""
_OF: Final = frozenset({"for", "of"})
_TELLING_A_NAME: Final = frozenset({":", "="})
_SHORT: Final = 8
"""Words of a sentence that may leave out what it speaks of."""


@frozen
class Claim:
    """One thing that a sentence says, and the words that say it."""

    entity: str
    state: str
    quote: str
    name: str = ""
    """The thing as the server writes it: `client_assertion`."""
    alternatives: int = 1
    """How many things the sentence leaves open."""
    distance: int = 0
    """Words between the thing and its state."""
    place: int = 0
    """Number of the sentence, the likeliest first; codes come after the sentences."""


@frozen
class Saying:
    """A claim that a rule waits for: one of some things in one of some states, or in any."""

    entities: frozenset[str]
    states: frozenset[str]

    def holds(self, claim: Claim) -> bool:
        """Tell whether a claim is one of these."""
        return claim.entity in self.entities and (not self.states or claim.state in self.states)


def read_claims(text: str) -> tuple[Claim, ...]:
    """Return what a sentence claims, the exact things first. Never raises, and takes a bounded time."""
    sentence = Sentence(text)
    things = things_in(sentence)
    claims = dict.fromkeys(_claims(sentence, things, states_in(sentence, things)))
    return tuple(sorted(claims, key=lambda claim: claim.entity in VAGUE))


def _claims(sentence: Sentence, things: Sequence[Mention], states: Sequence[Told]) -> Iterator[Claim]:
    bound: set[int] = set()
    for told in states:
        group = things_of(told, things, sentence)
        bound.update(group)
        if sentence.is_supposed(told.first) or is_definition(told, states, things, sentence):
            continue
        if group:
            yield from _said_of(told, [things[index] for index in group], things, sentence)
        elif told.state in _OF_AN_ACCOUNT and len(sentence.words) <= _SHORT and not things:
            yield Claim(UNNAMED, told.state, sentence.quote(told.first, told.last))
    for index, thing in enumerate(things):
        if is_denied(sentence, thing, is_bound=index in bound):
            if who := who_lacks(thing, thing.first, things, sentence):
                yield _claim(sentence, who, "not_allowed", who.first, thing.last)
            else:
                state = "unknown" if is_sought(sentence, thing) else "missing"
                yield _claim(sentence, thing, state, thing.first, thing.last)
        elif (
            index not in bound and thing.meaning in _TELLS_BY_ITSELF and not sentence.is_supposed(thing.first)
        ):
            yield _claim(sentence, thing, MENTIONED, thing.first, thing.last)


def _said_of(
    told: Told, group: Sequence[Mention], things: Sequence[Mention], sentence: Sentence
) -> Iterator[Claim]:
    """Yield a state's claims about its things, or about who lacks them, or about a pair as a whole."""
    first, last = min(told.first, group[0].first), max(told.last, group[-1].last)
    if subject := subject_of(told, group[0], things, sentence):
        yield _claim(sentence, subject, "not_allowed", subject.first, last)
        return
    if denied := object_of(told, group, things, sentence):
        yield _claim(sentence, denied, "not_allowed", first, denied.last)
    if told.state in _LEFT_OUT and (plan := plan_beside(group, things, sentence)):
        yield _claim(sentence, plan, "not_allowed", min(first, plan.first), max(last, plan.last))
        return
    if is_withheld(told, group[0], sentence):
        yield _claim(sentence, group[0]._replace(meaning="access"), "missing", first, last)
        return
    group = [as_meant(told, thing, sentence) for thing in group]
    meanings = {thing.meaning for thing in group}
    whole = "login" if meanings <= LOGIN else CLIENT_PAIR if meanings <= _CLIENT else ""
    is_signing_in = meanings == {"user"} and sentence.words[told.first].text.startswith("authenticat")
    if whole and (len(meanings) > 1 or is_signing_in):
        group = [Mention(whole, group[0].first, group[-1].last)]
    is_wrong = asks_for_the_right_one(told, group[0], sentence) or is_refusal(told, group[0], sentence)
    state = "wrong" if is_wrong else told.state
    for thing in group:
        yield _claim(sentence, thing, state, first, last, alternatives=len(meanings))


def _claim(
    sentence: Sentence, thing: Mention, state: str, first: int, last: int, *, alternatives: int = 1
) -> Claim:
    distance = max(0, (last - first) - (thing.last - thing.first) - 1)
    if sentence.is_advice(first, of_a_missing_thing=state == "missing"):
        distance += _ADVICE_COUNTS
    if state == "failed" and thing.meaning in _HEADINGS and _goes_on(sentence, last):
        distance += _ADVICE_COUNTS
    called = _name_of_parameter(sentence, thing)
    name = called or sentence.words[thing.first].name or sentence.quote(thing.first, thing.last)
    return Claim(
        NAMED if called else thing.meaning, state, sentence.quote(first, last), name, alternatives, distance
    )


def _goes_on(sentence: Sentence, at: int) -> bool:
    """Tell whether a reason follows a word: “login failed: the account is locked”. Advice is none."""
    if sentence.after(at, 1) == (":",):
        return True
    later = {word.clause: word.text for word in reversed(sentence.words[at:])}
    later.pop(sentence.words[at].clause)
    return any(opening not in ADVICE for opening in later.values())


def _name_of_parameter(sentence: Sentence, thing: Mention) -> str:
    """Return what a parameter is called beside it, as in “the "sub" field”; empty where it is not called."""
    words = sentence.words
    if thing.meaning != "parameter":
        return ""
    before = words[thing.first - 1] if thing.first else None
    if before and before.is_quoted and before.text != ID:
        return sentence.text[before.start : before.end]
    after = words[thing.last + 1 : thing.last + 3]
    is_told = len(after) > 1 and (
        after[0].text in _TELLING_A_NAME or (after[0].text in _OF and bool(after[1].name))
    )
    name = after[1] if is_told else after[0] if after and after[0].is_quoted else None
    if name is None or name.text == ID or not name.text[0].isalpha():
        return ""
    return name.name or sentence.text[name.start : name.end]
