"""Finds variables that are assigned above a command, in the manner of each shell."""

from __future__ import annotations

import re
from typing import Final

from .cmd import filled
from .sh import ShReader
from .sh_quotes import closing_parenthesis
from .words import SUBSTITUTION, VARIABLE, Assigned, Variables

_EXPORT: Final = r"(?:(?:export|local|readonly|declare|typeset)[ \t]+(?:-\w+[ \t]+)*)?"
_SH: Final = re.compile(rf"(?m)^[ \t]*(?:[$%>#][ \t]+)?{_EXPORT}(?=[A-Za-z_]\w{{0,80}}\+?=)")
_SH_AGAIN: Final = re.compile(rf"[ \t]*(?:;|&&)[ \t]*{_EXPORT}(?=[A-Za-z_]\w{{0,80}}=)")
_SH_ASSIGNMENT: Final = re.compile(r"([A-Za-z_]\w{0,80})(\+?)=(.*)", re.DOTALL)
_SH_ARRAY: Final = re.compile(r"([A-Za-z_]\w{0,80})(\+?)=\(")
_SH_REMARK: Final = re.compile(r"(?m)(?:^|[ \t])#[^\n]*$")
_SETENV: Final = re.compile(
    r"(?m)^[ \t]*(?:set(?:env)?|set -gx|set -x)[ \t]+([A-Za-z_]\w{0,80})[ \t]+['\"]?([^\s'\"=]+)['\"]?[ \t]*$"
)
_CMD: Final = re.compile(
    r'(?im)^[ \t]*(?:[A-Z]:[^\n>]*>)?@?set[ \t]+(")?([A-Z_]\w{0,80})=([^\n]{0,8000}?)(?(1)"?)[ \t]*$'
)
_POWERSHELL: Final = re.compile(
    r"(?im)^[ \t]*(?:PS(?: [^\n>]*)?>[ \t]*)?(?:\[\w+\])?"
    r"\$((?:env:|script:|global:)?[a-z_]\w{0,80})[ \t]*=[ \t]*"
    r"(?:@'[ \t]*\n((?s:.{0,8000}?))\n'@|'((?:[^'\n]|'')*)'|\"((?:[^\"\n`$]|`.|\$)*)\")[ \t]*;?[ \t]*$"
)
_REFERENCE: Final = re.compile(r"\$\{?([A-Za-z_]\w{0,80})\}?")
_MOST_ASSIGNMENTS: Final = 500
_LONGEST: Final = 4000
"""The characters of a line of assignments that are read."""


def sh_variables(text: str, known: Variables) -> Variables:
    """Return what `NAME=value` and `export NAME=value` assign, with variables in them resolved."""
    found = dict(known)
    for number, start in enumerate(_SH.finditer(text)):
        if number >= _MOST_ASSIGNMENTS:
            break
        line = text[start.end() : start.end() + _LONGEST]
        if array := _SH_ARRAY.match(line):
            _read_sh_array(line, array, found)
        else:
            _read_sh_line(line, found)
    for match in _SETENV.finditer(text):
        found.setdefault(match[1], Assigned(match[2]))
    return found


def _read_sh_line(text: str, found: Variables) -> None:
    """Read a line that begins with an assignment; further ones may follow on it."""
    at = 0
    while True:
        line = ShReader(text, at, found).read()
        for word in line.words:
            assignment = _SH_ASSIGNMENT.fullmatch(word.text)
            if not assignment:
                return
            before = found.get(assignment[1]) if assignment[2] else None
            value, notes = assignment[3], word.notes
            if before:
                value, notes = before.text + value, [*before.notes, *notes]
            _assign(found, assignment[1], value, notes)
        again = _SH_AGAIN.match(text, line.end)
        if not again:
            return
        at = again.end()


def _read_sh_array(text: str, array: re.Match[str], found: Variables) -> None:
    """Read bash's `NAME=(…)`, whose elements may stand on lines of their own."""
    end = closing_parenthesis(text, array.end() - 1, _LONGEST)
    inner = _SH_REMARK.sub("", text[array.end() : max(end, 0)]).replace("\n", " ")
    words = ShReader(inner, 0, found).read().words
    before = found.get(array[1]) if array[2] else None
    if words:
        found[array[1]] = Assigned(
            words[0].text, tuple(words[0].notes), (*(before.words if before else ()), *words)
        )


def _assign(found: Variables, name: str, value: str, notes: list[str]) -> None:
    """Remember a value. One that nobody can know without running a command is forgotten."""
    is_unknown = SUBSTITUTION in notes and ("$(" in value or "`" in value)
    if is_unknown or (VARIABLE in notes and _REFERENCE.fullmatch(value)):
        found.pop(name, None)
    elif value:
        found[name] = Assigned(value, tuple(notes))


def cmd_variables(text: str, known: Variables) -> Variables:
    """Return what `set NAME=value` assigns, by names in lower case."""
    found = dict(known)
    for match in _CMD.finditer(text):
        if value := filled(match[3].replace("^", ""), found):
            found[match[2].lower()] = Assigned(value)
    return found


def powershell_variables(text: str, known: Variables) -> Variables:
    """Return what `$name = "value"` assigns, by names in lower case."""
    found = dict(known)
    for match in _POWERSHELL.finditer(text):
        here, single, double = match[2], match[3], match[4]
        notes: list[str] = []

        def value(reference: re.Match[str], notes: list[str] = notes) -> str:
            known = found.get(reference[1].lower(), Assigned(reference[0], (VARIABLE,)))
            notes.extend(known.notes)
            return known.text

        if double is None:
            text_of_it = here if here is not None else single.replace("''", "'")
        else:
            text_of_it = re.sub(r"`(.)", r"\1", _REFERENCE.sub(value, double))
        found[match[1].lower()] = Assigned(text_of_it, tuple(notes))
    return found
