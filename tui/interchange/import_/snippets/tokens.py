"""Splits source code of several languages into strings, names and signs, without understanding more."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from .quoted.here_documents import here_document_at
from .quoted.raw_strings import COMMENTS, quotes_of, raw_string_at
from .quoted.strings import Part, expandable_parts, read_string
from .signs import WITH_DOLLARS, Language


@dataclass(repr=False)
class Token:
    """A string, a name, a flag of PowerShell, a number, a sign or a line's end."""

    kind: str
    text: str
    """Of a string, its value as far as it is literal."""
    parts: list[Part] = field(default_factory=list)
    """Of a string: its literal parts, and the expressions between them."""

    @property
    def is_literal(self) -> bool:
        """Whether a string holds no expression."""
        return not any(part.written for part in self.parts)


_SIGNS: Final = re.compile(
    r"<#.{0,8000}?#>|/\*.{0,8000}?\*/|@\{|@\(|=>|:=|\+=|\.=|\?\?|\|\||::|->|\?\.|[=!<>]=+|&&|[{}()\[\],;:=+.&?|<>!*/%^~@-]",
    re.DOTALL,
)
_NAME: Final = re.compile(
    r"(?:\$|@{1,2}(?=[a-z_]))?(?:env:|script:|global:|this\.)?[A-Za-z_][\w]*(?:(?:\.|->|::|\?\.)[A-Za-z_]\w*)*(?:-[A-Z]\w+)?"
)
_NUMBER: Final = re.compile(r"\d[\w.]*")
_FLAG: Final = re.compile(r"-[A-Za-z]\w*:?")
_PREFIX: Final = re.compile(r"(?:[fFrRbBuU]{1,2}|\$@|@\$|\$|@)(?=[\"'])")
_HERE_STRING: Final = re.compile(r"@([\"'])[ \t]*\n(.{0,8000}?)\n[ \t]*\1@", re.DOTALL)
_VBA_GOES_ON: Final = re.compile(r"(?<=[ \t])_[ \t]*\n")
_MACRO: Final = re.compile(r"!(?=[(\[])")
"""What makes a macro of Rust's, which reads as a call."""
_BARE_URL: Final = re.compile(r"https?://[^\s\"'`,;)]+")


def tokens_of(text: str, language: Language) -> list[Token]:
    """Return the tokens of a snippet. Comments are left out."""
    tokens: list[Token] = []
    at = 0
    while at < len(text):
        token, at = _next(text, at, language)
        if token:
            if language is Language.PHP and token.text == "(" and tokens and _is_array(tokens[-1]):
                tokens.pop()
                token = Token("sign", "[")  # PHP's older way to write it
            tokens.append(token)
    return tokens


def _is_array(token: Token) -> bool:
    return token.kind == "name" and token.text.lower() == "array"


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
    if language is Language.BASIC and (goes_on := _VBA_GOES_ON.match(text, at)):
        return None, goes_on.end()
    if language is Language.ABAP and char == "." and text[at + 1 : at + 2].strip() == "":
        return Token("sign", ";"), at + 1  # a statement ends
    if _is_comment(text, at, language):
        end = text.find("\n", at)
        return None, end if end >= 0 else len(text)
    if language is Language.POWERSHELL and (here := _HERE_STRING.match(text, at)):
        parts = expandable_parts(here[2]) if here[1] == '"' else [Part(here[2])]
        return _string(parts), here.end()
    if language is Language.POWERSHELL and (bare := _BARE_URL.match(text, at)):
        return _string(expandable_parts(bare[0])), bare.end()
    if text.startswith("?:", at) and language in (Language.PHP, Language.KOTLIN, Language.OTHER):
        return Token("sign", "?:"), at + 2
    if document := here_document_at(text, at, language):
        return _string(document[0]), document[1]
    if raw := raw_string_at(text, at, language):
        return _string([Part(raw[0])]), raw[1]
    if char == "!" and language is Language.OTHER and _MACRO.match(text, at) and text[at - 1 : at].isalnum():
        return None, at + 1
    prefix = _PREFIX.match(text, at)
    start = prefix.end() if prefix else at
    if text[start] in quotes_of(language):
        parts, end = read_string(text, start, prefix[0].lower() if prefix else "", language)
        return _string(parts), end
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
    if marks := COMMENTS.get(language):
        is_whole_line = language is Language.ABAP and text[at] == "*" and text[at - 1 : at] in ("", "\n")
        return is_whole_line or text.startswith(marks, at)
    if text[at] == "#":
        return (
            language in (Language.POWERSHELL, Language.PYTHON, *WITH_DOLLARS) or text[at + 1 : at + 2] == " "
        )
    return (
        text.startswith("//", at)
        and text[at - 1 : at] != ":"
        and language not in (Language.PYTHON, Language.POWERSHELL)
    )


def _string(parts: list[Part]) -> Token:
    return Token("string", "".join(part.text for part in parts if not part.written), parts)
