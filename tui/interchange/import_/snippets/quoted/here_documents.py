"""Reads here documents: a string that begins on the next line, and ends at a line with its name."""

from __future__ import annotations

import re
from typing import Final

from ..signs import Language
from .strings import Part, filled_parts

_OPENER: Final = re.compile(
    r"<<(?P<mark>[<~-]?)[ \t]?(?P<quote>['\"]?)(?P<name>[A-Za-z_]\w{0,40})(?P=quote)[ \t]*[;,)]{0,3}[ \t]*\n"
)
_MARKS: Final = {Language.PHP: "<", Language.PERL: "", Language.OTHER: "~-"}
"""What stands between the two signs and the name; Ruby is one of the others."""
_LONGEST: Final = 8000


def here_document_at(text: str, at: int, language: Language) -> tuple[list[Part], int] | None:
    """Return the parts of the here document that begins at a position, and the position after it."""
    marks = _MARKS.get(language)
    found = _OPENER.match(text, at) if marks is not None and text.startswith("<<", at) else None
    if found is None or marks is None or (found["mark"] not in marks if marks else found["mark"]):
        return None
    if language is Language.OTHER and not found["mark"]:
        return None  # a stream of C++
    end = re.compile(rf"(?m)^[ \t]*{found['name']}\b").search(text, found.end(), found.end() + _LONGEST)
    if end is None:
        return None
    inner = text[found.end() : end.start()].removesuffix("\n")
    return ([Part(inner)] if found["quote"] == "'" else filled_parts(inner, language)), end.end()
