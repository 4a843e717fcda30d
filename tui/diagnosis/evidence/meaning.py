"""What a word for a state means where it stands: “not found” in a request is missing there."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from .phrases import Mention
from .sentence import Sentence
from .things import JOINTS

_REQUEST_PARTS: Final = frozenset("header headers body request form payload query parameters".split())
_CLIENTS: Final = frozenset("client clients application app".split())
_INSTEAD: Final = frozenset("got received found but was actual".split())
"""What leads to another value than the expected one: “expected issuer a, got b”."""
_CANNOT: Final = frozenset({"cannot", "can't", "not"})


def meaning_of(sentence: Sentence, state: Mention, negators: Collection[int]) -> str:
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


def _rest(sentence: Sentence, state: Mention) -> tuple[str, ...]:
    return tuple(word.text for word in sentence.words[state.last + 1 :])


def bare_meaning_of(sentence: Sentence, state: Mention) -> str:
    """Return what a state means that a word tells by itself.

    What is disabled for some time is locked, as in “paused for 30 minutes”, and what was expected in place of
    something else is wrong.
    """
    how_long = sentence.after(state.last, 2)
    if sentence.words[state.first].text == "expected" and not _INSTEAD.isdisjoint(_rest(sentence, state)):
        return "wrong" if not sentence.before(state.first, 1) else state.meaning
    is_timed = how_long[:1] == ("for",) and how_long[-1].isdecimal()
    return "locked" if state.meaning == "disabled" and is_timed else state.meaning


def _is_mail_to_confirm(sentence: Sentence, state: Mention) -> bool:
    """Tell “verify your e-mail address” from “verify your email and password”."""
    your, *after = sentence.after(state.last, 5) or ("",)
    mail = next((place for place, word in enumerate(after[:2]) if word.endswith("mail")), None)
    return your == "your" and mail is not None and JOINTS.isdisjoint(after[mail + 1 :])


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
