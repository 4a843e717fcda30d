"""What a text must hold for a phrase to be in it: a cheap look before an expensive search.

A response is matched against a thousand rules, and holds the words of a few. The keywords of a literal are the
literal. Those of an expression are derived from its parts:

    (?:client|app)[ _-]?id (?:is )?(?:unknown|not found)   one of client, app; then one of unknown, not found

They are derived once, when the catalogue is built, so that no expression is compiled that can't match.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

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

Keywords = tuple[tuple[str, ...], ...]
"""A text must hold one of every choice. Nothing is known where there is none."""
SHORTEST: Final = 3
"""Characters of a keyword of an expression: a shorter one is in almost every text."""
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


def hold(text: str, keywords: Keywords) -> bool:
    """Tell whether a text holds one keyword of every choice."""
    return all(any(word in text for word in choice) for choice in keywords)


def best(keywords: Keywords) -> tuple[str, ...]:
    """Return the choice that tells most: of the fewest words, and among these of the longest; or nothing."""
    return min(keywords, key=lambda choice: (len(choice), -min(map(len, choice))), default=())


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
    return [choice for choice in choices if choice and all(len(literal) >= SHORTEST for literal in choice)]


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
