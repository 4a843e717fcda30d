"""Line breaks of foreign text: each terminal, ticket system and file has its own, and we read one."""

from __future__ import annotations

import re
from typing import Final

_RETURNS: Final = re.compile("\r+\n?")
_RARE: Final = re.compile("[\x85\u2028\u2029]")


def with_line_feeds(text: str) -> str:
    """Return the text with each line break as one line feed.

    Most terminals paste a line break as a carriage return. The others are CRLF, next line (NEL), and
    Unicode's line and paragraph separators.
    """
    return _RARE.sub("\n", without_returns(text))


def in_one_line(text: str) -> str:
    """Return the words of the text in one line, where line breaks mean nothing."""
    return " ".join(text.split())


def without_returns(text: str) -> str:
    """Return the text with each carriage return as a line feed, and with each CRLF as one.

    The rare line breaks stay: inside of a JSON string, they end no line.
    """
    if "\n" not in text:
        # tmux pastes CRLF as two carriage returns.
        runs = {len(run) for run in _RETURNS.findall(text)}
        if runs and all(length % 2 == 0 for length in runs) and max(runs) > 2:
            return text.replace("\r\r", "\n")
        return text.replace("\r", "\n")
    # A CR before CRLF is what is left of a line break that was translated twice.
    return _RETURNS.sub(_line_feeds, text)


def _line_feeds(run: re.Match[str]) -> str:
    return "\n" if run[0].endswith("\n") else "\n" * len(run[0])
