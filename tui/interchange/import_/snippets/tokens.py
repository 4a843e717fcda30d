"""Splits source code of several languages into strings, names and signs, without understanding more."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from .signs import Language


@dataclass(repr=False)
class Token:
    """A string, a name, a flag of PowerShell, a number, a sign or a line's end."""

    kind: str
    text: str
    """Of a string, its value as far as it is literal."""
    parts: list[tuple[str, bool]] = field(default_factory=list)
    """Of a string: its parts, each with whether it is an expression to resolve."""


_SIGNS: Final = re.compile(
    r"<#.{0,8000}?#>|/\*.{0,8000}?\*/|@\{|@\(|=>|:=|\+=|\.=|\?\?|\|\||::|->|\?\.|[=!<>]=+|&&|[{}()\[\],;:=+.&?|<>!*/%^~@-]",
    re.DOTALL,
)
_NAME: Final = re.compile(
    r"\$?(?:env:|script:|global:|this\.)?[A-Za-z_][\w]*(?:(?:\.|->|::|\?\.)[A-Za-z_]\w*)*(?:-[A-Z]\w+)?"
)
_NUMBER: Final = re.compile(r"\d[\w.]*")
_FLAG: Final = re.compile(r"-[A-Za-z]\w*:?")
_PREFIX: Final = re.compile(r"(?:[fFrRbBuU]{1,2}|\$@|@\$|\$|@)(?=[\"'])")
_SIMPLE: Final = {"n": "\n", "t": "\t", "r": "\r", "0": "\0", "\n": "", "b": "\b"}
_HERE_STRING: Final = re.compile(r"@([\"'])[ \t]*\n(.{0,8000}?)\n[ \t]*\1@", re.DOTALL)
_PS_INNER: Final = re.compile(r"\$\(([^()\n]{1,200})\)|(\$\{?(?:env:)?[A-Za-z_]\w*(?:\.\w+)*\}?)")
_PHP_INNER: Final = re.compile(r"\{(\$[^{}\n]{1,100})\}|(\$[A-Za-z_]\w*)")
_JS_INNER: Final = re.compile(r"\$\{((?:[^{}\n]|\$?\{[^{}\n]{0,100}\}){1,200})\}")
_BARE_URL: Final = re.compile(r"https?://[^\s\"'`,;)]+")
_BRACE_INNER: Final = re.compile(r"\{([A-Za-z_][^{}\n]{0,100})\}")
_RUBY_INNER: Final = re.compile(r"[#$]\{([^{}\n]{1,100})\}|(\$[A-Za-z_]\w*)")


def tokens_of(text: str, language: Language) -> list[Token]:
    """Return the tokens of a snippet. Comments are left out."""
    tokens: list[Token] = []
    at = 0
    while at < len(text):
        token, at = _next(text, at, language)
        if token:
            tokens.append(token)
    return tokens


def _next(text: str, at: int, language: Language) -> tuple[Token | None, int]:
    char = text[at]
    if char == "\n":
        return Token("end", "\n"), at + 1
    if char.isspace():
        return None, at + 1
    if language is Language.POWERSHELL and char == "`":
        found = re.compile(r"`[ \t]*\n").match(text, at)
        return None, found.end() if found else at + 1
    if char == "\\" and language is Language.PYTHON and text.startswith("\\\n", at):
        return None, at + 2
    if _is_comment(text, at, language):
        end = text.find("\n", at)
        return None, end if end >= 0 else len(text)
    if language is Language.POWERSHELL and (here := _HERE_STRING.match(text, at)):
        parts = _split(here[2], _PS_INNER) if here[1] == '"' else [(here[2], False)]
        return _string(parts), here.end()
    if language is Language.POWERSHELL and (bare := _BARE_URL.match(text, at)):
        return _string(_split(bare[0], _PS_INNER)), bare.end()
    prefix = _PREFIX.match(text, at)
    start = prefix.end() if prefix else at
    if text[start] in "\"'`":
        return _read_string(text, start, prefix[0].lower() if prefix else "", language)
    if (
        language is Language.POWERSHELL
        and (flag := _FLAG.match(text, at))
        and text[at - 1 : at] in ("", " ", "\t", "\n", "`")
    ):
        return Token("flag", flag[0].rstrip(":").lower()), flag.end()
    for kind, pattern in (("name", _NAME), ("number", _NUMBER), ("sign", _SIGNS)):
        if found := pattern.match(text, at):
            is_comment = found[0].startswith(("<#", "/*"))
            return (None if is_comment else Token(kind, found[0])), found.end()
    return None, at + 1


