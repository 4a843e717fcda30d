"""The states that a sentence tells: by a word such as “locked”, by “not found”, or by “must be provided”."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import Final

from ...oauth2.lean.frozen import frozen
from .phrases import Mention, mentions
from .sentence import Sentence, places
from .states import BARE, BARE_PHRASES, COPULAS, DEMANDED, DEMANDS, NEGATORS, POSITIVE, POSITIVE_PHRASES
from .things import JOINTS

UNWANTED: Final = "unwanted"
"""The state of what should not be there: “client_secret must not be sent”."""
MENTIONED: Final = "mentioned"
STATES: Final = frozenset({*BARE, *POSITIVE, UNWANTED, MENTIONED})
_NEGATED_WITHIN: Final = 4
_FAILING: Final = frozenset("failed fail fails failure unable impossible".split())
"""Words that negate a verb, and no adjective: “login failed, account locked”."""
_NO_VALUES: Final = frozenset({"null", "none", "undefined", "empty"})
"""Values that programs print: “scope='null'” tells nothing of the scope."""
_OBJECT_FOLLOWS: Final = frozenset("missing lacks lacking requires require without needs".split())
_REFUSING: Final = frozenset(
    "rejected rejects reject refused refuses denied denies declined declines".split()
)
"""Verbs of who refuses something: “the server has rejected the credentials”."""
_REFUSED_AFTER: Final = frozenset("the your this these those our".split())
_RENEWALS: Final = frozenset({"reset", "change", "renewal", "update", "unlock", "activation"})
"""Nouns after a thing that make a demand its end: “requires password reset”."""
_DETERMINERS: Final = frozenset("a an the required following any parameter field header one valid".split())
_IMPERATIVES: Final = frozenset("provide specify enter supply send include pass submit fill".split())
"""Verbs that demand where they begin a clause: “Provide the client id”."""
_FINDING: Final = frozenset("found exists exist matches registered".split())
_REQUEST_PARTS: Final = frozenset("header headers body request form payload query parameters".split())
_HAVING: Final = frozenset({"has", "have"})
"""Verbs that demand, but not in “has been sent”."""
_CLIENTS: Final = frozenset("client clients application app".split())
_NOT_AFTER: Final = frozenset("pas nicht niet inte ikke".split())
"""Negations that follow a verb: “n'existe pas”."""
_CANNOT: Final = frozenset({"cannot", "can't", "not"})
_INTRANSITIVE: Final = frozenset(
    "exist exists match matches belong correspond existiert existe esiste bestaat".split()
)
"""Verbs without an object: “the user doesn't exist in this directory”."""
_PASSIVE: Final = frozenset(
    "be been being is was are were not isn't aren't wasn't weren't "
    "esta estan estao son sao foi fue ist sind wurde wurden wird est sont ete sono zijn wordt werd".split()
)
_TRANSITIVE: Final = frozenset("have has contain contains include includes".split())
"""Verbs whose object follows, also after “not”: “the client does not have permission”."""


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
    return sorted(told, key=lambda state: state.first)


def _serves(sentence: Sentence, state: Mention, other: Told) -> bool:
    """Tell “failed to decode”, where failing only negates, from “the login failed”."""
    is_near = state.last < other.first <= state.last + _NEGATED_WITHIN
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
        denials = (sentence.words[at].text for at in _negators(sentence, state, taken))
        is_denied = not _FAILING.issuperset(denials)
        if is_denied and state.meaning != "missing" and word.text not in NEGATORS:
            continue  # “not locked” tells nothing, but “must not be empty” does
        takes_object = word.text in _OBJECT_FOLLOWS and (
            not _DETERMINERS.isdisjoint(following) or state.last + 1 in taken
        )
        takes_object = takes_object or _is_refusing(sentence, state)
        is_predicate = _is_predicate(sentence, state) and not takes_object
        told = state.meaning if renewals[state] is None else "expired"
        yield Told(told, state.first, state.last, is_predicate, is_active=takes_object)


def _is_refusing(sentence: Sentence, state: Mention) -> bool:
    """Tell “the server refused your login”, which is said of the login, from “the server was refused”."""
    is_verb = sentence.words[state.first].text in _REFUSING and state.first > 0
    is_passive = not _PASSIVE.isdisjoint(sentence.before(state.first, 2))
    return is_verb and not is_passive and not _REFUSED_AFTER.isdisjoint(sentence.after(state.last, 1))


def _renewal_at(sentence: Sentence, state: Mention, taken: frozenset[int]) -> int | None:
    """Return the place of the word that says that not a thing is demanded, but that it be renewed."""
    near = range(
        max(1, state.first - _NEGATED_WITHIN), min(len(sentence.words), state.last + _NEGATED_WITHIN)
    )
    if state.meaning != "missing":
        return None
    return next((at for at in near if sentence.words[at].text in _RENEWALS and at - 1 in taken), None)


