"""Reads the options in a config file of curl (curl's manual page, --config)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..shells.words import Word
from .options import SHORT, TAKES_VALUE

_LINE: Final = re.compile(
    r"^\s*-{0,2}([\w.-]+)[ \t]*[=: \t]?[ \t]*(?:\"((?:[^\"\\]|\\.)*)\"|(.{0,8000}?))\s*$"
)


def config_options(text: str) -> Iterator[tuple[str, Word | None]]:
    """Yield the options of a config file, each with its value."""
    for line in text.split("\n"):
        found = None if line.lstrip().startswith("#") else _LINE.match(line)
        if not found:
            continue
        name = found[1] if len(found[1]) > 1 else SHORT.get(found[1], found[1])
        value = re.sub(r"\\(.)", _unescaped, found[2]) if found[2] is not None else found[3]
        yield name, Word(value or "") if name in TAKES_VALUE else None


def _unescaped(found: re.Match[str]) -> str:
    return {"t": "\t", "n": "\n", "r": "\r", "v": "\v"}.get(found[1], found[1])
