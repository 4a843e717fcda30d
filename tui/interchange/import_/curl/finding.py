"""Finds the curl commands in a text, and the shell that each is written for."""

from __future__ import annotations

import re
from typing import Final

from .cmd import read_cmd
from .powershell import read_powershell
from .sh import ShReader
from .variables import cmd_variables, powershell_variables, sh_variables
from .words import CommandLine

_CURL: Final = re.compile(
    r"(?:(?<=[\s;|&($`\"'>=@])|^)(?:[\w./~:\\-]{0,100}[/\\])?curl(?:\.exe)?[\"']?"
    r"(?=(?:[ \t\xa0]|\\[ \t]*\n|\^[ \t]*\n|`[ \t]*\n|\n[ \t]*-)+"
    r"(?:-{1,2}[A-Za-z#:]|[\"'$]|\^\"|\{\{|<|\[?[\w.-]+[:/.]|localhost|%\w))",
    re.IGNORECASE,
)
_DASHES: Final = re.compile(r"(?<=[\s\^`])[–—−‐‑]{1,2}(?=[A-Za-z])")
_CURLY_DOUBLE: Final = re.compile("[“”„‟«»]|[″]")
_CURLY_SINGLE: Final = re.compile("[‘’‚‛′]")
_CMD_PROMPT: Final = re.compile(r"(?im)^[ \t]*[A-Z]:\\[^\n>]{0,200}>[^\n]{0,20}curl")
_POWERSHELL_PROMPT: Final = re.compile(r"(?im)^[ \t]*PS [^\n>]{0,200}>")
_MOST_COMMANDS: Final = 50


def find_commands(text: str) -> list[CommandLine]:
    """Return the words of each curl command in the text."""
    text, notes = _with_plain_quotes(text)
    starts = list(_CURL.finditer(text))[:_MOST_COMMANDS]
    found = []
    end = 0
    for index, start in enumerate(starts):
        if start.start() < end:
            continue  # inside the command before it
        next_start = starts[index + 1].start() if index + 1 < len(starts) else len(text)
        line = _read(text, start.end(), next_start, _closer(text, start.start()))
        line.notes += notes
        end = line.end
        found.append(line)
    return found


def _read(text: str, start: int, next_start: int, closer: str) -> CommandLine:
    shell = _shell_of(text, start, next_start)
    above = text[:start]
    if shell == "cmd":
        return read_cmd(text[:next_start], start, cmd_variables(above))
    if shell == "powershell":
        return read_powershell(text[:next_start], start, powershell_variables(above))
    line = ShReader(text, start, sh_variables(above), closer=closer).read()
    if "unbalanced-quote" in line.notes:
        # An open quote must not swallow the commands below it.
        line = ShReader(text[:next_start], start, sh_variables(above), closer=closer, lenient=True).read()
    return line


def _shell_of(text: str, start: int, end: int) -> str:
    command = text[start:end]
    first = re.split(r"\n[ \t]*\n", command, maxsplit=1)[0]
    line_start = text.rfind("\n", 0, start) + 1
    if re.search(r"(?<![`])`[ \t]*\n", first) or _POWERSHELL_PROMPT.match(text[line_start:start]):
        return "powershell"
    if re.search(r"\^[ \t]*\n|[ =]\^\"", first) or _CMD_PROMPT.match(text[line_start:end]):
        return "cmd"
    name = text[max(0, start - 9) : start].lower()
    if re.search(r"\\[ \t]*\n", first):
        return "sh"
    above = text[:start]
    if re.search(r"(?im)^[ \t]*@?(?:echo off|set[ \t]+\"?\w+=)", above) or re.search(
        r"%[A-Za-z_]\w{2,}%[\"/&\s]", first
    ):
        return "cmd"
    if "$env:" in first or re.search(r"(?m)^[ \t]*\$\w+[ \t]*=[ \t]*(?:['\"]|\(|curl)", text[:start]):
        return "powershell"
    if "curl.exe" in name and '\\"' not in first:
        return "powershell" if "'" in first else "cmd"
    return "sh"


def _closer(text: str, start: int) -> str:
    """Return what ends a command that stands in `$(…)` or in backticks."""
    before = text[max(0, start - 200) : start].rsplit("\n", 1)[-1]
    if before.rstrip().endswith("$(") or re.search(r"\$\([^()]*$", before):
        return ")"
    return "`" if before.rstrip(" ").endswith("`") and not before.rstrip(" ").endswith("``") else ""


def _with_plain_quotes(text: str) -> tuple[str, list[str]]:
    """Return the text with the quotes of a word processor as plain ones where they stand for quotes."""
    notes = []
    plain = _DASHES.sub(_plain_dash, text)
    openers = re.compile(r"(?<=[\s=:(])[“”„«″‘’‚′]")
    if openers.search(plain) or plain != text:
        notes.append("typographic-quotes")
    if openers.search(plain):
        plain = _CURLY_SINGLE.sub("'", _CURLY_DOUBLE.sub('"', plain))
    return plain, notes


def _plain_dash(found: re.Match[str]) -> str:
    following = found.string[found.end() : found.end() + 2]
    is_short = len(following) < 2 or (not following[1].isalpha() and following[1] != "-")
    return "-" if is_short else "--"
