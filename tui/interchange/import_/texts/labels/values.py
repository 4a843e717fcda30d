"""Reads the value behind a label: without quotes and remarks, and told apart from prose and code."""

from __future__ import annotations

import re
from typing import Final

from ...urls import CREDENTIALS

_REMARK: Final = re.compile(
    r"(?P<value>\"(?:[^\"\\]|\\.){1,400}\"|'[^']{1,400}'|[^\s(]\S*)[ \t]+"
    r"(?:\([^()]{1,200}\)|(?:<-{1,2}|←|//|#|--)[ \t].{1,200}|[–—][ \t].{1,200})"
)
_ELSEWHERE: Final = re.compile(
    r"(?i)\((?=[^()]*[ \t])[^()]*\)|n/a|tb[ad]|[-–—?]{1,3}|"
    r"(?:ask|see|siehe|voir|vedi|sent|will be|to be|same as|as before|provided|shared|by|per|via)[ \t].+"
)
"""What people write where they don't write the value."""
_TYPE: Final = re.compile(
    r"(?i)(?:optional\[.*|(?:string|str|text|varchar(?:\(\d+\))?|yes|no|required|optional|mandatory|ja|nein|oui|non|"
    r"none|null|nil|undefined)(?:[ \t]*[|=?`].*)?|[\[{(]+)[;,]?"
)
"""What a description of the fields says of them: their types, and whether they are required."""
_CALL: Final = re.compile(r"[A-Za-z_][\w.]{0,80}\((.{0,4000})\)[;,]?")
_CALLED: Final = re.compile(r"[A-Za-z_][\w.]{0,80}\(")
_CODE_BELOW: Final = re.compile(r"[\w.$]+(?:[ \t]+[)}\]]|[)}\]]{2})[)}\]; \t,]*")
"""A variable, and brackets that were opened before it."""
_ARGUMENTS: Final = re.compile(r"[\"',.]")
_ANNOTATION: Final = re.compile(r"^[A-Za-z_][\w.\[\]|, ?]{0,60}[ \t]*=[ \t]*(?=[\"'])")
"""The type of a field before its value, as in `client_id: str = "shop"`."""
_RAW: Final = re.compile(r"^[rRuUbBfF@$]{1,2}(?=\"[^\"]*\"$|'[^']*'$)")
"""What code writes before a quote."""
_BOLD: Final = re.compile(r"\*[^*\s](?:[^*\n]{0,400}[^*\s])?\*")
_CUT_OUT: Final = re.compile(r"([\"'`])((?:(?!\1).){1,4000})\1[ \t]*[\])}]{1,4}[;,]?")
"""A quoted value at the end of a list or a call."""
_ESCAPED: Final = re.compile(r"(?:[^\\\"]|\\[\\\"])*")
"""A text in which nothing but quotes and backslashes is escaped, as no path or domain has it."""
_QUOTES: Final = (
    ('"', '"'), ("'", "'"), ("`", "`"), ("“", "”"), ("„", "“"), ("«", "»"), ("**", "**"),
)  # fmt: skip


def plain_value(value: str, meaning: str) -> str:
    """Return a value without the quotes around it, and without what somebody remarked behind it."""
    value = re.sub(r"(?<![ \t])[ \t]*\|$", "", value.strip())
    if meaning != "scope" and (found := _REMARK.fullmatch(value)):
        value = found["value"]
    if re.match(r"[rRuUbBfF@$]{0,2}([\"'`]).*\1[,;]$", value) or (
        value.endswith((",", ";")) and re.match(r"[\w.-]+[,;]$", value)
    ):
        value = value[:-1]
    value = _RAW.sub("", _ANNOTATION.sub("", value))
    if _BOLD.fullmatch(value):
        return value[1:-1]
    if cut := _CUT_OUT.fullmatch(value):
        return cut[2]
    for opener, closer in _QUOTES:
        inner = value[len(opener) : -len(closer)]
        if value.startswith(opener) and value.endswith(closer) and inner.strip(opener):
            return _unescaped(inner.strip(), opener)
    return value


def _unescaped(inner: str, quote: str) -> str:
    """Return what stands between quotes as settings mean it: without backslashes, or YAML's doubled quote."""
    if quote == '"' and _ESCAPED.fullmatch(inner):
        return re.sub(r"\\(.)", r"\1", inner)
    if quote == "'" and "\\'" in inner:
        return inner.replace("\\'", "'")
    if quote == "'" and "''" in inner and "'" not in inner.replace("''", ""):
        return inner.replace("''", "'")
    return inner


def is_elsewhere(value: str) -> bool:
    """Tell whether what follows a label says where the value is, or that there is none."""
    return bool(_ELSEWHERE.fullmatch(value))


def is_prose(value: str, meaning: str) -> bool:
    """Tell whether what follows a label is a sentence and no value."""
    if meaning in ("scope", "grant_type"):
        return False
    if is_elsewhere(value):
        return True
    return len(value.split()) > (6 if meaning == "password" else 4) and not value.startswith(("<", "{", "["))


def is_code(value: str, meaning: str) -> bool:
    """Tell whether what follows a label is the type of a field, or code that makes its value."""
    if meaning not in CREDENTIALS:
        return False
    if _CODE_BELOW.fullmatch(value):
        return True
    if meaning in ("client_id", "username"):
        return bool(_CALLED.match(value) or _TYPE.fullmatch(value))
    call = _CALL.fullmatch(value)
    return bool(call and _ARGUMENTS.search(call[1])) or bool(_TYPE.fullmatch(value))
