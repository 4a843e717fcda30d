"""Undoes what word processors and chat programs make of a command: curly quotes and long dashes."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

_DASHES: Final = re.compile(r"(?<=[\s\^`])[–—−‐‑]{1,2}-?([A-Za-z][A-Za-z0-9.-]{0,30})(?=[\s\"'“‘=])")
_CURLY_DOUBLE: Final = re.compile("[“”„‟«»″＂]")
_CURLY_OPENER: Final = re.compile(
    r"(?:(?<=\s)-{1,2}[A-Za-z][\w-]{0,30}[ =]{0,3}|\bcurl[ \t]+)[“”„«″＂‘’‚′＇]|[“”„«″＂‘’‚′＇](?=https?://)"
)
"""A curly quote where a shell expects one: after an option, or before the URL."""
_CURLY_CLOSER: Final = re.compile(
    r"(?m)(?<=[\s=])(?P<quote>['\"])(?P<text>[^'\"\n“”„‟″‘’‚‛′]{1,2000})[“”″‘’′]"
    r"(?=[ \t]*(?:[\\^`]?[ \t]*$|-{1,2}[A-Za-z]))"
)
"""A curly quote that closes a plain one, at the end of a line or before an option."""
_WIDE: Final = r"[\u2000-\u200a\u202f\u205f\u3000]+"
_WIDE_BEFORE: Final = re.compile(rf"(?<=[\w'\"“”/]){_WIDE}(?=['\"“]?(?:-{{1,2}}[A-Za-z]|https?://))")
_WIDE_AFTER: Final = re.compile(rf"(\s-{{1,2}}[A-Za-z][\w-]{{0,30}}){_WIDE}(?=\S)")
"""Blanks of other widths, where a shell expects its own: around an option, and before the URL."""
_IN_OPTION: Final = re.compile(r"(\s-{1,2})[\u200b-\u200f\u2060\ufeff]+(?=-?[A-Za-z])")
_CURLY_SINGLE: Final = re.compile("[‘’‚‛′＇]")


def with_plain_marks(text: str, is_option: Callable[[str], bool]) -> tuple[str, list[str]]:
    """Return the text with plain quotes and hyphens where they stand for a shell's, and the notes on that.

    `is_option` tells whether a word is the name of a long option, so that a dash before it stands for two.
    """

    def plain_dash(found: re.Match[str]) -> str:
        name = found[1]
        if is_option(name.lower()):
            return f"--{name}"
        is_short = len(name) == 1 or not name.isalpha() or name in ("XPOST", "XGET")
        return f"-{name}" if is_short else found[0]

    seen = _IN_OPTION.sub(r"\1", _WIDE_AFTER.sub(r"\1 ", _WIDE_BEFORE.sub(" ", text)))
    unseen = ["unseen-character"] if seen != text else []
    text = seen
    plain = _DASHES.sub(plain_dash, text)
    plain = _CURLY_CLOSER.sub(r"\g<quote>\g<text>\g<quote>", plain)
    has_curly = bool(_CURLY_OPENER.search(plain))
    notes = ["typographic-quotes"] if has_curly or plain != text else []
    if has_curly:
        plain = _CURLY_SINGLE.sub("'", _CURLY_DOUBLE.sub('"', plain))
    return plain, notes + unseen
