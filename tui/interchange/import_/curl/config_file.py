"""Reads a curl config that stands alone, in a batch file, or in a here-string of PowerShell."""

from __future__ import annotations

import re
from typing import Final

from ..request import PastedRequest
from ..shells.words import CommandLine, Word
from .command import requests_of

_URL: Final = re.compile(r"(?m)^[ \t]*-{0,2}url[ \t]*[=: ][ \t]*(?:\"[^\"\n]*\"|[^\s\"'][^\s\"',]*)[ \t]*$")
_SENDING: Final = re.compile(r"(?m)^[ \t]*-{0,2}(?:data|data-raw|data-urlencode|header|user)[ \t]*[=: ]")
_HERE_STRING: Final = re.compile(r"@\"[ \t]*\n(.{0,200000}?)\n\"@", re.DOTALL)
_CHARACTER: Final = re.compile(r"\$\(\[char\](?:0x|::ConvertFromUtf32\(0x)([0-9A-Fa-f]{1,6})\)?\)")
_ESCAPED: Final = re.compile(r"`(.)")


def config_requests(text: str) -> list[PastedRequest]:
    """Return the request of a config of curl; none if the text holds no config."""
    if not (_URL.search(text) and _SENDING.search(text)):
        return []
    if here := _HERE_STRING.search(text):
        text = _ESCAPED.sub(r"\1", _CHARACTER.sub(_character, here[1]))
    line = CommandLine(words=[Word("--config"), Word("-")], here_document=text)
    return requests_of(line)


def _character(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    return chr(code) if code < 0x110000 else ""
