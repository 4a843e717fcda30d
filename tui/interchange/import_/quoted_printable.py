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
_WRITTEN: Final = re.compile(r"=(?:3D|20|09|2E|46|[89A-F][0-9A-F])")
"""What mail programs encode: all else stands for itself, so that `client_id=7A5F` is no code."""
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
    codes = _CODE.findall(body)
    is_written = stated or (len(codes) >= _FEWEST and all(map(_WRITTEN.fullmatch, codes)))
    if len(_ESCAPE.findall(body)) < body.count("=") or not is_written:
        return text
    data = quopri.decodestring(text[start:].encode("utf-8", "surrogatepass"))
    try:
        return text[:start] + data.decode()
    except UnicodeDecodeError:
        return text[:start] + data.decode("latin-1") if stated else text
