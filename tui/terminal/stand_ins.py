"""What a terminal shows in place of characters that its encoding lacks: `+` for ✓, `x` for ✗, `...` for …."""

from __future__ import annotations

import codecs
from typing import Final

ERRORS: Final = "connector-doctor"
"""The name to give as `errors` of a stream, once `register` was called."""
_ASCII: Final = {
    "✓": "+",
    "✗": "x",
    "·": "-",
    "•": "*",
    "…": "...",
    "“": '"',
    "”": '"',
    "’": "'",
    "–": "-",
    "→": "->",
    "»": ">",
}


def register() -> None:
    """Make `ERRORS` known. Characters without a stand-in become escapes, so that no text is refused."""
    codecs.register_error(ERRORS, _stand_in)


def _stand_in(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(_ASCII.get(character) or _escaped(character) for character in lacking), error.end


def _escaped(character: str) -> str:
    return character.encode("ascii", "backslashreplace").decode("ascii")
