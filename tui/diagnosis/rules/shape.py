"""What a body looks like: JSON, a form, a page, XML, plain text, nothing at all, or not text."""

from __future__ import annotations

import codecs
import re
from typing import Final, Literal

from ...oauth2.responses.token_response import JsonValue

Shape = Literal["empty", "json", "form", "html", "xml", "text", "octets"]
"""What a body looks like; `octets` is a body that can't be read as text."""
_LIST: Final = re.compile(r"\[\s{0,200}[\[{\"\]]")
"""The start of a JSON list, also of one that is cut off; not “[Errno 111] Connection refused”."""


def shape_of(body: str, document: JsonValue) -> Shape:
    """Return what a body looks like, by its start and by what could be read of it."""
    text = body.lstrip()
    if not text:
        return "empty"
    if text[0] == "{" or _LIST.match(text) or (text[0] == "[" and isinstance(document, list)):
        return "json"
    if text[0] == "<":
        start = text[:1000].lower()
        return (
            "html"
            if "<html" in start or "<!doctype html" in start or "<head" in start or "<title" in start
            else "xml"
        )
    if document is not None:
        return "json" if text[0] == '"' else "form"
    start = text[:4000].lower()
    return "html" if "</title>" in start or "</html>" in start or "</h1>" in start else "text"


def is_no_text(start: bytes) -> bool:
    """Tell from a body's start whether it is not text in any charset: compressed, an image, a document.

    Text in UTF-16 has NULs too: one in every two bytes shows that it is text.
    """
    if not any(byte < 9 for byte in start) or start[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}:
        return False
    if 0 in start and max(start[0::2].count(0), start[1::2].count(0)) * 2 > len(start) * 0.8:
        return False
    try:
        start.decode()
    except UnicodeDecodeError as error:
        return error.start < len(start) - 4  # the last character may be cut
    return False
