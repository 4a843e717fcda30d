"""What a sentence speaks of: the client, the password, a parameter by its name."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from .entities import ENTITIES, PHRASES
from .folded_letters import fold_letters
from .phrases import Mention, mentions
from .sentence import Sentence, places
from .states import BARE_PHRASES, COPULAS, DEMANDS, NEGATORS, POSITIVE_PHRASES
from .values import GENERIC, is_in_a_scope, is_value, names_a_header
from .words import ID, Word

NAMED: Final = "named"
"""A thing that no phrase knows, with a name of its own, such as `tenant_key`."""
UNNAMED: Final = "unnamed"
"""What is locked or disabled, where the sentence does not say: an account."""
CLIENT_PAIR: Final = "client_pair"
"""Client ID or Client Secret: the sentence leaves open which."""
THINGS: Final = frozenset({*ENTITIES, NAMED, UNNAMED, CLIENT_PAIR})
VAGUE: Final = frozenset({"parameter", "request", "authentication"})
"""Things that a sentence names beside what it means."""
_JOINTS: Final = """
    or nor and / , & und oder ou et y e o en veya ve lub eller och og tai ja vagy és nebo či alebo sau и или
    та або και ή hoặc và atau dan أو و או
"""
JOINTS: Final = frozenset(map(fold_letters, _JOINTS.split()))
"""What joins two things that share a state."""
FILLERS: Final = JOINTS | frozenset(
    "the a an your its this that his her invalid incorrect wrong bad :".split()
)
OWNERSHIP: Final = frozenset("of for de du des der del della do da dos das van von the".split())
"""What stands between a thing and whose it is: “credentials of the client”."""
_SIGNING_IN: Final = frozenset("login log sign signin logon logging anmeldung inloggning logowania".split())
"""How a login begins that is an act: “the login for the application” is the user's."""
_NAMING: Final = frozenset(
    "named called name for is : = , the a missing required following of - as this value field "
    "parameter unknown invalid wrong bad illegal unexpected unsupported".split()
)
_SHORTEST_NAME: Final = 4
"""Letters: kB and mTLS name no parameter."""
_VERB: Final = "authenticat"
"""How a verb begins that names a thing where the sentence names no other: “failed to authenticate”."""
_NEAR: Final = 4
_HEADER_NAME: Final = "x-"
_NO_PARAMETERS: Final = frozenset(
    "ip server connection session requests interaction https policy api license consent attempts captcha "
    "method endpoint permission certificate".split()
)
"""Things that a parameter or a header is only called after: “parameter 'provider'”."""
_WHOSE: Final = frozenset({"this", "that", "your"})
_CALLERS: Final = frozenset({"user", "username", "client"})
"""Things that “API” only describes: “the API user is unknown”."""
_HEADED: Final = frozenset({"permission", "license", "audience", "signature"})
"""Things that nouns before them only describe: “token audience”, “API user role”."""


def things_in(sentence: Sentence) -> list[Mention]:
    """Return the things that a sentence mentions, in its order; a name that no phrase knows is one too."""
    words = sentence.words
    known = [
        thing
        for thing in mentions(words, PHRASES)
        if not (is_value(words, thing) or names_a_header(sentence, thing) or is_in_a_scope(sentence, thing))
    ]
    things = [
        thing._replace(meaning=_called(sentence, known, index))
        for index, thing in enumerate(known)
        if not _is_made_exact(sentence, known, index)
    ]
    things = _heads(words, _with_their_owners(words, things))
    for name in _names(words):
        inside = [thing for thing in things if name.first <= thing.first <= name.last]
        is_whole = any((thing.first, thing.last) == (name.first, name.last) for thing in inside)
        is_header = name.meaning == "header" and not is_whole  # all of X-Api-Version is a name
        if is_header or _is_one_name(words[name.first : name.last + 1], inside):
            things = [thing for thing in things if thing not in inside]
            things += [] if is_value(words, name) else [name]
    if not things and (address := _mail_address(sentence)) is not None:
        things = [Mention("username", address, address)]
    if not things:
        things = [
            Mention("authentication", at, at) for at, word in enumerate(words) if word.text.startswith(_VERB)
        ]
    return sorted(things, key=lambda thing: thing.first)


