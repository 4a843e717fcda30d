"""Line breaks of foreign text: every terminal, ticket system and file has its own, and we read one."""

from __future__ import annotations

import re
from typing import Final

_ALL: Final = re.compile("\r\n?|[\x85\u2028\u2029]")


def with_line_feeds(text: str) -> str:
    """Return the text with each line break as one line feed.

    Most terminals paste a line break as a carriage return. The others are CRLF, next line (NEL) and
    Unicode's line and paragraph separators.
    """
    return _ALL.sub("\n", text)


def has_rare_breaks(text: str) -> bool:
    """Tell whether the text has line breaks that also stand inside of a JSON string without ending a line."""
    return any(character in text for character in "\x85\u2028\u2029")
