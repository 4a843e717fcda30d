"""Reads what a POSIX shell expands after `$`: variables that are known, and pairs that base64 encodes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from .sh_quotes import closing_parenthesis
from .words import SUBSTITUTION, VARIABLE, Assigned, Variables

_VARIABLE: Final = re.compile(r"\$(?:\{([A-Za-z_]\w*|\d)(?::?[-=]([^{}\n]*))?\}|([A-Za-z_]\w*|\d))")
_OTHER_EXPANSION: Final = re.compile(r"\$\{[^{}\n]{1,100}\}")
_FILLED_BEFORE: Final = re.compile(r"\$\{\{[^{}\n]{1,120}\}\}")
"""What a pipeline fills in before any shell reads it, as `${{ secrets.NAME }}`."""
_PRINTED: Final = re.compile(r"\$\(printf '(?:\\[0-7]{3})+'\)")
"""How our own curl command writes characters that nobody sees."""
_TO_BASE64: Final = (
    r"[ \t]*\|[ \t]*(?:openssl[ \t]+)?(?:base64|enc|b64encode)(?:[ \t][^()|]*)?(?:\|[^()]*)?\)?"
)
_ARGUMENT: Final = r"(?:\"([^\"\n]*)\"|'([^'\n]*)'|([^\s\"'|()\\]+))"
_ENCODED: Final = re.compile(
    r"\$\((?:echo|printf)[ \t]+(?:-\w+[ \t]+)*(?:['\"]?%s['\"]?[ \t]+)?(\\?[\"']?)"
    r"([^\s\"'|\\]+:[^\s\"'|\\]+)\1" + _TO_BASE64
)
_ENCODED_PARTS: Final = re.compile(
    r"\$\(printf[ \t]+['\"]?%s:%s(?:\\n)?['\"]?[ \t]+" + _ARGUMENT + r"[ \t]+" + _ARGUMENT + _TO_BASE64
)
_ENCODED_WORD: Final = re.compile(
    r"\$\((?:openssl[ \t]+)?(?:base64|enc)[^()|<]*<<<[ \t]*(\\?[\"']?)([^\s\"'|\\)]+:[^\s\"'|\\)]+)\1[ \t]*"
    r"(?:\|[^()]*)?\)?"
)


@dataclass(frozen=True, repr=False)
class Expansion:
    """What stands for an expansion: its value if that is known, or else itself."""

    text: str
    end: int
    """The position after it."""
    notes: tuple[str, ...] = ()


def expansion_at(text: str, at: int, variables: Variables, end: int) -> Expansion:
    """Return the expansion that begins at a `$`; one that is open ends before `end`."""
    if printed := _PRINTED.match(text, at):
        codes = re.findall(r"\\([0-7]{3})", printed[0])
        made = bytes(int(code, 8) & 255 for code in codes).decode(errors="replace")
        return Expansion(made, printed.end())
    if filled := _FILLED_BEFORE.match(text, at):
        return Expansion(filled[0], filled.end())
    if text.startswith("$(", at):
        close = closing_parenthesis(text, at + 1)
        return substituted(text[at : close + 1 if close >= 0 else end], at, variables)
    if found := _VARIABLE.match(text, at):
        name = found[1] or found[3]
        default: str | None = found[2]
        if known := variables.get(name):
            return Expansion(known.text, found.end(), known.notes)
        if default is None:
            return Expansion(found[0], found.end(), (VARIABLE,))
        return Expansion(default, found.end())
    if found := _OTHER_EXPANSION.match(text, at):
        return Expansion(found[0], found.end(), (VARIABLE,))
    return Expansion("$", at + 1)


def substituted(source: str, at: int, variables: Variables) -> Expansion:
    """Return what stands for `$(…)`: the pair that it would encode for Basic, or else itself."""
    if pair_to_encode(source):
        return Expansion(*_pair(source, variables, at + len(source)))
    return Expansion(source, at + len(source), (SUBSTITUTION,))


def pair_to_encode(source: str) -> str:
    """Return the pair that a command would encode for Basic, with its variables; blank if it does not."""
    if found := _ENCODED.fullmatch(source) or _ENCODED_WORD.fullmatch(source):
        return found[2]
    if found := _ENCODED_PARTS.fullmatch(source):
        parts = [part for part in found.groups() if part is not None]
        return ":".join(parts)
    return ""


def _pair(source: str, variables: Variables, end: int) -> tuple[str, int, tuple[str, ...]]:
    """Return the pair with the variables that are known."""
    notes = [SUBSTITUTION]

    def value(found: re.Match[str]) -> str:
        name = found[1] or found[3]
        known = variables.get(name) or Assigned(found[0], (VARIABLE,))
        notes.extend(known.notes)
        return known.text

    return _VARIABLE.sub(value, pair_to_encode(source)), end, tuple(notes)
