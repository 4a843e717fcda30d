"""Turns blocks of several lines, as HCL writes `client = { id = "shop" }`, into YAML's nested lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_OPENS: Final = re.compile(r"([ \t]*)([A-Za-z][\w-]{0,60})[ \t]*(?:[=:][ \t]*)?\{[ \t]*")
_ENTRY: Final = re.compile(r"[ \t]*([A-Za-z][\w-]{0,60})[ \t]*=[ \t]*(\S[^\n]{0,4000})")
_CLOSES: Final = re.compile(r"[ \t]*\}[ \t,;]*")
_INDENT: Final = "  "
_DEEPEST: Final = 20


def with_nested_blocks(lines: Sequence[str]) -> list[str]:
    """Return lines in which blocks with assignments are nested entries. Code's blocks have no such lines."""
    kept: list[str] = []
    depth = 0
    for line in lines:
        if (opened := _OPENS.fullmatch(line)) and depth < _DEEPEST:
            kept.append(f"{_INDENT * depth}{opened[2]}:")
            depth += 1
        elif depth and _CLOSES.fullmatch(line):
            depth -= 1
            kept.append("")
        elif depth and (entry := _ENTRY.fullmatch(line)):
            kept.append(f"{_INDENT * depth}{entry[1]}: {entry[2]}")
        else:
            kept.append(line)
    return kept
