"""Tells a token from a sentence that a server wrote in its place."""

from __future__ import annotations

from typing import Final

from ..lean.lazy_pattern import LazyPattern

_LONGEST: Final = 2_000
_LETTERS: Final = LazyPattern(r"[^\W\d_]{2,}")
_SAYS_AN_ERROR: Final = LazyPattern(
    r"(?i)\b(?:error|invalid|denied|fail(?:ed|ure)?|not|no|unsupported|unauthori[sz]ed|forbidden|missing|required|"
    r"expired|locked|disabled|unknown|incorrect|wrong|bad|can't|cannot|unable|exception)\b"
)


def is_error_sentence(text: str) -> bool:
    """Tell whether a text that should be a token is a sentence about an error.

    A token has no blanks (RFC 6750 §2.1), and a sentence is several words.
    """
    words = text[:_LONGEST].split()
    if len(words) < 2 or not all(word.isprintable() for word in words) or words[0].lower() == "bearer":
        return False
    lettered = sum(1 for word in words if _LETTERS.search(word))
    return lettered >= 2 and _SAYS_AN_ERROR.search(" ".join(words)) is not None
