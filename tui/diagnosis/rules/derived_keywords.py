"""Derives from a regular expression what a text must hold for it to match.

    (?:client|app)[ _-]?id (?:is )?(?:unknown|missing)   client or app; “id ”; unknown or missing

This takes longer than a search, so it is done once: for our own rules when the catalogue is built.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from .keywords import SHORTEST, Keywords, best
from .pattern_cost.syntax import (
    Ahead,
    Boundary,
    Character,
    Choice,
    Node,
    Repeat,
    Sequence,
    Start,
    UnusableSyntaxError,
    read_expression,
)

_MOST: Final = 60
"""A choice among more than this is not worth the look."""
_ESCAPED: Final = re.compile(r"\\(?:x(?P<two>[0-9a-fA-F]{2})|u(?P<four>[0-9a-fA-F]{4})|(?P<sign>[^\w\s]))")
_NO_LITERAL: Final = frozenset(".[\\")
"""How a part begins that can match more than one character, or is an escape."""


def of_pattern(pattern: re.Pattern[str]) -> Keywords:
    """Return what a text must hold for an expression to match; nothing where that is not known."""
    try:
        choices = _choices(read_expression(pattern))
    except (UnusableSyntaxError, RecursionError):
        return ()
    kept = (tuple(dict.fromkeys(choice)) for choice in choices)
    return tuple(dict.fromkeys(choice for choice in kept if len(choice) <= _MOST))


def _choices(node: Node) -> list[list[str]]:
    """Return lists of literals. Every match of a part holds one of each list."""
    choices: list[list[str]] = []
    run = ""
    for part in _flat(node):
        letter = _literal(part)
        if letter is not None:
            run += letter
            continue
        choices += [[run], _choice_of(part)]
        run = ""
    choices.append([run])
    return [choice for choice in choices if choice and all(map(_tells, choice))]


def _tells(literal: str) -> bool:
    """Tell whether a literal is worth looking for. Of scripts without an alphabet, one letter is."""
    return len(literal) >= SHORTEST or not literal.isascii()


def _flat(node: Node) -> Iterator[Node]:
    """Yield the parts of a sequence, those of its groups among them."""
    if isinstance(node, Sequence):
        for part in node.parts:
            yield from _flat(part)
    else:
        yield node


def _literal(part: Node) -> str | None:
    """Return the text that a part stands for, empty for one that takes none; None where it can be several."""
    if isinstance(part, Start | Boundary | Ahead):
        return ""
    if not isinstance(part, Character):
        return None
    letter = part.source
    if escape := _ESCAPED.fullmatch(letter):
        letter = escape["sign"] or chr(int(escape["two"] or escape["four"], 16))
    elif letter[0] in _NO_LITERAL:
        return None
    return None if part.flags & re.IGNORECASE and letter.lower() != letter.upper() else letter


def _choice_of(part: Node) -> list[str]:
    if isinstance(part, Repeat):
        return _best(part.body) if part.least >= 1 else []
    if isinstance(part, Choice):
        options = [_best(option) for option in part.parts]
        return [literal for option in options for literal in option] if all(options) else []
    return []


def _best(node: Node) -> list[str]:
    return list(best(tuple(map(tuple, _choices(node)))))
