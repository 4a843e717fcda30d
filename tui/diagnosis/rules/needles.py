"""What a text must hold for a regular expression to match: a cheap check before an expensive search.

Every response is matched against a thousand rules. A long page holds almost none of their phrases, and
three characters in a row are enough to show that: `trigrams` of the text once, then a set for each phrase.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable
from typing import Any, Final

_LENGTH: Final = 3
_MOST: Final = 60
"""A choice among more than this is not worth the check."""
Needles = tuple[tuple[str, ...], ...]
"""Each is three characters in a row. A text must hold one of every choice."""


def trigrams(text: str) -> frozenset[str]:
    """Return every three characters in a row of a text."""
    return frozenset([text[start : start + _LENGTH] for start in range(len(text) - _LENGTH + 1)])


def of_literal(literal: str) -> Needles:
    """Return what a text must hold to contain a literal; nothing for one that is too short."""
    needle = _needle(literal)
    return ((needle,),) if needle else ()


def of_pattern(pattern: re.Pattern[str]) -> Needles:
    """Return what a text must hold for a pattern to match; nothing where that is not known."""
    if pattern.flags & (re.IGNORECASE | re.VERBOSE):
        return ()
    try:
        parser = importlib.import_module("re._parser")
        choices = _choices(parser.parse(pattern.pattern))
    except (ImportError, AttributeError, TypeError, ValueError, RecursionError):
        return ()  # an unknown version of Python: slower, but just as correct
    needles = [tuple(dict.fromkeys(map(_needle, choice))) for choice in choices]
    return tuple(choice for choice in needles if len(choice) <= _MOST)


def _needle(literal: str) -> str:
    middle = (len(literal) - _LENGTH) // 2
    return literal[middle : middle + _LENGTH] if len(literal) >= _LENGTH else ""


def _choices(items: Iterable[tuple[Any, Any]]) -> list[list[str]]:
    """Return lists of literals. Every match of a parsed sequence holds one of each list."""
    choices: list[list[str]] = []
    run = ""
    for operator, argument in items:
        if str(operator) == "LITERAL":
            run += chr(argument)
            continue
        choices += [[run], _choice_of(str(operator), argument)]
        run = ""
    choices.append([run])
    return [choice for choice in choices if choice and all(len(literal) >= _LENGTH for literal in choice)]


def _best(items: Iterable[tuple[Any, Any]]) -> list[str]:
    return min(_choices(items), key=len, default=[])


def _choice_of(operator: str, argument: Any) -> list[str]:  # noqa: ANN401  # what the parser gives is not typed
    if operator == "SUBPATTERN":
        return [] if argument[1] else _best(argument[3])  # a part with other flags is skipped
    if operator in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
        return _best(argument[2]) if argument[0] >= 1 else []
    if operator == "ATOMIC_GROUP":
        return _best(argument)
    if operator == "BRANCH":
        parts = [_best(part) for part in argument[1]]
        return [literal for part in parts for literal in part] if all(parts) else []
    return []
