"""What a value under a name that means a secret may be, other than the secret: words that speak of it."""

from __future__ import annotations

import re
from typing import Final

from ..lean.lazy_pattern import LazyPattern

_NO_VALUES: Final = frozenset(
    "true false null none nil undefined required missing invalid incorrect wrong expired empty blank yes no "
    "unknown mandatory bearer basic digest negotiate inactive active revoked unsupported denied rejected "
    "malformed mismatch disabled enabled absent present optional string failed hidden redacted".split()
)
"""Words that a server puts under such a name to say what is wrong with it."""
_WORD: Final = LazyPattern(r"[\"'“‘(\[]{0,2}[^\W\d_]+(?:[_'’\-/][^\W\d_]+)*[\"'”’)\].,;:!?…]{0,3}")
"""A word, or a name such as `client_secret`; a secret is rarely one without a digit or a sign."""
_MARKS: Final = ".,;:!?…\"'()[]"
_STATUS: Final = re.compile(r"[1-5]\d\d")
"""The status before what it means: `Basic Auth: 401 invalid_client`."""
_FEW: Final = 3
"""Up to so many words are the words of a secret when one of them is none of a language."""


def is_shown(value: str) -> bool:
    """Tell of a value under such a name whether it only says something of the secret, as a sentence does."""
    words = value.split()
    if not words:
        return True
    if len(words) == 1:
        return words[0].strip(_MARKS).lower() in _NO_VALUES
    said = words[1:] if _STATUS.fullmatch(words[0]) else words
    return len(words) > _FEW or all(map(is_word, said))


def is_word(text: str) -> bool:
    """Tell whether text is a word of a language, or the name of a parameter."""
    return _WORD.fullmatch(text) is not None


def is_code(text: str) -> bool:
    """Tell whether text may be an error code, such as AADSTS7000215: an answer is full of them."""
    return re.fullmatch(r"[A-Z]{1,12}[-_]?\d{1,8}[:.,]?|[\d.:TZ+-]+[.,]?", text) is not None
