"""Undoes the encoding in which mail is stored: `=3D` for an equals sign, and `=` at the end of a cut line."""

from __future__ import annotations

import quopri
import re
from typing import Final

_STATED: Final = re.compile(r"(?im)^content-transfer-encoding:[ \t]*quoted-printable[ \t]*$")
_BLANK_LINE: Final = re.compile(r"\n[ \t]*\n")
_BOUNDARY: Final = re.compile(r"(?m)^--[^\n]*$")
_ESCAPE: Final = re.compile(r"=(?:[0-9A-F]{2}|[ \t]*$)", re.MULTILINE)
_CODE: Final = re.compile(r"=[0-9A-F]{2}")
_FEWEST: Final = 2
"""The codes that are no coincidence where no header tells of them: base64 ends with an equals sign, too."""


def without_quoted_printable(text: str) -> str:
    """Return a text without quoted-printable, if it is written in it: then no equals sign is left over."""
    stated = _STATED.search(text)
    blank = _BLANK_LINE.search(text, stated.end()) if stated else None
    start = blank.end() if blank else 0
    if "=" not in text[start:]:
        return text
    body = _BOUNDARY.sub("", text[start:])
    if len(_ESCAPE.findall(body)) < body.count("=") or not (stated or len(_CODE.findall(body)) >= _FEWEST):
        return text
    return text[:start] + _decoded(text[start:])


def _decoded(text: str) -> str:
    data = quopri.decodestring(text.encode("utf-8", "surrogatepass"))
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")
