"""Writes the script that a customer runs inside their network, for one of three shells.

The scripts stand in the folder `scripts`, as their reader sees them. Here the URL is filled in, quoted for
the shell. What they print is read by `reading`: its headings and keys must stay the same within a version.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from importlib.resources import files
from typing import Final

from ...oauth2.connector import Connector
from ..curl_shells import Shell
from .asked_url import AskedUrl, asked_url
from .quoting import cmd_in_quotes, cmd_outside_quotes, powershell_quoted, sh_quoted

VERSION: Final = 1
"""Of what the scripts print. The reader reads every version up to this one."""
_FILES: Final[Mapping[Shell, str]] = {
    Shell.SH: "ask.sh",
    Shell.CMD: "ask.cmd",
    Shell.POWERSHELL: "ask.ps1",
}
_PLACE: Final = re.compile(r"@([A-Z_]+)@")
_PART: Final = re.compile(r"@IF (HTTPS|NAME)\n((?:(?!@END\n).)*)@END\n", re.DOTALL)
"""What is only for https, and what is only for a host that is a name."""
_COMMENT: Final[Mapping[Shell, str]] = {Shell.SH: "#", Shell.CMD: "rem", Shell.POWERSHELL: "#"}


def file_name(shell: Shell) -> str:
    """Return what to call the script of a shell."""
    return _FILES[shell]


def ask_script(connector: Connector, shell: Shell) -> str:
    """Return the script that asks the token endpoint of a connector. Its only value is the token URL.

    Raises:
        ValueError: the token URL is no web URL. `field_checks` says what is wrong with it.
    """
    asked = asked_url(connector)
    if asked is None:
        raise ValueError("the token URL is no web URL")
    text = files(__package__).joinpath("scripts", _FILES[shell]).read_text("utf-8")
    wanted, values = {"HTTPS": asked.is_https, "NAME": not asked.is_address}, _values(asked, shell)
    text = _PART.sub(lambda part: part[2] if wanted[part[1]] else "", text)
    return _PLACE.sub(lambda place: values[place[1]], text)


def _values(asked: AskedUrl, shell: Shell) -> dict[str, str]:
    quoted = _QUOTES[shell]
    name = "" if asked.is_address else f" -servername {quoted(asked.host)}"
    return {
        "VERSION": str(VERSION),
        "NOTES": "".join(f"{_COMMENT[shell]} {note}\n" for note in asked.notes),
        "URL": quoted(asked.url),
        "ORIGIN": quoted(asked.origin),
        "HOST": quoted(asked.host),
        "PORT": str(asked.port),
        "CONNECT": f"-connect {quoted(asked.authority)}{name}",
        "SHOWN_URL": cmd_outside_quotes(asked.url),
    }


_QUOTES: Final[Mapping[Shell, Callable[[str], str]]] = {
    Shell.SH: sh_quoted,
    Shell.CMD: cmd_in_quotes,
    Shell.POWERSHELL: powershell_quoted,
}
