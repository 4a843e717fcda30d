"""Finds the curl commands in a text, and the shell that each is written for."""

from __future__ import annotations

import re
from typing import Final

from .cmd import read_cmd
from .options import BOOLEAN, SHORT, TAKES_VALUE
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
_DASHES: Final = re.compile(r"(?<=[\s\^`])[–—−‐‑]{1,2}-?([A-Za-z][A-Za-z0-9.-]{0,30})(?=[\s\"'“‘=])")
_ALIAS: Final = re.compile(r"(?i)[ \t]-(?:Uri|Method|Body|Headers)\b")
"""Parameters of PowerShell's own command, for which it once had the alias curl."""
_CURLY_DOUBLE: Final = re.compile("[“”„‟«»]|[″]")
_CURLY_OPENER: Final = re.compile(
    r"(?:(?<=\s)-{1,2}[A-Za-z][\w-]{0,30}[ =]{0,3}|\bcurl[ \t]+)[“”„«″‘’‚′]|[“”„«″‘’‚′](?=https?://)"
)
"""A curly quote where a shell expects one: after an option, or before the URL."""
_CURLY_SINGLE: Final = re.compile("[‘’‚‛′]")
_CMD_PROMPT: Final = re.compile(r"(?im)^[ \t]*[A-Z]:\\[^\n>]{0,200}>[^\n]{0,20}curl")
_POWERSHELL_PROMPT: Final = re.compile(r"(?im)^[ \t]*PS [^\n>]{0,200}>")
_MOST_COMMANDS: Final = 50


def find_commands(text: str) -> list[CommandLine]:
    """Return the words of each curl command in the text."""
    text, notes = _with_plain_quotes(text)
    starts = _without_comments(text, list(_CURL.finditer(text))[:_MOST_COMMANDS])
    found = []
    end = 0
    for index, start in enumerate(starts):
        if start.start() < end:
            continue  # inside the command before it
        next_start = starts[index + 1].start() if index + 1 < len(starts) else len(text)
        if _ALIAS.search(text, start.end(), text.find("\n", start.end()) % (len(text) + 1)):
            continue
        line = _read(text, start.end(), next_start, _closer(text, start.start()))
        line.notes += notes
        end = line.end
        found.append(line)
    return found


def _without_comments(text: str, starts: list[re.Match[str]]) -> list[re.Match[str]]:
    """Leave out the commands that a script has in comments, if it has others."""
    live = [
        start
        for start in starts
        if not text[text.rfind("\n", 0, start.start()) + 1 : start.start()]
        .lstrip()
        .startswith(("#", "REM ", "::"))
    ]
    return live or starts


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
    plain = _DASHES.sub(_plain_dash, text)
    has_curly = bool(_CURLY_OPENER.search(plain))
    notes = ["typographic-quotes"] if has_curly or plain != text else []
    if has_curly:
        plain = _CURLY_SINGLE.sub("'", _CURLY_DOUBLE.sub('"', plain))
    return plain, notes


def _plain_dash(found: re.Match[str]) -> str:
    """Return a dash that a word processor made of the hyphens of an option; other dashes stay."""
    name = found[1]
    if len(name) == 1 or (name[0] in SHORT and not name.isalpha()):
        return f"-{name}"
    long = name.lower()
    return f"--{name}" if long in TAKES_VALUE or long in BOOLEAN else found[0]
