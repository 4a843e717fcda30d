"""Reads the parts that .NET puts into multipart form data, where the name and the value stand apart."""

from __future__ import annotations

import re
from typing import Final

from .found import Found
from .value import Value

_FORM: Final = "MultipartFormDataContent"
_NAMED: Final = re.compile(r"(?i)header$")
"""The variable of a part's header, whose Name is set."""


def multipart_parts(found: Found, text: str) -> list[tuple[str, Value]]:
    """Return the names and values of the parts that a snippet adds; none if it makes no such form.

    C# adds `(new StringContent("value"), "name")`. PowerShell sets the name at one line, and makes the value
    at a later one.
    """
    if _FORM not in text:
        return []
    added = [
        (arguments[1].text, arguments[0])
        for call, arguments, _ in found.calls
        if call.endswith(".Add") and len(arguments) == 2 and not arguments[1].is_open
    ]
    return added or _in_turn(found)


def _in_turn(found: Found) -> list[tuple[str, Value]]:
    names = [
        (pair.position, pair.value.text)
        for pair in found.pairs
        if pair.name == "Name" and _NAMED.search(pair.group)
    ]
    values = [(at, arguments[0]) for call, arguments, at in found.calls if call.endswith("new") and arguments]
    parts = []
    for position, name in names:
        following = next((value for at, value in values if at > position), None)
        if following is not None:
            parts.append((name, following))
    return parts
