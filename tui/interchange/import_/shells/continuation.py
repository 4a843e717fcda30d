"""Decides whether a command goes on in the next line, also where the mark for it is missing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from .words import Word

_OPTION: Final = re.compile(
    r"(?:[ \t\xa0]*\n)*[ \t\xa0>]{0,40}"
    r"(?:--[A-Za-z][\w-]{1,40}(?=[\s=\"'^]|$)|-[A-Za-z#](?=[\s\"'^]|$)|-[XduHFsSkLivG]{1,4}[\w:'\"@ ])"
)
_URL: Final = re.compile(r"(?:[ \t\xa0]*\n)*[ \t\xa0>]{0,40}(?:POST[ \t]+)?['\"]?https?://")
_LINE_END: Final = re.compile(r"[ \t\xa0]*\n(?:[ \t\xa0]*\n)*[ \t\xa0]*(?:>[ \t]+)?")
_AWAITING: Final = re.compile(r"-[dHuFXx]|--(?:data(?:-\w+)?|header|user|url|request|form|json)")
"""An option that waits for its value."""
_PROXIES: Final = ("-x", "--proxy", "--preproxy", "-e", "--referer")
"""Options whose value is a URL, too."""
_MOST_LOOKED_AT: Final = 400


def continues(text: str, at: int, words: Sequence[Word] = ()) -> bool:
    """Tell whether the line at a position begins as a continued command does.

    That is an option, or a URL if the words before it have none, or the value that an option waits for.
    """
    near = text[at : at + _MOST_LOOKED_AT]
    if _OPTION.match(near) or (words and _AWAITING.fullmatch(words[-1].text) and near.strip()):
        return True
    urls = [at for at, word in enumerate(words) if "://" in word.text]
    return bool(_URL.match(near)) and not any(at < 1 or words[at - 1].text not in _PROXIES for at in urls)


def skip_line_end(text: str, at: int) -> int:
    """Return the position after a line's end, the blank lines below it, and a prompt."""
    found = _LINE_END.match(text, at)
    return found.end() if found else at + 1
