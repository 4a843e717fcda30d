"""Finds variables that are assigned above a command, in the manner of each shell."""

from __future__ import annotations

import re
from typing import Final

from .words import Variables

_SH: Final = re.compile(
    r"(?m)^[ \t]*(?:[$%>#][ \t]+)?(?:export[ \t]+|local[ \t]+|readonly[ \t]+|declare[ \t]+(?:-\w+[ \t]+)*)?"
    r"([A-Za-z_]\w{0,80})=(?:'([^'\n]*)'|\"((?:[^\"\\\n]|\\.)*)\"|([^\s'\"|;&()`]*))(?=[ \t;&\n]|$)"
)
_SETENV: Final = re.compile(
    r"(?m)^[ \t]*(?:set(?:env)?|set -gx|set -x)[ \t]+([A-Za-z_]\w{0,80})[ \t]+['\"]?([^\s'\"=]+)['\"]?[ \t]*$"
)
_CMD: Final = re.compile(
    r'(?im)^[ \t]*(?:[A-Z]:[^\n>]*>)?@?set[ \t]+(")?([A-Z_]\w{0,80})=([^\n]{0,8000}?)(?(1)"?)[ \t]*$'
)
_POWERSHELL: Final = re.compile(
    r"(?im)^[ \t]*(?:PS [^\n>]*>[ \t]*)?(?:\[\w+\])?\$((?:env:|script:|global:)?[a-z_]\w{0,80})[ \t]*=[ \t]*"
    r"(?:'((?:[^'\n]|'')*)'|\"((?:[^\"\n`$]|`.|\$)*)\")[ \t]*;?[ \t]*$"
)
_REFERENCE: Final = re.compile(r"\$\{?([A-Za-z_]\w{0,80})\}?")
_MOST_ROUNDS: Final = 3
_LONGEST: Final = 20_000


def sh_variables(text: str) -> Variables:
    """Return what `NAME=value` and `export NAME=value` assign, with variables in them resolved."""
    found: Variables = {}
    for match in _SH.finditer(text):
        name, single, double, bare = match.groups()
        if single is not None:
            found[name] = single
            continue
        value = re.sub(r"\\([$`\"\\])", r"\1", double) if double is not None else bare or ""
        if "$(" in value or "`" in value or (value.startswith("$") and value[1:2].isdigit()):
            found.pop(name, None)
            continue
        value = _REFERENCE.sub(lambda ref: found.get(ref[1], ref[0]), value)
        if value and value not in (f"${name}", f"${{{name}}}") and len(value) < _LONGEST:
            found[name] = value
    for match in _SETENV.finditer(text):
        found.setdefault(match[1], match[2])
    return {name: value for name, value in found.items() if not _REFERENCE.fullmatch(value)}


def cmd_variables(text: str) -> Variables:
    """Return what `set NAME=value` assigns, by names in lower case."""
    found: Variables = {}
    for match in _CMD.finditer(text):
        value = re.sub(
            r"%([A-Za-z_]\w{0,80})%", lambda ref: found.get(ref[1].lower(), ref[0]), match[3].replace("^", "")
        )
        if value and len(value) < _LONGEST:
            found[match[2].lower()] = value
    return found


def powershell_variables(text: str) -> Variables:
    """Return what `$name = "value"` assigns, by names in lower case."""
    found: Variables = {}
    for match in _POWERSHELL.finditer(text):
        single, double = match[2], match[3]
        value = single.replace("''", "'") if single is not None else double or ""
        if double is not None:
            value = re.sub(
                r"\$\{?([A-Za-z_]\w{0,80})\}?", lambda ref: found.get(ref[1].lower(), ref[0]), value
            )
            value = re.sub(r"`(.)", r"\1", value)
        if len(value) < _LONGEST:
            found[match[1].lower()] = value
    return found
