"""Reads a command line as PowerShell does: backticks escape, quotes are doubled, variables begin with `$`."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from .cmd import read_cmd
from .continuation import continues, skip_line_end
from .words import SUBSTITUTION, VARIABLE, Assigned, CommandLine, Variables, Word

_VARIABLE: Final = re.compile(r"\$(?:\{([^{}\n]{1,80})\}|((?:[A-Za-z]+:)?[A-Za-z_]\w*))")
_SUBEXPRESSION: Final = re.compile(r"\$\([^()\n]{0,200}(?:\([^()\n]{0,100}\)[^()\n]{0,100})*\)")
_ESCAPES: Final = {"n": "\n", "t": "\t", "r": "\r", "0": "\0"}
_AS_IT_STANDS: Final = "--%"
"""The mark behind which PowerShell hands the line to the program as it stands."""
_PLACEHOLDER: Final = re.compile(r"<[^<>\n|;&$]{1,60}>")


def read_powershell(text: str, start: int, variables: Variables) -> CommandLine:
    """Read the command from a position on."""
    line = CommandLine()
    word: Word | None = None
    at = start
    while at < len(text):
        char = text[at]
        if char == "\n":
            if not continues(text, at + 1, line.words):
                break
            line.notes.append("broken-continuation")
            at = skip_line_end(text, at)
            char = ""
        if char in " \t\xa0" or not char:
            if word is not None and word.text == _AS_IT_STANDS:
                rest = read_cmd(text, at, {})
                return replace(rest, words=line.words + rest.words, notes=line.notes + rest.notes)
            if word is not None:
                line.words.append(word)
            word = None
            at += len(char)
            continue
        if char == "`" and (end := re.compile(r"[ \t]*\n(?:>> ?)?").match(text, at + 1)):
            if word is not None:
                line.words.append(word)
            if end[0].startswith((" ", "\t")):
                line.notes.append("broken-continuation")  # the backtick escapes the blank
            word, at = None, end.end()
            continue
        if char in "|;)" or (char == "&" and not re.compile(r"&\w{1,40}=").match(text, at)):
            break
        word = word or Word()
        at = _step(text, at, word, line, variables)
    if word is not None:
        line.words.append(word)
    line.end = at
    return line


def _step(text: str, at: int, word: Word, line: CommandLine, variables: Variables) -> int:
    char = text[at]
    if char in "'\"":
        return _quoted(text, at, word, line, variables)
    if char == "`":
        word.text += _ESCAPES.get(text[at + 1 : at + 2], text[at + 1 : at + 2])
        return at + 2
    if char == "$":
        return _dollar(text, at, word, variables)
    if char == "<" and (found := _PLACEHOLDER.match(text, at)):
        word.text += found[0]
        return found.end()
    word.text += char
    return at + 1


def _quoted(text: str, at: int, word: Word, line: CommandLine, variables: Variables) -> int:
    quote, at = text[at], at + 1
    while at < len(text):
        char = text[at]
        if char == quote:
            if not text.startswith(quote * 2, at):
                return at + 1
            word.text += quote
            at += 2
        elif char == "\\" and text.startswith('\\"', at):
            # Windows PowerShell hands it on, and the program's runtime makes a quote of it.
            if quote == '"' and re.compile(r'\\"(?:[ \t`]|\n|$)').match(text, at):
                word.text += "\\"
                at += 1
                continue
            if quote == '"':
                line.notes.append("wrong-shell-quotes")
            word.text += '"'
            at += 2
        elif char == "`" and quote == '"':
            word.text += _ESCAPES.get(text[at + 1 : at + 2], text[at + 1 : at + 2])
            at += 2
        elif char == "$" and quote == '"':
            at = _dollar(text, at, word, variables)
        else:
            word.text += char
            at += 1
    line.notes.append("unbalanced-quote")
    return at


def _dollar(text: str, at: int, word: Word, variables: Variables) -> int:
    if found := _SUBEXPRESSION.match(text, at):
        inner = found[0][2:-1].strip().lstrip("$").lower()
        is_variable = inner.replace(".", "").replace(":", "").isidentifier()
        unknown = Assigned(found[0], (VARIABLE if is_variable else SUBSTITUTION,))
        _take(word, variables.get(inner, unknown))
        return found.end()
    if found := _VARIABLE.match(text, at):
        name = (found[1] or found[2]).lower()
        _take(word, variables.get(name, Assigned(found[0], (VARIABLE,))))
        return found.end()
    word.text += "$"
    return at + 1


def _take(word: Word, value: Assigned) -> None:
    word.text += value.text
    word.notes += value.notes
