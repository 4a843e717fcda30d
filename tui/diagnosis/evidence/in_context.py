"""What a thing and its state mean beside the other words of a sentence: a plan, a definition, a demand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from .phrases import Mention
from .sentence import Sentence
from .states import NEGATORS
from .told import Told

LOGIN: Final = frozenset({"username", "user", "password", "login"})
"""Things of the user's sign-in."""
_DEFINED: Final = frozenset({"grant", "grant_type", "refresh_token", "redirect_uri"})
"""Two states of one of these in a clause define invalid_grant (RFC 6749 §5.2), in any language."""
_ROMANCE: Final = frozenset(
    "el los las su sus del para antes sua seu suas seus da dos das ou uma nao senha usuario contrasena"
    " utente".split()
)
"""Words of languages in which “no” does not mean “no”."""
_LACKED: Final = frozenset({"permission", "access"})
_WITHOUT: Final = frozenset(
    "no without pas sin sem senza ohne kein keine keinen geen zonder bez uden utan uten".split()
)
"""What says, a few words before a permission, that somebody lacks it."""
_SOLD: Final = frozenset({"api", "access", "endpoint", "grant_type"})
"""What a license may leave out."""
_FINDING: Final = frozenset("found registered exists exist matches matched matching known".split())
_NAMING: Final = frozenset("specify provide enter supply choose select indicate name".split())
"""Verbs that ask for a value."""
_SECRETS: Final = frozenset({"login", "password", "client_credentials", "client_secret"})
_RIGHT: Final = frozenset("valid correct right existing".split())
"""What is demanded where something was sent: “please enter a valid password”."""
_OF_A_GRANT: Final = frozenset({"disabled", "unsupported", "not_allowed"})
_ACTS: Final = frozenset(
    "reading loading fetching accessing querying opening writing saving storing updating persisting".split()
)
"""What only a server does with a thing."""
_ALSO: Final = (
    (("resource", "owner"), _OF_A_GRANT, "grant_type"),
    (("authentication", "credentials"), frozenset({"missing"}), "authentication"),
)
"""Logins by their first words, which mean something else in some states: the grant that exchanges them, and
whatever proves who calls."""


def as_meant(told: Told, thing: Mention, sentence: Sentence) -> Mention:
    """Return what a thing means in a state: where resource owner credentials are retired, the grant is.

    What a server failed to read is not at fault: the server is. Where it asks which database to use, a
    parameter is missing.
    """
    between = {word.text for word in sentence.words[told.last + 1 : thing.first]}
    if told.state == "failed" and not _ACTS.isdisjoint(between):
        return thing._replace(meaning="server")
    is_asked = told.state == "missing" and sentence.words[told.first].text in _NAMING
    if thing.meaning == "server" and is_asked:
        return thing._replace(meaning="parameter")
    if thing.meaning == "resource" and sentence.words[told.first].text == "registered":
        return thing._replace(meaning="audience")  # a page is found, and not registered
    words = tuple(word.text for word in sentence.words[thing.first : thing.last + 1])
    for begins, states, meaning in _ALSO:
        if thing.meaning == "login" and told.state in states and words[: len(begins)] == begins:
            return thing._replace(meaning=meaning)
    return thing


def asks_for_the_right_one(told: Told, thing: Mention, sentence: Sentence) -> bool:
    """Tell “please provide valid credentials”, said of wrong ones, from “please provide credentials”."""
    between = {word.text for word in sentence.words[told.last + 1 : thing.first]}
    return told.state == "missing" and thing.meaning in LOGIN and not _RIGHT.isdisjoint(between)


def is_refusal(told: Told, thing: Mention, sentence: Sentence) -> bool:
    """Tell credentials that are “not recognized”, and so wrong, from those that are not found."""
    word = sentence.words[told.first].text
    return told.state == "unknown" and thing.meaning in _SECRETS and word.startswith("recogni")


def is_withheld(told: Told, thing: Mention, sentence: Sentence) -> bool:
    """Tell “the service is not enabled”, which is said of whoever calls it, from “is disabled”."""
    words = sentence.words
    is_service = thing.meaning == "server" and words[thing.last].text == "service"
    return is_service and told.state == "disabled" and words[told.first].text == "enabled"


def plan_beside(group: Sequence[Mention], things: Sequence[Mention], sentence: Sentence) -> Mention | None:
    """Return the license that leaves something out: “API access is not included in your plan”."""
    plans = [
        thing for thing in things if thing.meaning == "license" and sentence.are_together(thing, group[0])
    ]
    is_of_access = not _SOLD.isdisjoint(thing.meaning for thing in things)
    return plans[0] if plans and is_of_access else None


def is_definition(told: Told, states: Sequence[Told], things: Sequence[Mention], sentence: Sentence) -> bool:
    """Tell whether a clause lists what could be, as the standard does: “invalid, expired, revoked, …”."""
    clause = sentence.words[told.first].clause
    named = {thing.meaning for thing in things if sentence.words[thing.first].clause == clause}
    listed = {other.state for other in states if sentence.words[other.first].clause == clause}
    return "expired" in listed and len(listed) > (1 if named & _DEFINED else 2)


def is_denied(sentence: Sentence, thing: Mention, *, is_bound: bool) -> bool:
    """Tell “no grant type”, “without consent” and “has not consented”."""
    before = sentence.before(thing.first, 1)
    can_be_a_verb = thing.meaning in {"consent", "permission"} and not is_bound
    if thing.meaning in _LACKED and not is_bound and not _WITHOUT.isdisjoint(sentence.before(thing.first, 3)):
        return True  # “has no API role”, “n'a pas les droits”
    if before == ("no",) and not _ROMANCE.isdisjoint(word.text for word in sentence.words):
        return False  # Portuguese “no portal” is “in the portal”
    return before in {("no",), ("without",)} or (can_be_a_verb and not NEGATORS.isdisjoint(before))


def is_sought(sentence: Sentence, thing: Mention) -> bool:
    """Tell “no application registered under this key” from “no application in the request”."""
    return not _FINDING.isdisjoint(sentence.after(thing.last, 2))
