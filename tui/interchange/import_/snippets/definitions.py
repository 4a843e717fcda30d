"""Binds the parameters of functions to the values that calls in the same snippet hand over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from .brackets import OPENERS
from .found import Found
from .source import Source
from .value import Value

_KEYWORDS: Final = ("def", "function", "func", "fun", "fn")
_TYPED: Final = ("{", "throws", "async", "=>")
"""What follows the parameters of a method whose types stand before their names."""
_NO_METHODS: Final = ("catch", "for", "foreach", "while", "if", "using", "with", "lock", "new", "return")
_MAKERS: Final = ("__init__", "constructor", "initialize", "__construct")
"""A class's function that runs when somebody calls the class."""
_OWNERS: Final = ("self", "this", "cls")
_MOST_DEFINITIONS: Final = 50

_BLOCK: Final = "param("
"""PowerShell's block of parameters, which calls fill by flags."""
_OPENING: Final = (*_MAKERS, "param")
"""What a bracket follows right away."""

Entries = Callable[[str], Mapping[str, Value]]


@dataclass(frozen=True)
class Definition:
    """The parameters of a function."""

    at: int
    """The bracket that they stand in."""
    end: int
    """The token behind it."""
    names: list[str]


Parameters = Mapping[str, Definition]


def parameters_of(source: Source) -> Parameters:
    """Return the functions that a snippet defines: where their parameters stand, and what they are called."""
    found: dict[str, Definition] = {}
    owner = ""
    for at, token in enumerate(source.tokens):
        name = source.at(at + 1)
        if token.text == "func" and source.is_text(at + 1, "("):
            at = source.after_bracket(at + 1) - 1
            name = source.at(at + 1)
        if len(found) < _MOST_DEFINITIONS and token.text != "func" and (typed := _typed_names(source, at)):
            found[token.text] = _definition(source, at + 1, typed)
            continue
        if (
            token.kind != "name"
            or name is None
            or (name.kind != "name" and token.text.lower() not in _OPENING)
        ):
            continue
        if token.text.lower() == "param" and source.is_text(at + 1, "("):
            known = found[_BLOCK].names if _BLOCK in found else []
            found[_BLOCK] = _definition(source, at + 1, [*known, *_variables(source, at + 1)])
        elif token.text == "class":
            owner = name.text
        elif token.text in _MAKERS and source.is_text(at + 1, "(") and not source.is_text(at - 1, "."):
            found[owner] = _definition(source, at + 1, _names(source, at + 1))
        elif (
            token.text.lower() in _KEYWORDS and source.is_text(at + 2, "(") and len(found) < _MOST_DEFINITIONS
        ):
            own = owner if name.text in _MAKERS else name.text
            found[own] = _definition(source, at + 2, _names(source, at + 2))
    return found


def _definition(source: Source, at: int, names: list[str]) -> Definition:
    return Definition(at, source.after_bracket(at), names)


def bound_values(found: Found, parameters: Parameters, entries_of: Entries) -> dict[str, Value]:
    """Return what the calls in a snippet give for the parameters; the first known value counts.

    `entries_of` returns the entries of the mapping that a variable holds.
    """
    values: dict[str, Value] = {}
    defaults = [
        pair
        for pair in found.pairs
        if any(pair.name in each.names and each.at < pair.position < each.end for each in parameters.values())
    ]
    for call, arguments, at in found.calls:
        call = call.removesuffix(".new").removesuffix("::new")
        name = call.rpartition(".")[2] if call not in parameters else call
        if name not in parameters or parameters[name].at == at:
            continue
        for parameter, value in zip(parameters[name].names, arguments, strict=False):
            if value.text and not value.is_open:
                values.setdefault(parameter, value)
            for key, entry in entries_of(value.text).items() if value.is_open else ():
                values.setdefault(f"{parameter}.{key}", entry)
    for pair in found.pairs:  # handed over by name
        call = pair.tag.rpartition(" ")[2].rpartition(".")[2]
        of = next((each.names for name, each in parameters.items() if name.lower() == call), [])
        if pair.name in of and pair not in defaults and pair.value.text and not pair.value.is_open:
            values[pair.name] = pair.value
        if pair.group == "flags" and not pair.value.is_open:  # PowerShell's
            for parameter in (name for each in parameters.values() for name in each.names):
                if parameter.lower() == f"${pair.name[1:]}":
                    values[parameter] = pair.value
    for pair in defaults:
        if pair.value.text and not pair.value.is_open:
            values.setdefault(pair.name, pair.value)
    return values


def _names(source: Source, at: int) -> list[str]:
    """Return the names of the parameters in a bracket: of each the first, as no type stands before it."""
    names: list[str] = []
    index, end, is_first = at + 1, source.after_bracket(at) - 1, True
    while index < end:
        token = source.tokens[index]
        if token.text in OPENERS and token.kind == "sign":
            index = source.after_bracket(index)
            continue
        if token.kind == "name" and is_first:
            is_first = False
            if token.text not in _OWNERS:
                names.append(token.text)
        is_first = is_first or (token.kind == "sign" and token.text == ",")
        index += 1
    return names


def _typed_names(source: Source, at: int) -> list[str]:
    """Return the parameters of the method whose name is at a token: `login(String user, String word) {`.

    Each stands behind its type. None for a method without parameters, or for a call.
    """
    if source.tokens[at].kind != "name" or not source.is_text(at + 1, "("):
        return []
    end = source.after_bracket(at + 1)
    if source.tokens[at].text in _NO_METHODS or not source.is_text(source.skip_ends(end), *_TYPED):
        return []
    names: list[str] = []
    words = depth = 0
    for token in source.tokens[at + 2 : end]:
        depth += (token.text == "<") - (token.text == ">")
        if depth:
            continue  # the types within a type
        if token.text in (",", ")") and token.kind == "sign":
            if words < 2:
                return []
            words = 0
        elif token.kind == "name":
            words += 1
            names[len(names) - (words > 1) :] = [token.text]
        elif token.text not in ("<", ">", "[", "]", "?", "\n", "@", "="):
            return []
    return names


def _variables(source: Source, at: int) -> list[str]:
    """Return the variables in PowerShell's block of parameters."""
    tokens = source.tokens[at : source.after_bracket(at)]
    return [token.text for token in tokens if token.kind == "name" and token.text.startswith("$")]