def _mail_address(sentence: Sentence) -> int | None:
    """Return the place of an e-mail address: “a@b.example is not registered” speaks of a username."""
    words = enumerate(sentence.words)
    return next(
        (at for at, word in words if word.text == ID and "@" in sentence.text[word.start : word.end]), None
    )


def _with_their_owners(words: Sequence[Word], things: Sequence[Mention]) -> list[Mention]:
    """Return the things, a client's login as one: “credentials of the client”, “identifiants client”."""
    joined: list[Mention] = []
    for thing in things:
        last = joined[-1] if joined else None
        if (
            last
            and {last.meaning, thing.meaning} in ({"client", "login"}, {"client_id", "login"})
            and words[last.first].clause == words[thing.first].clause
            and _SIGNING_IN.isdisjoint(words[one.first].text for one in (last, thing))
            and (OWNERSHIP | _WHOSE).issuperset(word.text for word in words[last.last + 1 : thing.first])
        ):
            joined[-1] = Mention("client_credentials", last.first, thing.last)
        else:
            joined.append(thing)
    return joined


def _heads(words: Sequence[Word], things: Sequence[Mention]) -> list[Mention]:
    """Return the things without those that only describe the next one: “API user role” is a role."""
    heads: list[Mention] = []
    for thing in things:
        start = thing.first
        while (
            heads
            and (thing.meaning in _HEADED or (heads[-1].meaning == "api" and thing.meaning in _CALLERS))
            and heads[-1].last + 1 == start
            and words[heads[-1].first].clause == words[thing.first].clause
        ):
            start = heads.pop().first
        heads.append(thing)
    return heads


def _is_made_exact(sentence: Sentence, things: Sequence[Mention], index: int) -> bool:
    """Tell whether a “parameter” or a “header” is named beside it, so that only its name matters."""
    thing = things[index]
    if thing.meaning not in GENERIC:
        return False
    for other in things[max(0, index - 1) : index + 3]:
        left, right = sorted((thing, other), key=lambda one: one.first)
        if (
            other.meaning not in GENERIC
            and sentence.are_together(thing, other)
            and right.first - left.last <= _NEAR
            and _NAMING.issuperset(sentence.between(left, right))
        ):
            return True
    return False


def _called(sentence: Sentence, things: Sequence[Mention], index: int) -> str:
    """Return what a thing means: a parameter or a header, where it is the quoted name of one.

    A compound name needs no quotes: “unknown parameter: client_ip”.
    """
    thing = things[index]
    word = sentence.words[thing.first]
    if index == 0 or thing.meaning not in _NO_PARAMETERS or not (word.is_quoted or "_" in word.name):
        return thing.meaning
    kind = things[index - 1].meaning
    if kind not in GENERIC or not _is_made_exact(sentence, things, index - 1):
        return thing.meaning
    return NAMED if kind == "parameter" else kind


def _names(words: Sequence[Word]) -> list[Mention]:
    """Return the compound names, written as parameters are: `tenant_key`, `tenantKey`, but not TENANT_KEY.

    A name such as X-Tenant is a header's.
    """
    found = []
    for name, parts in groupby(range(len(words)), key=lambda at: words[at].name):
        numbers = list(parts)
        if len(numbers) < 2 or len(name) < _SHORTEST_NAME:
            continue
        if name.lower().startswith(_HEADER_NAME):
            found.append(Mention("header", numbers[0], numbers[-1]))
        elif name[0].islower():
            found.append(Mention(NAMED, numbers[0], numbers[-1]))
    return found


def _is_one_name(parts: Sequence[Word], inside: Sequence[Mention]) -> bool:
    """Tell a parameter's name (`login_realm_type`) from a code that says something (`user_not_found`)."""
    if not inside:
        return True
    if any(True for book in (BARE_PHRASES, POSITIVE_PHRASES) for _ in mentions(parts, book)):
        return False
    known = len(places(inside))
    others = [word for word in parts if word.text not in NEGATORS | COPULAS | DEMANDS | FILLERS]
    unknown = len(others) - known
    return unknown >= known or (unknown > 0 and len(inside) > 1)
