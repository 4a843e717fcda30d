"""Puts the entries of a list in YAML behind the name above it: scopes come as one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from .labels.meanings import meaning_of_label

_PARENT: Final = re.compile(r"[ \t]*(?:- )?[\"']?([A-Za-z][\w.-]{0,60})[\"']?:[ \t]*(?:\[[ \t]*)?")
_ENTRY: Final = re.compile(
    r"[ \t]*(?:-[ \t]+([\"']?)([^\s\"',#]{1,400})\1|([\"'])([^\s\"',]{1,400})\3,?)[ \t]*"
)
_FLOW: Final = re.compile(
    r"([ \t]*[\"']?(?:scopes?|Scopes?)[\"']?[ \t]*[:=][ \t]*)\[([^\[\]{}]{1,2000})\][ \t]*(?:,[ \t]*)?"
)


def with_listed_scopes(lines: Sequence[str]) -> list[str]:
    """Return lines in which the scopes that stand in a list are one value."""
    kept: list[str] = []
    waiting = -1
    """The line that the entries belong to."""
    for line in lines:
        if flow := _FLOW.fullmatch(line):
            names = [name.strip(" \t\"'") for name in flow[2].split(",")]
            kept.append(flow[1] + " ".join(name for name in names if name))
            continue
        if waiting >= 0 and (entry := _ENTRY.fullmatch(line)):
            kept[waiting] = f"{kept[waiting].rstrip(' [')} {entry[2] or entry[4]}"
            kept.append("")
            continue
        parent = _PARENT.fullmatch(line)
        waiting = len(kept) if parent and meaning_of_label(parent[1]) == "scope" else -1
        kept.append(line)
    return kept
