"""Recognizes values that stand in for the real ones: placeholders, masks, and variables of a shell."""

from __future__ import annotations

import re
from typing import Final

_LONGEST: Final = 4000
_BRACES: Final = re.compile(r"\{\{[^{}\n]{1,100}\}\}|\{%[^%\n]{1,200}%\}|@\{[^{}\n]{1,200}\}")
_ANGLES: Final = re.compile(r"<[^<>\n=]{1,80}>|\u2039[^\u203a\n]{1,80}\u203a")
_SQUARES: Final = re.compile(r"\[[A-Za-z][A-Za-z _-]{2,60}\]")
_SINGLE_BRACES: Final = re.compile(r"(?<![${])\{[A-Za-z_][\w .:-]{0,60}\}(?!\})")
_WORDS: Final = re.compile(
    r"(?<![A-Za-z0-9])(?i:your)(?![a-z])[-_ .]?\w|"
    r"(?<![A-Za-z])(?:CHANGE[-_ ]?ME|TODO)(?![A-Za-z])|"
    r"(?i:(?<![a-z])(?:insert|enter|replace|change|put|add|fill)[-_ ]"
    r"(?:me|this|with|in|your|here|the|it)(?![a-z]))|"
    r"(?i:[-_ ]here$)"
)
_MASK: Final = re.compile(
    r"[*•●⬤∗·xX#]{3,}|\.{3,}|…|(?:[*•●]{2,}.{0,8})|.{0,12}[*•●]{3,}.{0,12}|.{0,12}(?:\.{3}|…)|"
    r"(?i:[<\[({]?\s?(?:redacted|masked|hidden|removed|snip(?:ped)?|omitted|censored|obfuscated)\s?[>\])}]?)|"
    r"[xX]{2,}(?:[-_ ][xX]{2,}){1,6}"
)
_INNER_MASK: Final = re.compile(r"(?i)\*{4,}|[•●]{3,}|x{6,}|[<\[(](?:redacted|masked|hidden|removed)[>\])]")
_VARIABLE: Final = re.compile(r"\$\{[A-Za-z_][^{}\n]{0,80}\}|\$(?:env:\w+|[A-Z_][A-Z0-9_]+)|%[A-Z_]{2,}%")
_CMD_VARIABLE: Final = re.compile(r"%([A-Za-z_]\w{1,80})%")
_CMD_ARGUMENT: Final = re.compile(r"%~?\d")
_HEX: Final = re.compile(r"[0-9A-Fa-f]{2}")


def is_masked(value: str) -> bool:
    """Tell whether a value is hidden, wholly or in part: `****`, `xxxxxx`, `[redacted]`."""
    value = value.strip()[:_LONGEST]
    return bool(value) and bool(_MASK.fullmatch(value) or _INNER_MASK.search(value))


def is_placeholder(value: str, *, in_code: bool = False) -> bool:
    """Tell whether a value is to be replaced: `{{name}}`, `<name>`, `{name}`, `YOUR_NAME`.

    In code with variables, `{name}` is one of these.
    """
    value = value[:_LONGEST]
    if not in_code and _SINGLE_BRACES.search(value):
        return True
    return any(pattern.search(value) for pattern in (_BRACES, _ANGLES, _SQUARES, _WORDS))


def stands_in(value: str) -> bool:
    """Tell whether a value is not the real one: a placeholder, or a mask."""
    return is_placeholder(value) or is_masked(value)


def has_cmd_variable(value: str) -> bool:
    """Tell whether a value names a variable of cmd, such as `%NAME%` or `%1`, and is no percent-encoding."""
    if _CMD_ARGUMENT.fullmatch(value):
        return True
    for found in _CMD_VARIABLE.finditer(value[:_LONGEST]):
        after = value[found.end() : found.end() + 2]
        if not (_HEX.match(found[1]) and (len(found[1]) == 2 or _HEX.fullmatch(after))):
            return True
    return False


def is_variable(value: str) -> bool:
    """Tell whether a value is nothing but a variable: `${NAME}`, `$NAME` or `%NAME%`."""
    return bool(_VARIABLE.fullmatch(value.strip()[:_LONGEST]))
