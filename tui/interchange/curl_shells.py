"""Hands a config to curl in the three shells, without a secret among the arguments of any process.

    sh          curl --config - <<'END'         a here-document, which the shell leaves as it is
    powershell  @'…'@ | curl.exe --config -     a here-string, written to curl's standard input
    cmd         curl.exe --config "%~f0"        the batch file itself: cmd has no here-document

A batch file's text is never read by cmd beyond its first line, which is a comment to curl. So no character
needs a caret or a second %, and what an `echo` would show to others in a pipe stays in the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Final

from ..plain_text import plain_line

_ANY_SPECIAL_SH: Final = re.compile(r"[\\$`]")
_ANY_SPECIAL_POWERSHELL: Final = re.compile(r"[`$]")


class Shell(StrEnum):
    """A shell that a command is written for."""

    SH = "sh"
    CMD = "cmd"
    POWERSHELL = "powershell"


def sh_command(config: Sequence[str], notes: Iterable[str]) -> str:
    """Return the command for a POSIX shell (XCU §2.7.4)."""
    return "\n".join([*_comments(notes), *_here_document("curl --disable --config -", config)])


def _here_document(command: str, lines: Sequence[str]) -> list[str]:
    """Return a command that gets lines on its standard input, in any POSIX shell.

    Where a character is invisible, the shell makes it from its octal escapes, so that readers see it.
    """
    if not _has_unseen(lines):
        return [f"{command} <<'END'", *lines, "END"]
    escaped = (_ANY_SPECIAL_SH.sub(r"\\\g<0>", line) for line in lines)
    return [f"{command} <<END", *(_replace_unseen(line, _octal) for line in escaped), "END"]


def powershell_command(config: Sequence[str], notes: Iterable[str]) -> str:
    """Return the command for PowerShell from version 3 on. It needs curl.exe, a part of Windows 10."""
    begin, end, lines = "@'", "'@", list(config)
    if _has_unseen(config):
        begin, end = '@"', '"@'
        lines = [_ANY_SPECIAL_POWERSHELL.sub(r"`\g<0>", line) for line in config]
        lines = [_replace_unseen(line, _code_point) for line in lines]
    # Windows PowerShell would write what isn't ASCII as question marks. The braces keep the setting inside.
    encoding = "$OutputEncoding = New-Object System.Text.UTF8Encoding $false"
    body = [f"& {{ {encoding}", begin, *lines, f"{end} | curl.exe --disable --config - }}"]
    return "\n".join([*_comments(notes), *body])


def cmd_file(config: Sequence[str], notes: Iterable[str]) -> str:
    """Return a batch file for cmd. It ends after its first line, so nothing else in it is ever run.

    curl's config can't escape an invisible character. There it is shown by its code, and a comment says so.
    """
    lines = [plain_line(line) for line in config]
    said = ["Save this as request.cmd, then run it. Delete it afterward if it holds secrets.", *notes]
    if lines != list(config):
        said.append("Not exact: a value holds an invisible character, shown here by its code.")
    # cmd knows no command “#”, and says so to nobody; to curl the line is a comment.
    return "\n".join(['# 2>nul & curl.exe --disable --config "%~f0" & exit /b', *_comments(said), *lines])


SHELLS: Final[Mapping[Shell, Callable[[Sequence[str], Iterable[str]], str]]] = {
    Shell.SH: sh_command,
    Shell.CMD: cmd_file,
    Shell.POWERSHELL: powershell_command,
}
"""How each shell hands a config to curl, with comments."""


def _comments(notes: Iterable[str]) -> list[str]:
    return [f"# {plain_line(note)}" for note in notes]


def _has_unseen(lines: Iterable[str]) -> bool:
    return any(plain_line(line) != line for line in lines)


def _replace_unseen(line: str, written: Callable[[str], str]) -> str:
    return "".join(written(char) if plain_line(char) != char else char for char in line)


def _octal(char: str) -> str:
    octal = "".join(f"\\{byte:03o}" for byte in char.encode("utf-8", "surrogatepass"))
    return f"$(printf '{octal}')"


def _code_point(char: str) -> str:
    code = ord(char)
    return f"$([char]0x{code:X})" if code <= 0xFFFF else f"$([char]::ConvertFromUtf32(0x{code:X}))"
