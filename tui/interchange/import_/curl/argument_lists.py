"""Finds commands that a program starts with a list of arguments: `subprocess.run(["curl", "-d", "a=b"])`."""

from __future__ import annotations

import re
import shlex
from typing import Final

_START: Final = re.compile(
    r"[\[({][ \t\n]{0,20}f?([\"'])(?:[\w./\\:-]{0,100}[/\\])?(curl(?:\.exe)?)\1\s{0,20},\s{0,20}"
    r"(?:(?:new )?[\w.]{0,20}[\[({]{1,3})?"
)
_ARGUMENT: Final = re.compile(
    r"\s{0,40}(?:[fbru]{0,2}(?P<text>\"(?:[^\"\\\n]|\\.){0,8000}\"|'(?:[^'\\\n]|\\.){0,8000}')|"
    r"(?P<name>\$?[A-Za-z_][\w.]{0,80}))\s{0,40}(?P<more>,?)"
)
_ESCAPE: Final = re.compile(r"\\(.)")
_ESCAPED: Final = {"n": "\n", "t": "\t", "r": "\r"}
_FEWEST: Final = 3
_MOST_COMMANDS: Final = 50


def with_listed_commands(text: str) -> str:
    """Return a text with each list of curl's arguments written as a command. A variable stays a variable."""
    if '"curl' not in text and "'curl" not in text and "/curl" not in text:
        return text
    pieces, at = [], 0
    for found in list(_START.finditer(text))[:_MOST_COMMANDS]:
        if found.start() < at:
            continue
        words, end = _words(text, found.end())
        if len(words) >= _FEWEST:
            pieces += [text[at : found.start()], f"\n{shlex.join(['curl', *words])}\n"]
            at = end
    return "".join([*pieces, text[at:]])


def _words(text: str, at: int) -> tuple[list[str], int]:
    words = []
    while argument := _ARGUMENT.match(text, at):
        words.append(_literal(argument["text"]) if argument["text"] else f"${argument['name'].lstrip('$')}")
        at = argument.end()
        if not argument["more"]:
            break
    return words, at


def _literal(quoted: str) -> str:
    return _ESCAPE.sub(lambda found: _ESCAPED.get(found[1], found[1]), quoted[1:-1])
