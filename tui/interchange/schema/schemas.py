"""Reads the JSON Schema of a document: its own file, with what it needs of the shared definitions."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any, Final

SCHEMAS: Final[Mapping[str, str]] = {
    "run": "run --json",
    "report": "run --report FILE.json",
    "explain": "explain --json",
    "show": "show --as json",
    "import": "import --json",
    "compare": "compare --json",
    "checkup": "checkup --json",
}
"""The schemas by their names, and which command's output each is of."""
_SHARED: Final = "shared"
_DEFINITIONS: Final = "$defs"
_REFERENCE: Final = f"#/{_DEFINITIONS}/"


def read_schema(name: str) -> dict[str, Any]:
    """Return a schema that is complete in itself: no reference in it leads out of it.

    Raises:
        KeyError: there is none of this name.
    """
    if name not in SCHEMAS:
        raise KeyError(name)
    schema = _read(name)
    own = schema.pop(_DEFINITIONS, {})
    needed = _with_all_needed(schema, {**_read(_SHARED), **own})
    return {**schema, _DEFINITIONS: needed} if needed else schema


def _with_all_needed(schema: dict[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """Return the definitions that a schema refers to, and those that they refer to, in their known order."""
    needed: set[str] = set()
    waiting = [schema]
    while waiting:
        for name in _names_in(waiting.pop()):
            if name not in needed:
                needed.add(name)
                waiting.append(known[name])
    return {name: definition for name, definition in known.items() if name in needed}


def _names_in(part: object) -> Iterator[str]:
    if isinstance(part, dict):
        reference = part.get("$ref")
        if isinstance(reference, str):
            yield reference.removeprefix(_REFERENCE)
        for held in part.values():
            yield from _names_in(held)
    elif isinstance(part, list):
        for held in part:
            yield from _names_in(held)


def _read(name: str) -> dict[str, Any]:
    text = files(__package__).joinpath(f"{name}.json").read_text("utf-8")
    document: dict[str, Any] = json.loads(text)
    return document
