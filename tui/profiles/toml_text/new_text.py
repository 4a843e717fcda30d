"""Writes a profile's file anew: every key in the schema's order, with a comment where one helps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import tomli_w

from ..file_problems import FileProblems
from ..schema import KEYS, Key, Kind, TomlValue

_COMMENT_COLUMN: Final = 40


def new_text(document: Mapping[str, TomlValue], path: Path) -> bytes:
    """Return the text of a file with this document, as UTF-8. `path` is for the messages.

    Raises:
        ProfileError: a value holds half of a character.
    """
    problems = FileProblems(path)
    lines = []
    for key, line in _lines(document):
        try:
            lines.append(line.encode())
        except UnicodeEncodeError:
            problems.add(
                key, "The value contains half of a character, which can't be saved. Type or paste it again."
            )
    problems.raise_if_any()
    return b"\n".join(lines) + b"\n"


def value_at(document: Mapping[str, TomlValue], key: Key) -> TomlValue:
    """Return the value of a key in a document that has every key."""
    table: TomlValue = document
    for part in filter(None, key.section.split(".")):
        table = table[part]
    return table[key.last_part]


def _lines(document: Mapping[str, TomlValue]) -> Iterator[tuple[str, str]]:
    """Yield the lines of the file in the schema's order, each with the key it belongs to."""
    section = ""
    for key in KEYS.values():
        value = value_at(document, key)
        if key.section != section:
            section = key.section
            yield from ((section, ""), (section, f"[{section}]"))
        if key.kind is not Kind.ROWS:
            line = _assignment(key.last_part, value)
            yield key.name, f"{line:<{_COMMENT_COLUMN}}  # {key.note}" if key.note else line
            continue
        for index, row in enumerate(value):
            dotted = f"{key.name}[{index + 1}]"
            yield from ((dotted, ""), (dotted, f"[[{key.name}]]"))
            yield from ((f"{dotted}.{name}", _assignment(name, value)) for name, value in row.items())


def _assignment(name: str, value: TomlValue) -> str:
    """Return `name = value` on one line, also for a table, which tomli_w would write as a section."""
    if isinstance(value, dict):
        return f"{name} = {{ {', '.join(_assignment(key, item) for key, item in value.items())} }}"
    return tomli_w.dumps({name: value}).removesuffix("\n")
