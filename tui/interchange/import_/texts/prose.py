"""Finds fields that are told in sentences: `the client id is "shop"`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from ..urls import CREDENTIALS
from .label_lines import Labeled
from .labels import WIRE_NAMES, meaning_of_label

_TOLD: Final = re.compile(
    r"(?i)\b(?P<label>client[ _-]?id|client[ _-]?secret|secret|user ?name|user|account|password|"
    r"token (?:url|endpoint)|identifiant(?: du)? client|id client|utilisateur|mot de passe|"
    r"benutzername|benutzer|passwort|kennwort|id de cliente|secreto|usuario|contraseña|clave)"
    r"(?:[ \t]+(?:is|was|ist|lautet|est|es|=|:)|[ \t]*[=:])[ \t]+(?:\"(?P<double>[^\"\n]{1,300})\"|"
    r"'(?P<single>[^'\n]{1,300})'|`(?P<code>[^`\n]{1,300})`|(?P<bare>[^\s,;\"'`]{1,300}))"
)
_NAMED: Final = re.compile(
    r"(?i)\b(?P<label>client[ _-]?id|client[ _-]?secret|user ?name|password)[ \t]+"
    r"(?P<bare>(?=[^\s,;\"'`]{0,200}[\d_@\\+*#$%!~])[^\s,;\"'`]{2,300}[^\s,;\"'`.)])"
)
"""A name with its value right behind it, which has a sign or a digit that no word of a sentence has."""
_WORDS: Final = re.compile(
    r"[ \t>*•–-]{0,8}(?P<label>[^\W\d_][\w '’-]{1,30}?)[ \t]+(?:(?:is|ist|=)[ \t]+)?"
    r"(?P<value>[^\s,;]{2,300})[ \t]*"
)
_FEWEST_LINES: Final = 3
_CHATTED: Final = (*CREDENTIALS, "token_url", "scope")
_NO_VALUE: Final = frozenset(
    "not the a an in on correct wrong right valid invalid fine ok okay set empty missing expired unknown used"
    " still being sent given for of as what required optional and or it this that also nicht der die das"
    " always only now changed new old same different case-sensitive locked disabled active".split()
)


def labeled_sentences(text: str) -> Iterator[Labeled]:
    """Yield the fields that sentences name, each with its value."""
    for found in _TOLD.finditer(text):
        bare = found["bare"]
        value = found["double"] or found["single"] or found["code"] or (bare or "").rstrip(".)")
        meaning = meaning_of_label(found["label"])
        if meaning and value and not (bare and value.lower() in _NO_VALUE):
            yield Labeled(found["label"], meaning, value)
    for found in _NAMED.finditer(text):
        if found["bare"].lower() in WIRE_NAMES:
            continue
        yield Labeled(found["label"], meaning_of_label(found["label"]) or "", found["bare"])


def labeled_words(lines: Iterable[str]) -> list[Labeled]:
    """Return the fields of lines that hold a label and a value with a blank between, as people chat.

    Fewer than three of them are a coincidence.
    """
    found = []
    for line in lines:
        words = _WORDS.fullmatch(line)
        meaning = meaning_of_label(words["label"]) if words else None
        if words and meaning in _CHATTED and words["value"].lower() not in _NO_VALUE:
            found.append(Labeled(words["label"], meaning, words["value"]))
    fields = {part.meaning for part in found} & {*CREDENTIALS}
    return found if len(fields) >= _FEWEST_LINES else []
