"""Tells an error code from the name of a file, both of which `explain` takes as an argument."""

from __future__ import annotations

from typing import Final

from ...oauth2.lean.lazy_pattern import LazyPattern
from .standard import DEFINITIONS

LONGEST_CODE: Final = 80
_CODE: Final = LazyPattern(r"[A-Za-z0-9][A-Za-z0-9._:-]*[A-Za-z0-9]")
_LOOKS_CODED: Final = LazyPattern(r"\d{3}|_|[a-z][A-Z]|^[A-Z]{6,}$|^0[xX][0-9A-Fa-f]{3}")
_OF_A_FILE: Final = LazyPattern(
    r"(?i)\.(?:txt|json|jsonl|log|https?|xml|html?|har|md|toml|out|ya?ml|eml|csv|resp\w*)$"
)


def looks_like_a_code(text: str) -> bool:
    """Tell whether an argument is more likely an error code than the name of a file."""
    if len(text) > LONGEST_CODE or not _CODE.fullmatch(text) or _OF_A_FILE.search(text):
        return False
    return _LOOKS_CODED.search(text) is not None or text.lower() in DEFINITIONS
