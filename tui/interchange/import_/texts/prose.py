"""Finds fields that are told in sentences: `the client id is "shop"`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Final

from ..urls import CREDENTIALS
from .labels.lines import Labeled
from .labels.meanings import WIRE_NAMES, meaning_of_label
from .labels.values import is_elsewhere
from .labels.words import is_former
from .other_services import is_other_service
from .sayings import GIVEN_AS, NAMED, SIGNED_IN, TOLD, is_below_basic, value_in

_PAIR: Final = re.compile(
    r"(?i)\b(client|app|user|login)(?:[ _-]?(?:id|name|credentials))?"
    r"(?:[ \t]{0,9}[:=][ \t]{0,9}|[ \t]{1,9}(?:\([ \t]{0,3})?)"
    r"([^\s/,;(]{1,300})[ \t]+/[ \t]+([^\s/,;)]{1,300})"
)
"""A name and its secret behind one label, with a slash between."""
BELOW_BASIC: Final = "Basic"
"""The label of a value that a sentence about Basic authentication tells."""
_LABELED_PAIR: Final = re.compile(
    r"(?i)\b(?:(?P<client>client(?:[ _-]?id)?)|user[ _-]?(?:name)?|login)[ \t]?[/&][ \t]?"
    r"(?:client[ _-]?)?(?:secret|password|pw)[ \t]{0,9}[:=][ \t]{0,9}"
    r"(?P<name>[^\s/]{1,300})[ \t]+[/|][ \t]+(?P<secret>[^\s/]{1,300})"
)
_NO_WORD: Final = re.compile(r"[\d_@$!#%*]")
"""What a value has, and a word of a sentence hasn't."""
_WORDS: Final = re.compile(
    r"[ \t>*•–-]{0,8}(?P<label>[^\W\d_][\w '’-]{1,30}?)[ \t]+(?:(?:is|ist|=)[ \t]+)?"
    r"(?P<value>[^\s,;]{2,300})[ \t]*"
)
_OWNER: Final = re.compile(r"(?<![\w.-])[\w.-]+[ \t]*\Z")
"""The word before a label."""
_NEAR: Final = 60
_OF_SCOPES: Final = re.compile(r"[.:/_]|[A-Z\d]\w*$")
"""What a scope has that stands without quotes in a sentence, and a word about it hasn't."""
_COMMON: Final = ("user", "secret", "client", "clave", "geheimnis")
"""Words of any sentence, which name a field only before a quoted value."""
_WHO: Final = ("user", "account", "login", "benutzer", "usuario", "utilisateur")
"""Words for a person, of whom sentences tell more than a name."""
_HAPPENED: Final = re.compile(r"[a-z]{2,20}(?:ed|ing)[.)]?")
"""What is told of a field in place of its value: `the secret is rotated`."""
_CLAUSE_ENDS: Final = re.compile(r"[ \t]*(?:[.,;)]*(?:\n|$)|[.,;)]|(?:and|und|et|y|with|mit|avec|con)\b)")
_OF_VERBS: Final = ("ing", "ed", "able", "ert", "iert")
_BETWEEN: Final = re.compile(r"(?<![ \t])[ \t]+/[ \t]+|[,;][ \t]+")
_FEWEST_LINES: Final = 3
_CHATTED: Final = (*CREDENTIALS, "token_url", "scope")
_NO_VALUE: Final = frozenset(
    "your his her their our my any each every by called named not the a an in on"
    " correct wrong right valid invalid fine ok okay set empty missing expired unknown used"
    " still being sent given for of as what required optional and or it this that also nicht der die das"
    " always only now changed new old same different case-sensitive locked disabled active".split()
)


