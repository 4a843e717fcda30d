"""Finds the quotes around a whole command, as in `sh -c "curl …"` or `ssh host 'curl …'`."""

from __future__ import annotations

import re
from typing import Final

from .sh_quotes import closing_quote

_OPENS: Final = re.compile(r"(?:^|[\s=(:])(?P<quote>['\"])(?=[^\s'\"]|$)")
_AFTER: Final = re.compile(r"[ \t]*(?:$|[;|&)\n}\],])")
_ESCAPED: Final = re.compile(r'\\(["\\$`])')
_NEAR: Final = 500


def enclosed_command(text: str, start: int, end: int) -> tuple[str, int] | None:
    """Return what follows a program's name up to the quote around the command, and where that quote is.

    The name stands from `start` to `end`. None if no quotes stand around the command.
    """
    line_start = max(text.rfind("\n", 0, start) + 1, start - _NEAR)
    before = text[line_start:start]
    opening = next((found for found in _OPENS.finditer(before) if _is_open(before, found)), None)
    if opening is None:
        return None
    quote = opening["quote"]
    close = closing_quote(text, line_start + opening.start("quote"), quote)
    if close < end or not _AFTER.match(text, close + 1):
        return None
    inner = text[end:close]
    return (_ESCAPED.sub(r"\1", inner) if quote == '"' else inner), close


def _is_open(before: str, opening: re.Match[str]) -> bool:
    return closing_quote(before, opening.start("quote"), opening["quote"]) < 0
