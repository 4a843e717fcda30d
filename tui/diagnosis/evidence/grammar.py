"""How the words of a sentence stand to a state: what negates or demands it, and where its thing is."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from .phrases import Mention
from .sentence import Sentence
from .states import COPULAS, DEMANDS, NEGATORS, POSITIVE_PHRASES
from .things import JOINTS

NEAR: Final = 4
"""Words between a state and what negates or demands it, at most."""
_NOT_AFTER: Final = frozenset("pas nicht niet inte ikke".split())
"""Negations that follow a verb: “n'existe pas”."""
_IMPERATIVES: Final = frozenset("provide specify enter supply send include pass submit fill".split())
"""Verbs that demand where they begin a clause: “Provide the client id”."""
_HAVING: Final = frozenset({"has", "have"})
"""Verbs that demand, but not in “has been sent”."""
_VERB_LAST: Final = frozenset("muss mussen moet moeten soll sollte sollten".split())
"""Demands of German and Dutch, after which the verb comes last."""
_VERB_LAST_WITHIN: Final = 9
REFUSED_ACTS: Final = frozenset(
    {("may", "not"), ("must", "not"), ("can", "not"), ("cannot",), ("can't",), ("mustn't",)}
)
"""What stands before a verb that is not allowed."""
_REFUSING: Final = frozenset(
    "rejected rejects reject refused refuses denied denies declined declines".split()
)
"""Verbs of who refuses something: “the server has rejected the credentials”."""
_REFUSED_AFTER: Final = frozenset("the your this these those our".split())
_INTRANSITIVE: Final = frozenset(
    "exist exists match matches belong correspond be existiert existe esiste bestaat "
    "stimmt stimmen corresponde coincide coinciden coincidono klopt kloppen "
    "valide valides valido valida validos validas validi correcto correcta correctos gultig gueltig korrekt "
    "richtig geldig giltig".split()
)
"""Verbs without an object, and adjectives that follow their noun: “the user doesn't exist in it”."""
_PASSIVE: Final = frozenset(
    "be been being is was are were not nicht niet inte ikke isn't aren't wasn't weren't "
    "esta estan estao son sao foi fue ist sind wurde wurden wird est sont ete sono zijn wordt werd".split()
)
_DOING_NOT: Final = frozenset({("does", "not"), ("do", "not"), ("did", "not"), ("will", "not")})
_TRANSITIVE: Final = frozenset("have has contain contains include includes".split())
"""Verbs whose object follows, also after “not”: “the client does not have permission”."""
_OBJECT_FOLLOWS: Final = frozenset("missing lacks lacking requires require without needs".split())
_DEMANDING: Final = frozenset("requires require needs lacks lacking".split())
"""Verbs whose object follows, however many adjectives stand before it."""
_DETERMINERS: Final = frozenset("a an the required following any parameter field header one valid".split())


def _is_refusing(sentence: Sentence, state: Mention) -> bool:
    """Tell “the server refused your login”, which is said of the login, from “the server was refused”."""
    is_verb = sentence.words[state.first].text in _REFUSING and state.first > 0
    is_passive = not _PASSIVE.isdisjoint(sentence.before(state.first, 2))
    return is_verb and not is_passive and not _REFUSED_AFTER.isdisjoint(sentence.after(state.last, 1))


def is_demanded(sentence: Sentence, state: Mention) -> bool:
    """Tell whether a state is demanded, as in “must be active”: then it is not so."""
    before = sentence.before(state.first, NEAR)
    is_imperative = not before and sentence.words[state.first].text in _IMPERATIVES
    followed = pairwise((*before, sentence.words[state.first].text))
    demands = (word in DEMANDS and (word not in _HAVING or after != "been") for word, after in followed)
    is_exclusive = sentence.after(state.last, 1) == ("only",)  # “is permitted only for …”
    return is_imperative or is_exclusive or demand_of(sentence, state) is not None or any(demands)


def demand_of(sentence: Sentence, state: Mention) -> int | None:
    """Return the verb whose demand a state ends, far behind it: “es muss vorher geändert werden”."""
    start, clause = max(0, state.first - _VERB_LAST_WITHIN), sentence.words[state.first].clause
    near = (at for at in range(start, state.first) if sentence.words[at].clause == clause)
    return next((at for at in near if sentence.words[at].text in _VERB_LAST), None)


def negators_of(sentence: Sentence, state: Mention, taken: frozenset[int]) -> list[int]:
    """Return the words that negate a state, none of them before a colon.

    “Failed” in “failed attempts” is none: it names a thing.
    """
    words = sentence.words
    start = max(0, state.first - NEAR)
    colons = [at for at in range(start, state.first) if words[at].text == ":"]
    before = [
        at
        for at in range(colons[-1] if colons else start, state.first)
        if words[at].clause == words[state.first].clause
        and _negates(words[at].text)
        and at not in taken
        and not _negates_another(sentence, at, state, taken)
    ]
    return before or ([state.last + 1] if _NOT_AFTER.intersection(sentence.after(state.last, 1)) else [])


def _negates_another(sentence: Sentence, at: int, state: Mention, taken: frozenset[int]) -> bool:
    """Tell whether a negation belongs to a state before this one: “not valid, or user disabled”."""
    words = sentence.words[at + 1 : state.first]
    joint = next((place for place, word in enumerate(words) if word.text in JOINTS), None)
    if joint is None or taken.isdisjoint(range(at + 2 + joint, state.first)):
        return False
    return any(word.text in POSITIVE_PHRASES for word in words[:joint])


def _negates(word: str) -> bool:
    return word in NEGATORS or word.endswith("n't")


def is_predicate(sentence: Sentence, state: Mention) -> bool:
    """Tell whether a copula or a negation stands before a state: “the scope is invalid”."""
    before = sentence.before(state.first, 2)
    near = before[before.index(":") + 1 :] if ":" in before else before
    return any(word in COPULAS or _negates(word) for word in near)


def takes_object(sentence: Sentence, state: Mention, taken: frozenset[int]) -> bool:
    """Tell whether a thing follows that a state is said of: “requires a scope”, “refused your login”.

    `taken` are the places of all things.
    """
    word, following = sentence.words[state.first].text, sentence.after(state.last, 1)
    is_followed = not _DETERMINERS.isdisjoint(following) or state.last + 1 in taken
    return (
        (word in _OBJECT_FOLLOWS and is_followed)
        or (word in _DEMANDING and bool(following))
        or (state.meaning == "unsupported" and sentence.words[state.last].text == "of")
        or sentence.words[state.last].text == "such"
        or _is_refusing(sentence, state)
    )


def has_passive(sentence: Sentence, state: Mention) -> bool:
    """Tell “blocked by a policy”: what is blocked stands before it."""
    return "by" in (sentence.words[state.last].text, *sentence.after(state.last, 1))


def is_active(sentence: Sentence, state: Mention) -> bool:
    """Tell whether a negated or demanded word is a verb whose object follows: “could not find the user”."""
    verb = sentence.words[state.first].text
    before = sentence.before(state.first, 2)
    is_passive = not _PASSIVE.isdisjoint(before[-1:]) and before not in _DOING_NOT
    return verb in _TRANSITIVE or not (is_passive or verb in _INTRANSITIVE)
