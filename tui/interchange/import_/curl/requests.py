"""Reads all curl commands of a text into requests."""

from __future__ import annotations

import re
from typing import Final

from ..request import PastedRequest
from ..shells.finding import find_commands
from ..shells.typography import with_plain_marks
from .argument_lists import with_listed_commands
from .command import requests_of
from .options import BOOLEAN, TAKES_VALUE

_CURL: Final = re.compile(
    r"(?:(?<=[\s;|&($`\"'>=@])|(?<=[^\x00-\x7f])|^)(?:[\w./~:\\-]{0,100}[/\\])?curl(?:\.exe)?[\"']?"
    r"(?=(?:[ \t\xa0]|\\[ \t]*\n\s*(?:>[ \t]+)?|\^[ \t]*\n|`[ \t]*\n|\n[ \t]*-)+"
    r"(?:-{1,2}[A-Za-z#:]|--%|[\"'$]|\^\"|\{\{|<|\[?[\w.-]+[:/.]|localhost|%\w))",
    re.IGNORECASE,
)
_ALIAS: Final = re.compile(r"(?i)[ \t]-(?:Uri|Method|Body|Headers)\b")
"""Parameters of PowerShell's own command, for which it once had the alias curl."""


def curl_requests(text: str) -> list[PastedRequest]:
    """Return the request of each curl command in the text."""
    text, notes = with_plain_marks(
        with_listed_commands(text), lambda name: name in TAKES_VALUE or name in BOOLEAN
    )
    found = []
    for line in find_commands(text, _CURL, _ALIAS):
        line.notes += notes
        found += requests_of(line)
    return found