def _positive(sentence: Sentence, taken: frozenset[int], used: frozenset[int]) -> Iterator[Told]:
    """Yield the states that words tell when they are negated or demanded."""
    spent = -1
    for state in mentions(sentence.words, POSITIVE_PHRASES):
        if not used.isdisjoint(places([state])):
            continue
        negators = [at for at in _negators(sentence, state, taken) if at > spent]
        if [sentence.words[at].text for at in negators] == ["no"] and _verb_follows(sentence, state, taken):
            continue  # “no active account found”: the account is not found
        if _is_use_of_another(sentence, state, taken) and not negators:
            continue  # “must use SSO to sign in”
        spent = max((spent, *negators))  # “not permitted to use” denies the permission alone
        is_demanded = _is_demanded(sentence, state)
        if negators and is_demanded and state.meaning == "missing":
            yield Told(UNWANTED, state.first, state.last, is_predicate=True)
        elif negators or (is_demanded and state.meaning in DEMANDED):
            is_active = not _PASSIVE.intersection(sentence.before(state.first, 1))
            verb = sentence.words[state.first].text
            is_active = verb in _TRANSITIVE or (is_active and verb not in _INTRANSITIVE)
            is_predicate = _is_predicate(sentence, state) and not is_active
            yield Told(_meaning(sentence, state, negators), state.first, state.last, is_predicate, is_active)


def _is_use_of_another(sentence: Sentence, state: Mention, taken: frozenset[int]) -> bool:
    near = {state.last + 1, state.last + 2}
    return sentence.words[state.first].text in {"use", "using"} and taken.isdisjoint(near)


def _is_demanded(sentence: Sentence, state: Mention) -> bool:
    before = sentence.before(state.first, _NEGATED_WITHIN)
    is_imperative = not before and sentence.words[state.first].text in _IMPERATIVES
    followed = pairwise((*before, sentence.words[state.first].text))
    demands = (word in DEMANDS and (word not in _HAVING or after != "been") for word, after in followed)
    return is_imperative or any(demands)


def _meaning(sentence: Sentence, state: Mention, negators: Collection[int]) -> str:
    """Return what a state means here.

    “Not found in the body” is missing, “cannot use” and “not set for the client” are not allowed, and mail
    to be verified is disabled.
    """
    if _is_sought_in_request(sentence, state):
        return "missing"
    if negators and _is_sought_at_client(sentence, state):
        return "not_allowed"
    if state.meaning == "wrong" and not negators and _is_mail_to_confirm(sentence, state):
        return "disabled"
    is_use = sentence.words[state.first].text == "use"
    cannot = any(sentence.words[at].text in _CANNOT for at in negators)
    return "not_allowed" if is_use and cannot else state.meaning


def _is_mail_to_confirm(sentence: Sentence, state: Mention) -> bool:
    """Tell “verify your e-mail address” from “verify your email and password”."""
    your, *after = sentence.after(state.last, 5) or ("",)
    mail = next((place for place, word in enumerate(after[:2]) if word.endswith("mail")), None)
    return your == "your" and mail is not None and JOINTS.isdisjoint(after[mail + 1 :])


def _negators(sentence: Sentence, state: Mention, taken: frozenset[int]) -> list[int]:
    """Return the words that negate a state, none of them before a colon.

    “Failed” in “failed attempts” is none: it names a thing.
    """
    words = sentence.words
    start = max(0, state.first - _NEGATED_WITHIN)
    colons = [at for at in range(start, state.first) if words[at].text == ":"]
    before = [
        at
        for at in range(colons[-1] if colons else start, state.first)
        if words[at].clause == words[state.first].clause and _negates(words[at].text) and at not in taken
    ]
    return before or ([state.last + 1] if _NOT_AFTER.intersection(sentence.after(state.last, 1)) else [])


def _negates(word: str) -> bool:
    return word in NEGATORS or word.endswith("n't")


def _is_predicate(sentence: Sentence, state: Mention) -> bool:
    before = sentence.before(state.first, 2)
    near = before[before.index(":") + 1 :] if ":" in before else before
    return any(word in COPULAS or _negates(word) for word in near)


def _verb_follows(sentence: Sentence, state: Mention, taken: frozenset[int]) -> bool:
    return state.last + 1 in taken and not _FINDING.isdisjoint(sentence.after(state.last, 4))


def _is_sought_in_request(sentence: Sentence, state: Mention) -> bool:
    """Tell “not found in the headers or body”, which misses it in the request, from “not found”."""
    after = sentence.after(state.last, 4)
    return state.meaning == "unknown" and after[:1] == ("in",) and not _REQUEST_PARTS.isdisjoint(after)


def _is_sought_at_client(sentence: Sentence, state: Mention) -> bool:
    """Tell “not present in the client” and “not registered for this application” from “not present”."""
    after = sentence.after(state.last, 3)
    is_registered = sentence.words[state.first].text == "registered" and after[:1] == ("for",)
    is_set = state.meaning == "missing" and after[:1] in {("in",), ("for",), ("on",)}
    return (is_set or is_registered) and not _CLIENTS.isdisjoint(after)