def labeled_sentences(text: str) -> Iterator[Labeled]:
    """Yield the fields that sentences name, each with its value. On the next line, it must look like one."""
    for pattern in (TOLD, NAMED, SIGNED_IN, GIVEN_AS):
        for found in pattern.finditer(text):
            label = found["label"] or "username"
            value, is_quoted = value_in(found)
            owner = _OWNER.search(text, max(0, found.start() - _NEAR), found.start())
            is_not_ours = owner and (is_other_service(owner[0]) or is_former(f"{owner[0].strip()} {label}"))
            is_half = (
                text[max(0, found.start() - 1) : found.start()] == "/"
            )  # of a pair: `Client id/secret: …`
            meaning = None if is_not_ours or is_half else meaning_of_label(label)
            if meaning and value and (is_quoted or _is_told(found, label, value)):
                is_of_basic = pattern is GIVEN_AS and is_below_basic(found)
                yield Labeled(BELOW_BASIC if is_of_basic else label, meaning, value)


def _is_told(found: re.Match[str], label: str, value: str) -> bool:
    """Tell whether a word without quotes is a value, and no word of the sentence."""
    if found.re is NAMED and label.lower() in _COMMON:
        return False
    if found.re is TOLD and _HAPPENED.fullmatch(value):
        return False
    if found.re is TOLD and label.lower() in _WHO and not _is_name(found, value):
        return False
    if label.lower().startswith("scope") and not _OF_SCOPES.search(value):
        return False
    told = found.string[found.start("bare") : found.end() + _NEAR].partition("\n")[0].strip()
    if value.lower() in _NO_VALUE or value.lower() in WIRE_NAMES:
        return False
    is_below = "\n" in found["gap"] and not looks_like_value(value)
    return not is_below and (found.re is GIVEN_AS or not is_elsewhere(told))


def _is_name(found: re.Match[str], value: str) -> bool:
    """Tell whether what the user `is` may be a name: `the user is trying to …` names nobody."""
    if looks_like_value(value) or re.search(r"[.\\-]", value):
        return True
    return bool(_CLAUSE_ENDS.match(found.string, found.end())) and not value.endswith(_OF_VERBS)


def labeled_pairs(text: str) -> Iterator[Labeled]:
    """Yield the fields of pairs that sentences name: `User: ferry / t!de`, but not `App: Android / iOS`."""
    for found in _LABELED_PAIR.finditer(text):
        fields = ("client_id", "client_secret") if found["client"] else ("username", "password")
        for field, value in zip(fields, (found["name"], found["secret"].rstrip(".,;)\"'")), strict=True):
            yield Labeled(field, field, value)
    for found in _PAIR.finditer(text):
        if not looks_like_value(found[3]) or found[3].isdigit():
            continue
        is_client = found[1].lower() in ("client", "app")
        fields = ("client_id", "client_secret") if is_client else ("username", "password")
        for field, value in zip(fields, (found[2], found[3].rstrip(".)\"'")), strict=True):
            yield Labeled(found[1], field, value)


def looks_like_value(text: str) -> bool:
    """Tell whether a text has a sign or a digit that words of a sentence don't have."""
    return bool(_NO_WORD.search(text))


def labeled_words(lines: Iterable[str], known: Collection[str] = ()) -> list[Labeled]:
    """Return the fields of lines that hold a label and a value with a blank between, as people chat.

    Fewer than three of them, with those that are known, are a coincidence. Beside known ones, a value alone
    in its line must look like one.
    """
    found = []
    for line in lines:
        pairs = [_WORDS.fullmatch(piece) for piece in _BETWEEN.split(line)]
        for words in pairs if all(pairs) else ():
            meaning = meaning_of_label(words["label"]) if words else None
            if not words or meaning not in _CHATTED or meaning in known:
                continue
            is_alone = bool(known) and len(pairs) == 1
            if words["value"].lower() not in _NO_VALUE and (not is_alone or looks_like_value(words["value"])):
                found.append(Labeled(words["label"], meaning, words["value"]))
    fields = {part.meaning for part in found} | {*known}
    return found if len(fields & {*CREDENTIALS}) >= _FEWEST_LINES else []
