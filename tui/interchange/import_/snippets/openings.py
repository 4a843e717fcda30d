"""Tells what a bracket in source code opens: whose arguments or entries stand in it, and who shares them."""

from __future__ import annotations

import re
from typing import Final

from .found import Group
from .source import Source

_MAPPINGS: Final = frozenset(
    "c list dict listOf mapOf hashMapOf linkedMapOf mutableMapOf mutableListOf arrayOf parametersOf".split()
)
"""Calls that make a mapping of their own each time."""
_ADDS: Final = re.compile(r"(?i)([$\w.>-]+)(?:\.|->)(?:add|append|set|put|update|tryadd|addfield|field)")
"""A method that puts a name and a value into a variable."""
_CHAINED: Final = re.compile(r"send|field")
"""A method of a chain that adds to the body as often as it is called."""
_TYPE: Final = re.compile(r"(?:[\w:]+[.:])?[A-Z][^\Wa-z]*[a-z]\w*")
"""The name of a type: the variable holds what stands in its brackets, as `cfg := Config{Key: "quay"}`."""
_LONGEST: Final = 300


def opened(source: Source, at: int, parent: Group) -> tuple[Group, str, bool]:
    """Return the group of the bracket at a token, the name before it, and whether that is called."""
    opener, before = source.tokens[at].text, source.before(at)
    name = before.text if before and before.kind in ("name", "flag") else ""
    if name == "new" and (made := _made_type(source, at)):
        name = f"{made}::new"
    if before and before.text in ("=", ":", "=>", ":=", ","):
        key = source.before(at, 2)
        name = key.text if key and key.kind in ("name", "string") and before.text != "," else ""
        if before.text == "=" and name and source.is_text(at - 1, "="):
            name = source.variable_before(at - 1) or name
    option = next((word for steps in (1, 2, 3) if (word := _option_before(source, at, steps))), "")
    is_call = opener == "(" and before is not None and before.kind == "name"
    makes_mapping = is_call and name in _MAPPINGS
    path = f"{parent.path}.{name}".strip(".")[-_LONGEST:] if opener != "(" else ""
    is_block = (
        opener == "{" and before is not None and before.text == name
    )  # of a class, or a value of a type
    if makes_mapping or (not parent.path and (is_block or (is_call and _TYPE.fullmatch(name)))):
        path = source.assigned_name(at)
    tag = f"{parent.tag} {option} {name}".lower().strip()[-_LONGEST:]
    key_of = f"{parent.key} {name}"[-_LONGEST:] if is_call and not makes_mapping else f"{at}"
    return Group(key_of, tag, opener, path), name, is_call


def holder_of(source: Source, at: int, parent: Group, call: str) -> str:
    """Return the variable into which the pairs of a bracket are put, or the method that sends them.

    Blank if there is neither. `call` is the name that is called, blank for no call.
    """
    if added := _ADDS.fullmatch(call):
        return added[1].lower()
    if holder := source.assigned_name(at):
        return holder.lower()
    before = source.before(at)
    is_sent = before is not None and before.text == "(" and _CHAINED.fullmatch(parent.tag)
    return f"({parent.tag})" if is_sent else ""


def _made_type(source: Source, at: int) -> str:
    """Return the type of which PowerShell's `[Type]::new(` makes a value; blank for another call."""
    named, bracket = source.before(at, 4), source.before(at, 3)
    is_type = source.is_text(at - 2, "::") and bracket is not None and bracket.text == "]"
    return named.text if is_type and named is not None and named.kind == "name" else ""


def _option_before(source: Source, at: int, steps: int) -> str:
    """Return PHP's option of curl that stands a few tokens before a bracket."""
    token = source.before(at, steps)
    return token.text if token is not None and token.text.startswith("CURLOPT_") else ""
