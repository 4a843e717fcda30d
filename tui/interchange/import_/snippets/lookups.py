"""Finds what source code looks up somewhere else: in the environment, in settings, in a mapping."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from .brackets import OPENERS
from .signs import Language
from .source import Source
from .tokens import Token
from .value import Value

_ENVIRONMENT: Final = re.compile(
    r"(?i)getenv|environ|env\b|GetEnvironmentVariable|process\.env|config\.get|ENV$|^config$|"
    r"(?:^|[._])(?:get|read|fetch)_?(?:secret|password|property|parameter)\w*$|"
    r"(?:vault|secrets?|keyring|settings|props|properties)\.(?:get|read|fetch)\w*$"
)
_FLAG: Final = re.compile(r"(?:^|\.)p?flags?\.String\w?$")
_NO_DEFAULT: Final = re.compile(r"(?i)secret|password|vault|keyring")
"""Calls whose second text is no default."""


_COMMAND: Final = re.compile(r"(?:Get|Read|Import)-\w+")
"""PowerShell's commands whose result nobody knows from the paste."""


@dataclass(frozen=True)
class Lookup:
    """A name with a key in brackets, such as `Configuration["Secret"]`."""

    key: str
    source: str
    """The expression as it stands."""
    end: int
    """The token after it."""


def is_environment(name: str) -> bool:
    """Tell whether a name is one by which code reads the environment."""
    return bool(_ENVIRONMENT.search(name))


def is_flag(name: str) -> bool:
    """Tell whether a call reads an argument of the program, as Go's `flag.String` with its default does."""
    return bool(_FLAG.search(name))


def variable_key(name: str, language: Language) -> str:
    """Return the key of a variable, however it is written: `${name}`, `this.name`, `$script:name`."""
    name = name.strip("{}").removeprefix("${").removesuffix("}")
    name = re.sub(r"^(?:\$?(?:this|self|static)(?:\.|->|::)|script:|global:)", "", name)
    name = name.lstrip("$@").replace("::", ".").replace("->", ".")
    return name.lower() if language is Language.POWERSHELL else name


def lookup_at(source: Source, at: int) -> Lookup | None:
    """Return the lookup that begins with the name at a token; None if none does."""
    bracket, key = source.at(at + 1), source.at(at + 2)
    if bracket is None or bracket.text != "[" or key is None:
        return None
    is_key = key.kind in ("string", "number") and source.is_text(at + 3, "]")
    if not is_key and not is_environment(source.tokens[at].text):
        return None
    end, keys = source.after_bracket(at + 1), key.text
    while source.is_text(end, "[") and (inner := source.at(end + 1)) and inner.kind == "string":
        end, keys = source.after_bracket(end), f"{keys}.{inner.text}"
    if source.is_text(end, ".") and source.is_text(end + 1, "get") and source.is_text(end + 4, ")"):
        inner = source.at(end + 3)  # Python's settings["client"].get("id")
        end, keys = end + 5, f"{keys}.{inner.text if inner else ''}"
    return Lookup(keys, "".join(map(_written, source.tokens[at:end])), end)


def is_command(value: Value) -> bool:
    """Tell whether a value is a command of PowerShell that reads something, as it stands."""
    return value.is_open and bool(_COMMAND.match(value.text))


def makes_credential(source: Source, start: int, end: int) -> bool:
    """Tell whether an expression is a credential of PowerShell: a name and a secret, and no text."""
    names = (token.text.lower().rstrip(":") for token in source.tokens[start:end])
    return any(name.endswith("pscredential") for name in names)


def command_at(source: Source, at: int) -> tuple[Value, int] | None:
    """Return a command of PowerShell that reads something, as it stands, and the token after it."""
    if not _COMMAND.fullmatch(source.tokens[at].text):
        return None
    end = at
    while end < len(source.tokens) and source.tokens[end].text not in (")", "}", ";", "\n"):
        end = source.after_bracket(end) if source.is_text(end, *OPENERS) else end + 1
    return Value(" ".join(map(_written, source.tokens[at:end])), is_open=True), end


def environment_call(source: Source, at: int) -> tuple[Token | Value, int]:
    """Return what a call reads from the environment: its default, or the call as it stands."""
    end = source.after_bracket(at + 1)
    texts = [token for token in source.tokens[at + 2 : end - 1] if token.kind == "string"]
    if len(texts) == 2 and not _NO_DEFAULT.search(source.tokens[at].text):
        return texts[1], end
    return Value("".join(map(_written, source.tokens[at:end])), is_open=True), end


def _written(token: Token) -> str:
    return f'"{token.text}"' if token.kind == "string" else token.text
