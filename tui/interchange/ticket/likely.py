"""Tells at a glance that a paste is one response, so that the reader of tickets need not be loaded."""

from __future__ import annotations

from typing import Final

from ...oauth2.lean.lazy_pattern import LazyPattern

_RESPONSE: Final = ("HTTP/", "{", "[", "<")
"""How a response begins that was saved without a word around it."""
_SIGN: Final = LazyPattern(
    r"(?i)\bcurl\b|grant_type|invoke-|\bclient[ _-]?(?:id|secret)\b|\b(?:user ?name|password)[\"']?\s?[:=]|"
    r"(?:^|\n)[ \t>]{0,20}(?:from|on|am|le|el|de|von)\b|\d\d?:\d\d\b(?! ?GMT)"
)
"""What a ticket holds beside a response: a request, an account, the header of a message, a time."""


def may_be_a_ticket(text: str) -> bool:
    """Tell whether a text may hold more than one response."""
    return not text.lstrip().startswith(_RESPONSE) or _SIGN.search(text) is not None
