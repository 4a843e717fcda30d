"""Letters as rules compare them: in lower case and without the marks that capitals and keyboards lose.

Turkish capitals of ı and i are I and İ, so that lower case alone brings neither back. Greek and French
capitals often go without accents, Russian text without the dots of ё, and a letter with a mark may be
written as two characters. Without marks on both sides, all of these match.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_MARKS: Final = re.compile("[\u0300-\u036f]+")
_ALIKE: Final = str.maketrans({"ı": "i", "ς": "σ", "ß": "ss", "ł": "l", "ø": "o", "đ": "d"})
"""Letters that lower case and marks do not bring together: two of one capital, and those with a stroke."""


def fold_letters(text: str) -> str:
    """Return text in lower case and without marks. Plain English keeps its length."""
    return without_marks(text.lower())


def without_marks(text: str) -> str:
    """Return text in lower case without marks: those of Latin, Greek and Cyrillic letters, not of others."""
    if text.isascii():
        return text
    bare = _MARKS.sub("", unicodedata.normalize("NFD", text))
    return unicodedata.normalize("NFC", bare).translate(_ALIKE)
