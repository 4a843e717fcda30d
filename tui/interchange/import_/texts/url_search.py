"""Finds the URL in a text that the token request most probably goes to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

URL: Final = re.compile(r"(?i)\bhttps?://[^\s\"'`<>|]*(?:<(?!/)[^<>\s]{1,40}>[^\s\"'`<>|]*)*")
_AROUND: Final = ".,;)*"
_BRACKETS: Final = (("{", "}"), ("[", "]"))
_PAGE: Final = re.compile(
    r"https?://(?:wiki|docs?|help|support|developers?|community|github|gitlab|confluence|jira|stackoverflow|"
    r"learn)\."
)
"""A page about the token endpoint."""


def trimmed_url(url: str) -> str:
    """Return a URL without the punctuation of the sentence, and the brackets of the markup, around it."""
    surplus = {closer: url.count(closer) - url.count(opener) for opener, closer in _BRACKETS}
    end = len(url)
    while end and (url[end - 1] in _AROUND or surplus.get(url[end - 1], 0) > 0):
        end -= 1
        surplus[url[end]] = surplus.get(url[end], 0) - 1
    return url[:end]


def best_url(lines: Sequence[str]) -> tuple[str, int] | None:
    """Return the URL that looks most like a token URL, with the number of its line; None if none does."""
    best = max(
        (
            (_score(url[0]), -number, url[0])
            for number, line in enumerate(lines)
            for url in URL.finditer(line)
        ),
        default=None,
    )
    return (trimmed_url(best[2]), 1 - best[1]) if best and best[0] > 0 else None


def _score(url: str) -> int:
    lower = url.lower()
    if _PAGE.match(lower):
        return 0
    return 3 * ("token" in lower) + ("oauth" in lower) + ("login" in lower or "auth" in lower)
