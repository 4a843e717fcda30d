"""Turns statements of SQL and of Karate into lines of a label and a value."""

from __future__ import annotations

import re
from typing import Final

from .labels.meanings import meaning_of_label

_TEXT: Final = r"N?'(?:[^'\n]|''){0,4000}+'"
_CELL: Final = re.compile(rf"\s{{0,40}}(?:(?P<text>{_TEXT})|(?P<bare>[^,'()\s]{{1,400}}))\s{{0,40}}(?:,|$)")
_INSERT: Final = re.compile(
    r"(?i)\b(?:insert|replace|merge)\s+into\s+[^\s()]{1,200}\s{0,20}\((?P<names>[^()]{1,4000})\)\s{0,20}"
    rf"values\s{{0,20}}\((?P<values>(?:{_TEXT}|[^'()]){{1,4000}}+)\)"
)
_SET: Final = re.compile(
    rf"(?i)[\"`\[]?([a-z_]\w{{0,60}})[\"`\]]?[ \t]{{0,20}}=[ \t]{{0,20}}({_TEXT})"
    r"(?=[ \t]*(?:,|;|\n|\)|$|where\b))"
)
_UPDATE: Final = re.compile(r"(?i)\bupdate\s+[^\s()]{1,200}\s+set\s")
_UPDATE_END: Final = re.compile(r"(?i)\bwhere\b|;|\n[ \t]*\n")
_KARATE: Final = re.compile(
    r"(?m)^[ \t]*(?:\*|Given|When|Then|And|But)[ \t]+(url|path)[ \t]+"
    r"(?:'([^'\n]{1,2000})'|\"([^\"\n]{1,2000})\")[ \t]*$"
)


def with_labeled_statements(text: str) -> str:
    """Return a text with a line for each value that a statement gives to a field."""
    if "'" not in text and '"' not in text:
        return text
    text = _KARATE.sub(lambda found: f"{found[1]}: {_path(found)}", text)
    text = _INSERT.sub(_inserted, text)
    pieces, at, end = [], 0, 0
    for update in _UPDATE.finditer(text):
        if update.start() < end:
            continue
        closing = _UPDATE_END.search(text, update.end())
        end = closing.start() if closing else len(text)
        lines = [_line(name, _plain(value)) for name, value in _SET.findall(text[update.end() : end])]
        if any(lines):  # else it may be a sentence: “please update the set of fields”
            pieces += [text[at : update.start()], "\n".join(["", *lines, ""])]
            at = end
    return "".join([*pieces, text[at:]])


def _path(found: re.Match[str]) -> str:
    value = found[2] or found[3]
    return value if found[1] == "url" or value.startswith("/") else f"/{value}"


def _inserted(found: re.Match[str]) -> str:
    names = [name.strip(' \t\n"`[]') for name in found["names"].split(",")]
    values = [cell["bare"] or _plain(cell["text"]) for cell in _CELL.finditer(found["values"])]
    if len(names) != len(values):
        return found[0]
    return "\n".join(["", *(_line(name, value) for name, value in zip(names, values, strict=True)), ""])


def _line(name: str, value: str) -> str:
    """Return a line for a field, and none for what is no field."""
    return f"{name}: {value}" if meaning_of_label(name) else ""


def _plain(text: str) -> str:
    return text.removeprefix("N")[1:-1].replace("''", "'")
