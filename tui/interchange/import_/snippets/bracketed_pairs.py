"""Reads names with their values in brackets without a sign between them: `("name", value)`, `Map.of(…)`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..urls import CREDENTIALS
from .found import Group, Pair
from .source import Source
from .tokens import Token
from .value import Value
from .values import Evaluator

_MAPPING: Final = re.compile(
    r"(?:^|\.)(?:(?:Immutable)?Map\.of|(?:mutable|hash)?[mM]apOf|parametersOf|Map|formParams)$"
)
_CONSTANT: Final = re.compile(r"(?:[A-Za-z_]\w{0,60}\.){1,4}([A-Z][A-Za-z_]{2,40})")
_WIRE_NAMES: Final = frozenset((*CREDENTIALS, "grant_type", "scope"))
_HEADERS: Final = {"authorization": "Authorization", "content_type": "Content-Type", "accept": "Accept"}
_MOST_IN_TURN: Final = 60
"""Arguments of a call that are looked at: such calls may stand in each other."""
_FEWEST_IN_TURN: Final = 3
_MAKER: Final = re.compile(r"^new$|(?<![Aa]dd)Pair$|^Header$|^Parameter$")
"""Calls that make a pair, and say nothing of the body that it belongs to."""


def bracketed_pairs(
    source: Source, evaluator: Evaluator, at: int, parent: Group, name: str
) -> Iterator[Pair]:
    """Yield the pairs in the bracket at a token; `name` stands before it, and `parent` is around it."""
    if source.is_text(at, "(") and _MAPPING.search(name):
        yield from _mapping(source, evaluator, at, f"{parent.tag} {name.lower()}".strip())
    elif in_turn := _in_turn(source, evaluator, at):
        for key, value in in_turn:
            yield Pair(key, value, f"{at}", f"{parent.tag} {name.lower()}".strip(), at)
    elif found := _tuple(source, evaluator, at):
        is_own = name and not _MAKER.search(name)
        group = f"{parent.key} {name}" if is_own else parent.key
        yield Pair(*found, group, f"{parent.tag} {name.lower()}".strip(), at)


def _in_turn(source: Source, evaluator: Evaluator, at: int) -> list[tuple[str, Value]]:
    """Return the parameters among a call's arguments, where each name stands before its value.

    `send(url, "grant_type", "password", "username", …)`, whatever the call is called.
    """
    end = source.after_bracket(at) - 1
    found: list[tuple[str, Value]] = []
    index = source.skip_ends(at + 1)
    for _ in range(_MOST_IN_TURN if at in source.brackets_of_grants else 0):
        if index >= end:
            break
        token = source.tokens[index]
        value, after = evaluator.value(index)
        after = source.skip_ends(after)
        is_name = (
            token.kind == "string" and (token.text in _WIRE_NAMES or found) and source.is_text(after, ",")
        )
        if is_name and after == index + 1:
            value, after = evaluator.value(source.skip_ends(after + 1))
            if value is not None:
                found.append((token.text, value))
        elif found:
            break
        index = source.skip_ends(max(after, index) + 1)
    names = {name for name, _ in found}
    return found if "grant_type" in names and len(names) >= _FEWEST_IN_TURN else []


def _tuple(source: Source, evaluator: Evaluator, at: int) -> tuple[str, Value] | None:
    """Return the pair of `("name", value)` or `{"name", value}`; None if the bracket holds anything else."""
    first = source.at(source.skip_ends(at + 1))
    name = name_at(first)
    if not name:
        return None
    comma = source.skip_ends(source.skip_ends(at + 1) + 1)
    if (sign := source.at(comma)) is None or sign.text != ",":
        return None
    value, end = evaluator.value(source.skip_ends(comma + 1))
    closing = source.at(source.skip_ends(end))
    if value is None or closing is None or closing.text not in (")", "]", "}", ",", ";"):
        return None
    return name, value


def name_at(token: Token | None) -> str:
    """Return the name that a token is: a text, or a constant such as `HttpHeaders.AUTHORIZATION`.

    Blank for anything else.
    """
    if token is None or not token.is_literal:
        return ""
    if token.kind == "string":
        return token.text
    constant = _CONSTANT.fullmatch(token.text) if token.kind == "name" else None
    if constant is None:
        return ""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", constant[1]).lower()
    return words if words in _WIRE_NAMES else _HEADERS.get(words, "")


def _mapping(source: Source, evaluator: Evaluator, at: int, tag: str) -> Iterator[Pair]:
    """Yield the pairs of Java's `Map.of("name", value, …)` and Scala's `Map("name" -> value, …)`."""
    end = source.after_bracket(at) - 1
    index = at + 1
    while index < end:
        index = source.skip_ends(index)
        key = name_at(source.tokens[index])
        if not key or not source.is_text(index + 1, ",", "->"):
            return
        value, index = evaluator.value(source.skip_ends(index + 2))
        if value is not None:
            yield Pair(key, value, f"{at}", tag, at)
        index = source.skip_ends(index) + 1
