"""Knows which brackets in the tokens of a snippet belong together, and which names are classes."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Final

from .tokens import Token

OPENERS: Final = ("(", "[", "{", "@{", "@(")
_CLASSES: Final = ("class", "struct", "object", "record", "enum", "module")


def closed_brackets(tokens: Sequence[Token]) -> dict[int, int]:
    """Return for each opening bracket the token after the one that closes it."""
    closed: dict[int, int] = {}
    waiting: list[int] = []
    for index, token in enumerate(tokens):
        if token.kind == "sign" and token.text in OPENERS:
            waiting.append(index)
        elif token.kind == "sign" and token.text in ")]}" and waiting:
            closed[waiting.pop()] = index + 1
    return closed


def brackets_of_grants(tokens: Sequence[Token]) -> frozenset[int]:
    """Return the parentheses in which the name of the grant type stands as a text."""
    found: set[int] = set()
    waiting: list[int] = []
    for index, token in enumerate(tokens):
        if token.kind == "sign" and token.text in OPENERS:
            waiting.append(index)
        elif token.kind == "sign" and token.text in ")]}" and waiting:
            waiting.pop()
        elif token.kind == "string" and token.text == "grant_type" and waiting:
            found.add(waiting[-1])
    return frozenset(at for at in found if tokens[at].text == "(")


def classes_in(tokens: Sequence[Token]) -> frozenset[str]:
    """Return the names of the classes that a snippet defines."""
    return frozenset(
        name.text
        for word, name in itertools.pairwise(tokens)
        if word.kind == name.kind == "name" and word.text in _CLASSES
    )
