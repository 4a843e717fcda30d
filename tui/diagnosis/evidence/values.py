"""What only looks like a thing: a value, a part of a scope, a part of a header's name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from .entities import PHRASES
from .phrases import Mention, mentions
from .sentence import Sentence
from .words import Word

GENERIC: Final = frozenset({"parameter", "header"})
"""Things that a name makes exact: “parameter client_id”."""
_LOOKED_BACK: Final = 6
_PARTS_OF_HEADERS: Final = frozenset("token tenant api session request server user signature".split())
_GRANTS: Final = frozenset({"password", "client_credentials", "code", "refresh_token"})
"""Things that are also called as the grant types are."""
_GRANT_TYPES: Final = frozenset({"client_credentials", "authorization_code", "refresh_token"})
_TELLING: Final = frozenset({":", "="})
_JOINING: Final = frozenset({"-", ".", "_", ":"})
"""What stands between the parts of a scope's value."""


def is_value(words: Sequence[Word], thing: Mention) -> bool:
    """Tell what only looks like a thing: “grant type [password]”, “client 'app'”."""
    before = words[max(0, thing.first - _LOOKED_BACK) : thing.first]
    is_compound = bool(words[thing.first].name) or thing.meaning in _GRANTS
    named = [word for word in before if word.text not in _TELLING][-2:]
    if is_compound and [meaning for meaning, _, _ in mentions(named, PHRASES)] == ["grant_type"]:
        return True  # “Grant type refresh_token is not supported”, “grant_type: password …”
    if words[thing.first].name.strip("^$") in _GRANT_TYPES and "grant" in (
        word.text for word in words[: thing.first]
    ):
        return True  # “grant_type must be one of client_credentials, …”
    if not words[thing.first].is_quoted or thing.first == 0:
        return False
    known = [
        meaning for meaning, _, _ in mentions([word for word in before if not word.is_quoted][-2:], PHRASES)
    ]
    return bool(known) and known[-1] not in GENERIC


def names_a_header(sentence: Sentence, thing: Mention) -> bool:
    """Tell whether a thing is a part of a header's name: “the spotify-token header”."""
    words = sentence.words
    is_hyphened = sentence.text[words[thing.first - 1].end : words[thing.first].start] == "-"
    is_name = thing.first > 0 and is_hyphened and thing.meaning in _PARTS_OF_HEADERS
    return is_name and sentence.after(thing.last, 1) in {("header",), ("headers",)}


def is_in_a_scope(sentence: Sentence, thing: Mention) -> bool:
    """Tell whether a thing is a part of a scope's or a role's name: “scope account-read is unknown”."""
    words, first = sentence.words, thing.first
    while (
        first > thing.first - _LOOKED_BACK
        and first
        and sentence.text[words[first - 1].end : words[first].start] in _JOINING
    ):
        first -= 1
    is_part = first < thing.first or (
        thing.last + 1 < len(words)
        and sentence.text[words[thing.last].end : words[thing.last + 1].start] in _JOINING
    )
    before = [word for word in words[max(0, first - 2) : first] if word.text not in _TELLING][-1:]
    return is_part and [meaning for meaning, _, _ in mentions(before, PHRASES)] in (["scope"], ["permission"])