def _is_comment(text: str, at: int, language: Language) -> bool:
    if text[at] == "#":
        return (
            language in (Language.POWERSHELL, Language.PYTHON, Language.PHP) or text[at + 1 : at + 2] == " "
        )
    return text.startswith("//", at) and language not in (Language.PYTHON, Language.POWERSHELL)


def _read_string(text: str, at: int, prefix: str, language: Language) -> tuple[Token, int]:
    quote = text[at]
    if quote != "`" and text.startswith(quote * 3, at):
        end = text.find(quote * 3, at + 3)
        end = end if end >= 0 else len(text)
        inner = re.sub(r"\\(.)", lambda found: _SIMPLE.get(found[1], found[1]), text[at + 3 : end])
        return _string(_interpolated(inner, prefix, quote, language)), end + 3
    value, end = _unescaped(text, at + 1, quote, prefix, language)
    return _string(_interpolated(value, prefix, quote, language)), end


def _unescaped(text: str, at: int, quote: str, prefix: str, language: Language) -> tuple[str, int]:
    """Return a string without its escapes, and where it ends. An open one ends with its line."""
    is_powershell = language is Language.POWERSHELL
    doubles = is_powershell or "@" in prefix
    kept: list[str] = []
    while at < len(text):
        char = text[at]
        if quote == "`" and char == "$" and (inner := _JS_INNER.match(text, at)):
            kept.append(inner[0])
            at = inner.end()
            continue
        if char == quote:
            if not (doubles and text.startswith(quote * 2, at)):
                return "".join(kept), at + 1
            at += 1
        elif char == "\n" and not doubles and quote != "`" and language is not Language.PHP:
            break
        elif is_powershell and char == "`" and quote == '"':
            at += 1
            char = "\ue000" if text[at : at + 1] == "$" else _SIMPLE.get(text[at : at + 1], text[at : at + 1])
        elif not is_powershell and char == "\\" and "r" not in prefix and "@" not in prefix:
            char, at = _escape(text, at, quote, language)
        kept.append(char)
        at += 1
    return "".join(kept), at


def _escape(text: str, at: int, quote: str, language: Language) -> tuple[str, int]:
    following = text[at + 1 : at + 2]
    if language is Language.PHP and quote == "'":
        return (following, at + 1) if following in ("'", "\\") else ("\\", at)
    if code := re.compile(r"u\{?([0-9A-Fa-f]{2,6})\}?|x([0-9A-Fa-f]{2})").match(text, at + 1):
        number = int((code[1] or code[2])[:6], 16)
        return chr(number) if number < 0x110000 else "", code.end() - 1
    if following == "$":
        return "\ue000", at + 1
    return _SIMPLE.get(following, following), at + 1


def _interpolated(value: str, prefix: str, quote: str, language: Language) -> list[tuple[str, bool]]:
    """Return the parts of a string, in the manner of its language."""
    pattern = None
    if language is Language.POWERSHELL:
        pattern = _PS_INNER if quote == '"' else None
    elif language is Language.PYTHON:
        pattern = _BRACE_INNER if "f" in prefix else None
    elif language is Language.PHP:
        pattern = _PHP_INNER if quote == '"' else None
    elif quote == "`":
        pattern = _JS_INNER
    elif "$" in prefix:
        pattern = _BRACE_INNER
    elif language is Language.OTHER and quote == '"':
        pattern = _RUBY_INNER
    return _split(value, pattern) if pattern else [(value, False)]


def _split(value: str, pattern: re.Pattern[str]) -> list[tuple[str, bool]]:
    parts, last = [], 0
    for found in pattern.finditer(value):
        parts.append((value[last : found.start()], False))
        parts.append((next(group for group in found.groups() if group), True))
        last = found.end()
    return [*parts, (value[last:], False)]


def _string(parts: list[tuple[str, bool]]) -> Token:
    parts = [(text.replace("\ue000", "$"), is_open) for text, is_open in parts if text]
    return Token("string", "".join(text for text, is_open in parts if not is_open), parts)
