"""The rows that a sentence names, and the values that it gives them: “add a row scope with the value x”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ...oauth2.lean.lazy_pattern import LazyPattern

_NAME: Final = r"“?[A-Za-z][\w-]*(?:\.[\w-]+)*”?"
_SEPARATOR: Final = r"(?:, and |, or |, | and | or )"
NO_NAMES: Final = frozenset(
    "a an the this that these such each other another one its it there own missing right needed "
    "with without for from of in at to by as if and or where which whose again after before "
    "row rows named add set delete remove correct check compare leave long odd empty doubled exact "
    "too so more first second same only also then here below above itself like each but not is are has have "
    "must can may when while until unless instead once carries names holds sends".split()
)
"""Words that stand beside “row” and name none."""
PLAIN_NAMES: Final = frozenset({"scope", "resource", "audience", "realm"})
"""The names of rows that are words of a sentence, too."""
_NO_WORD: Final = LazyPattern(r"[A-Z\d_.“-]")
"""What the name of a row has, and a word within a sentence hasn't."""
_BEHIND: Final = LazyPattern(rf"\brows? (?:named )?((?:{_NAME}(?: = [^\s,]+)?{_SEPARATOR}?)+)")
_BEFORE: Final = LazyPattern(rf"\b(?:an?|the) ({_NAME}(?:{_SEPARATOR}{_NAME})*) rows?\b")
_GIVEN: Final = LazyPattern(rf"\bgive ({_NAME}) a value\b", re.I)
_SET_TO: Final = LazyPattern(
    rf"(?:\bwith the value |\brow (?:named )?{_NAME} to |\b{_NAME} row to )"
    r"“?(?P<value>[^\s,;]+?)”?(?=[,;]|\.?$|\.\s)",
    re.I,
)
_LOOKED_UP: Final = LazyPattern(r"(?<![a-z\d])[A-Z]{2,}(?![a-z\d])")
"""What a value holds that somebody has to look up, such as HOST."""
_GOES_ON: Final = LazyPattern(r" (?!and\b)\w")


def named_rows(words: str) -> dict[str, str]:
    """Return the names of the rows that a sentence names first, and the value of each; empty if not given."""
    if (found := _BEHIND.search(words)) and (listed := dict(_taken(found[1]))):
        if len(listed) > 1 or any(listed.values()):
            behind = {name: words.partition(f"{name} = {value}")[2] for name, value in listed.items()}
            return {name: _literal(value, behind[name]) for name, value in listed.items()}
    elif found := _BEFORE.search(words):
        listed = dict(_described(found[1]))
    else:
        return {}
    said = _SET_TO.search(words) if len(listed) == 1 else None
    return {name: _literal(said["value"], words[said.end("value") :]) if said else "" for name in listed}


def called_rows(words: str) -> Iterator[str]:
    """Yield all names that stand beside the word “row” anywhere in a sentence, or are given a value."""
    for pattern in (_BEHIND, _GIVEN):
        for found in pattern.finditer(words):
            yield from (name for name, _ in _taken(found[1]))
    for found in _BEFORE.finditer(words):
        yield from (name for name, _ in _described(found[1]))


def is_name(written: str) -> bool:
    """Tell whether a word of a sentence can only be the name of a row: “grant_type”, but not “account”."""
    return bool(_NO_WORD.search(written)) or written in PLAIN_NAMES


def _taken(listed: str) -> Iterator[tuple[str, str]]:
    """Yield the names of a list and their values, up to the first word that is no name."""
    for part in re.split(_SEPARATOR, listed):
        name, _, value = part.partition(" = ")
        name = name.strip("“” ")
        if not name or name.lower() in NO_NAMES:
            return
        yield name, value.strip("“” .")


def _described(listed: str) -> Iterator[tuple[str, str]]:
    """Yield the names before “row” with no values: an adjective there is none."""
    names = re.split(_SEPARATOR, listed)
    return _taken(listed) if all(map(is_name, names)) else iter(())


def _literal(value: str, behind: str) -> str:
    """Return a value if it is meant to the letter, and stands for nothing that has to be looked up."""
    from ..import_.stand_ins import is_masked, is_placeholder  # with patterns that few fixes need

    if not value or value.lower() in NO_NAMES | {"what"} or _LOOKED_UP.search(value):
        return ""
    return "" if is_placeholder(value) or is_masked(value) or _GOES_ON.match(behind) else value
