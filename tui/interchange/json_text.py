"""Writes JSON so that a terminal can safely show it, whatever text it holds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from ..plain_text import plain_text

_LONG: Final = 65_536
"""Characters of a text that is written as a piece of its own."""


def json_text(document: dict[str, Any], *, indent: int | None = None) -> str:
    """Return a document as JSON that a terminal can safely show.

    If the document contains a control or invisible character, everything outside ASCII is escaped.
    Either way the text parses to the same document.
    """
    return "".join(json_pieces(document, indent=indent))


def json_pieces(document: dict[str, Any], *, indent: int | None = None) -> Iterator[str]:
    """Yield the JSON of a document, as in `json_text`, in pieces where it holds long texts.

    Whoever writes a piece at a time never holds a body of a mebibyte three times over.
    """
    for ensure_ascii in (False, True):
        encoder = json.JSONEncoder(ensure_ascii=ensure_ascii, allow_nan=False, indent=indent)
        if not _holds_long_text(document):
            text = encoder.encode(document)
            if ensure_ascii or plain_text(text) == text:
                yield text
                return
        elif ensure_ascii or all(plain_text(piece) == piece for piece in encoder.iterencode(document)):
            yield from encoder.iterencode(document)
            return


def _holds_long_text(value: object) -> bool:
    if isinstance(value, str):
        return len(value) > _LONG
    if isinstance(value, dict):
        return any(map(_holds_long_text, value.values()))
    return isinstance(value, list) and any(map(_holds_long_text, value))
