"""Finds the commands of a program in a text, and the shell that each is written for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from .cmd import read_cmd
from .enclosing import enclosed_command
from .powershell import read_powershell
from .sh import ShReader
from .standard_input import files_written_in, piped_before, printed, read_here_document
from .variables import cmd_variables, powershell_variables, sh_variables
from .words import CommandLine, Variables

_CMD_PROMPT: Final = re.compile(r"(?im)^[ \t]*[A-Z]:\\[^\n>]{0,200}>[^\n]{0,20}\w")
_CMD_MARKS: Final = re.compile(r"\^[ \t]*\n|[ =]\^\"|\^&\w+=|\"\{[ \t]*\"\"\"?\w|%%(?:[0-9A-Fa-f]{2}|\{)")
_POWERSHELL_PROMPT: Final = re.compile(r"(?im)^[ \t]*PS(?: [^\n>]{0,200})?>")
_PROXIES: Final = re.compile(r"(?i)(?:env:)?(?:https?|all)_proxy")
"""The variables that programs take their proxy from."""
_MOST_COMMANDS: Final = 50
_VARIABLES_OF: Final = {"sh": sh_variables, "cmd": cmd_variables, "powershell": powershell_variables}


@dataclass
class _Above:
    """The variables that are assigned above a command. Each part of the text is read once."""

    text: str = field(repr=False)
    known: dict[str, tuple[int, Variables]] = field(default_factory=dict)

    def variables(self, shell: str, end: int) -> Variables:
        start, found = self.known.get(shell, (0, {}))
        if end > start:
            found = _VARIABLES_OF[shell](self.text[start:end], found)
            self.known[shell] = (end, found)
        return found


def find_commands(text: str, program: re.Pattern[str], refused: re.Pattern[str]) -> list[CommandLine]:
    """Return the words of each command of a program in the text.

    `program` matches its name where a command begins; a command whose first line has `refused` is none.
    """
    starts = _without_comments(text, list(program.finditer(text))[:_MOST_COMMANDS])
    above = _Above(text)
    found = []
    end = 0
    for index, start in enumerate(starts):
        if start.start() < end:
            continue  # inside the command before it
        next_start = starts[index + 1].start() if index + 1 < len(starts) else len(text)
        if refused.search(text, start.end(), text.find("\n", start.end()) % (len(text) + 1)):
            continue
        line = _read(above, start, next_start)
        line.program = start[0].lower()
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


def _read(above: _Above, found: re.Match[str], next_start: int) -> CommandLine:
    text = above.text
    shell = _shell_of(text, found.end(), next_start)
    variables = above.variables(shell, found.start())
    line = _read_in(shell, text, found, next_start, variables)
    if any(map(_PROXIES.fullmatch, variables)):
        line.notes.append("proxy")
    return line


def _read_in(
    shell: str, text: str, found: re.Match[str], next_start: int, variables: Variables
) -> CommandLine:
    start = found.end()
    if shell == "cmd":
        return read_cmd(text[:next_start], start, variables)
    enclosed = enclosed_command(text, found.start(), start)
    if shell == "powershell" and not enclosed:
        return read_powershell(text[:next_start], start, variables)
    if enclosed:
        inner = enclosed[0]
        is_sh = shell == "sh"
        line = ShReader(inner, 0, variables).read() if is_sh else read_powershell(inner, 0, variables)
        line.end = enclosed[1]
    else:
        line = _read_sh(text, found, next_start, variables)
    if any("@" in word.text for word in line.words):
        line.files = _files(text[: found.start()], variables)
    return line


def _read_sh(text: str, found: re.Match[str], next_start: int, variables: Variables) -> CommandLine:
    start, closer = found.end(), _closer(text, found.start())
    line = ShReader(text, start, variables, closer=closer).read()
    if "unbalanced-quote" in line.notes:
        # An open quote must not swallow the commands below it.
        line = ShReader(text[:next_start], start, variables, closer=closer, lenient=True).read()
    if line.here_document is None and (piped := piped_before(text, found.start())):
        if piped.here:
            line.end = read_here_document(text, line.end, piped.here, line, variables)
        else:
            line.here_document = printed(ShReader(piped.arguments, 0, variables).read())
    return line


def _files(text: str, variables: Variables) -> dict[str, str]:
    """Return what the commands in a text write into files."""
    files = {}
    for file in files_written_in(text):
        if file.arguments:
            files[file.name] = printed(ShReader(file.arguments, 0, variables).read())
        else:
            files[file.name] = ShReader(text, file.end, variables).read().here_document or ""
    return files


def _shell_of(text: str, start: int, end: int) -> str:
    command = text[start:end]
    first = re.split(r"\n[ \t]*\n", command, maxsplit=1)[0]
    line_start = text.rfind("\n", 0, start) + 1
    backticks = len(re.findall(r"(?<!`)`[ \t]*\n", first))  # one may close a command in Markdown
    if backticks > len(re.findall(r"\\[ \t]*\n", first)) or _POWERSHELL_PROMPT.match(text[line_start:start]):
        return "powershell"
    if _CMD_MARKS.search(first) or _CMD_PROMPT.match(text[line_start:end]):
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
