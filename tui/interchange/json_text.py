"""Writes JSON so that a terminal can safely show it, whatever text it holds."""

from __future__ import annotations

import json
from typing import Any

from ..plain_text import plain_text


def json_text(document: dict[str, Any], *, indent: int | None = None) -> str:
    """Return a document as JSON that a terminal can safely show.

    If the document contains a control or invisible character, everything outside ASCII is escaped.
    Either way the text parses to the same document.
    """
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, indent=indent)
    if plain_text(text) == text:
        return text
    return json.dumps(document, ensure_ascii=True, allow_nan=False, indent=indent)
