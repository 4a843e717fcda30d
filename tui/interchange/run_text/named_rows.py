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
    "row rows named add set delete remove correct check compare leave long odd empty doubled exact".split()
)
"""Words that stand beside “row” and name none."""
_BEHIND: Final = LazyPattern(rf"\brows? (?:named )?((?:{_NAME}(?: = [^\s,]+)?{_SEPARATOR}?)+)")
_BEFORE: Final = LazyPattern(rf"\b(?:an?|the) ({_NAME}(?:{_SEPARATOR}{_NAME})*) rows?\b")
_SET_TO: Final = LazyPattern(
    rf"(?:\bwith the value |\brow (?:named )?{_NAME} to |\b{_NAME} row to )"
    r"“?(?P<value>[^\s,;]+?)”?(?=[,;]|\.?$|\.\s| and )",
    re.I,
)
_PLACEHOLDER: Final = LazyPattern(r"(?<![a-z\d])[A-Z]{2,}(?![a-z\d])|[{}]\w+[{}]")
"""What a value holds that somebody has to look up, such as HOST or {parameter}."""
_GOES_ON: Final = LazyPattern(r" (?!and\b)\w")


def named_rows(words: str) -> dict[str, str]:
    """Return the names of the rows that a sentence names first, and the value of each; empty if not given."""
    if (found := _BEHIND.search(words)) and (listed := dict(_taken(found[1]))):
        if len(listed) > 1 or any(listed.values()):
            return {name: _literal(value, words) for name, value in listed.items()}
    elif found := _BEFORE.search(words):
        listed = dict(_taken(found[1]))
    else:
        return {}
    said = _SET_TO.search(words) if len(listed) == 1 else None
    return {name: _literal(said["value"], words) if said else "" for name in listed}


def called_rows(words: str) -> Iterator[str]:
    """Yield all names that stand beside the word “row” anywhere in a sentence."""
    for pattern in (_BEHIND, _BEFORE):
        for found in pattern.finditer(words):
            yield from (name for name, _ in _taken(found[1]))


def _taken(listed: str) -> Iterator[tuple[str, str]]:
    """Yield the names of a list and their values, up to the first word that is no name."""
    for part in re.split(_SEPARATOR, listed):
        name, _, value = part.partition(" = ")
        name = name.strip("“” ")
        if not name or name.lower() in NO_NAMES:
            return
        yield name, value.strip("“” .")


def _literal(value: str, words: str) -> str:
    """Return a value if it is meant to the letter, and stands for nothing that has to be looked up."""
    if not value or value.lower() in NO_NAMES | {"what"} or _PLACEHOLDER.search(value):
        return ""
    return "" if _GOES_ON.match(words, words.index(value) + len(value)) else value
