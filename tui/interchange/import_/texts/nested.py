"""Names what stands nested in YAML by its parent, too: `client:` with `id: shop` below means `client id`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from ..urls import CREDENTIALS
from .labels.meanings import is_weak, meaning_of_label
from .other_services import is_other_service

_PARENT: Final = re.compile(r"([ \t]*)(?:- )?[\"']?([A-Za-z][\w-]{0,60})[\"']?:[ \t]*")
_ENTRY: Final = re.compile(r"([ \t]*)(?:- )?[\"']?([A-Za-z][\w-]{0,60})[\"']?:[ \t]+(\S[^\n]*)")
_SECTION: Final = re.compile(r"[ \t]*\[{1,2}([\w .:-]{1,80})\]{1,2}[ \t]*")
_LAST_WORD: Final = re.compile(r"[ .:-]")
_ASSIGNED: Final = re.compile(r"[ \t]*([A-Za-z][\w.-]{0,60})[ \t]*[=:]")
"""An entry below a heading of an INI file or of TOML."""
_FLOW: Final = re.compile(
    r"([ \t]*)[\"']?([A-Za-z][\w-]{0,60})[\"']?:[ \t]*\{([^{}]{1,4000})\}[ \t]*,?[ \t]*"
)
_FLOW_ENTRY: Final = re.compile(
    r"[\"']?([A-Za-z][\w-]{0,60})[\"']?[ \t]*:[ \t]*"
    r"(\"[^\"]{0,2000}\"[ \t]*|'[^']{0,2000}'[ \t]*|[^,\"']{1,2000}+)(?:,|$)"
)
_FIELDS: Final = frozenset((*CREDENTIALS, "token_url", "grant_type"))
_MOST_LEVELS: Final = 20


def full_name(parent: str, name: str) -> str:
    """Return the name of an entry, with its parent's where that alone makes it a field."""
    if is_other_service(parent):
        return f"{parent} {name}"
    own = meaning_of_label(name)
    if own is not None and not is_weak(name):
        return name
    whole = f"{parent} {name}"
    return whole if meaning_of_label(whole) in _FIELDS else name


def with_flow_mappings(lines: Iterable[str]) -> list[str]:
    """Return lines with YAML's `client: { id: shop }` as a parent with its entries below it."""
    kept: list[str] = []
    for line in lines:
        flow = _FLOW.fullmatch(line)
        entries = _FLOW_ENTRY.findall(flow[3]) if flow else []
        if flow and entries:
            kept += [
                f"{flow[1]}{flow[2]}:",
                *(f"{flow[1]}  {name}: {value.strip()}" for name, value in entries),
            ]
        else:
            kept.append(line)
    return kept


def with_full_names(lines: Iterable[str]) -> list[str]:
    """Return lines in which entries below a parent have full names; a parent of such entries goes."""
    kept: list[str] = []
    parents: list[tuple[int, str, int]] = []
    heading = ""
    for line in lines:
        if section := _SECTION.fullmatch(line):
            heading = section[1]
        elif heading and (assigned := _ASSIGNED.match(line)):
            parent = heading if is_other_service(heading) else _LAST_WORD.split(heading.strip())[-1]
            name = full_name(parent, assigned[1])
            if name != assigned[1]:
                kept.append(f"{name}{line[assigned.end(1) :]}")
                continue
        entry, parent = _ENTRY.fullmatch(line), _PARENT.fullmatch(line)
        found = entry or parent
        depth = len(found[1]) if found else 0
        while found and parents and parents[-1][0] >= depth:
            parents.pop()
        if parent and len(parents) < _MOST_LEVELS:
            parents.append((depth, parent[2], len(kept)))
        elif entry and parents:
            other = next((name for _, name, _ in parents if is_other_service(name)), "")
            name = full_name(other or parents[-1][1], entry[2])
            if name != entry[2]:
                kept[parents[-1][2]] = ""
                line = f"{entry[1]}{name}: {entry[3]}"
        elif not found and line.strip():
            parents.clear()
        kept.append(line)
    return kept
