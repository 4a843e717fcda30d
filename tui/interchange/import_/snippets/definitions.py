"""Binds the parameters of functions to the values that calls in the same snippet hand over."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from .found import Found
from .source import OPENERS, Source
from .value import Value

_DEFINES: Final = re.compile(r"\b(?:def|[Ff]unction|class|[Pp]aram|PARAM|FUNCTION)\b")
_KEYWORDS: Final = ("def", "function")
_MAKERS: Final = ("__init__", "constructor")
"""A class's function that runs when somebody calls the class."""
_OWNERS: Final = ("self", "this", "cls")
_MOST_DEFINITIONS: Final = 50

_BLOCK: Final = "param("
"""PowerShell's block of parameters, which calls fill by flags."""
_OPENING: Final = (*_MAKERS, "param")
"""What a bracket follows right away."""

Entries = Callable[[str], Mapping[str, Value]]
Parameters = Mapping[str, tuple[int, list[str]]]


def parameters_of(source: Source, text: str) -> Parameters:
    """Return the functions that a snippet defines: where their parameters stand, and what they are called."""
    found: dict[str, tuple[int, list[str]]] = {}
    owner = ""
    for at, token in enumerate(source.tokens if _DEFINES.search(text) else ()):
        name = source.at(at + 1)
        if (
            token.kind != "name"
            or name is None
            or (name.kind != "name" and token.text.lower() not in _OPENING)
        ):
            continue
        if token.text.lower() == "param" and source.is_text(at + 1, "("):
            known = found.get(_BLOCK, (0, []))[1]
            found[_BLOCK] = at + 1, [*known, *_variables(source, at + 1)]
        elif token.text == "class":
            owner = name.text
        elif token.text in _MAKERS and source.is_text(at + 1, "("):
            found[owner] = at + 1, _names(source, at + 1)
        elif (
            token.text.lower() in _KEYWORDS and source.is_text(at + 2, "(") and len(found) < _MOST_DEFINITIONS
        ):
            own = owner if name.text in _MAKERS else name.text
            found[own] = at + 2, _names(source, at + 2)
    return found


def bound_values(found: Found, parameters: Parameters, entries_of: Entries) -> dict[str, Value]:
    """Return what the calls in a snippet give for the parameters; the first known value counts.

    `entries_of` returns the entries of the mapping that a variable holds.
    """
    values: dict[str, Value] = {}
    for call, arguments, at in found.calls:
        name = call.rpartition(".")[2] if call not in parameters else call
        if name not in parameters or parameters[name][0] == at:
            continue
        for parameter, value in zip(parameters[name][1], arguments, strict=False):
            if value.text and not value.is_open:
                values.setdefault(parameter, value)
            for key, entry in entries_of(value.text).items() if value.is_open else ():
                values.setdefault(f"{parameter}.{key}", entry)
    for pair in found.pairs:  # handed over by name
        call = pair.tag.rpartition(" ")[2].rpartition(".")[2]
        of = next((names for name, (_, names) in parameters.items() if name.lower() == call), [])
        if pair.name in of and pair.value.text and not pair.value.is_open:
            values[pair.name] = pair.value
        if pair.group == "flags" and not pair.value.is_open:  # PowerShell's
            for parameter in (each for _, names in parameters.values() for each in names):
                if parameter.lower() == f"${pair.name[1:]}":
                    values[parameter] = pair.value
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


def _variables(source: Source, at: int) -> list[str]:
    """Return the variables in PowerShell's block of parameters."""
    tokens = source.tokens[at : source.after_bracket(at)]
    return [token.text for token in tokens if token.kind == "name" and token.text.startswith("$")]
