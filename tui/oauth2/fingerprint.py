"""Describes a secret without its value: its length, the kinds of its characters, and what can't be seen.

Two people who hold the same secret can compare what this says on the phone.
"""

from __future__ import annotations

import string
from typing import Final

from .secret import Secret
from .text_faults import find_text_faults, is_invisible

_KINDS: Final = (
    ("capital letters", frozenset(string.ascii_uppercase)),
    ("small letters", frozenset(string.ascii_lowercase)),
    ("digits", frozenset(string.digits)),
    ("symbols", frozenset(string.punctuation)),
    ("spaces", frozenset(" ")),
)
_INVISIBLE: Final = "invisible characters"
_OTHERS: Final = "characters beyond ASCII"


def fingerprint(secret: Secret) -> str:
    """Return a secret's length and the kinds of its characters, and blanks at its ends, as one phrase."""
    clear = secret.reveal()
    if not clear:
        return "0 characters"
    count = f"{len(clear):,} character{'' if len(clear) == 1 else 's'}"
    faults = "; ".join(fault.sentence for fault in find_text_faults(clear))
    return f"{count}: {', '.join(_kinds(clear))}" + (f"; it {faults}" if faults else "")


def _kinds(text: str) -> list[str]:
    characters = set(text)
    kinds = [name for name, members in _KINDS if characters & members]
    beyond = characters.difference(*(members for _, members in _KINDS))
    if any(not is_invisible(char) for char in beyond):
        kinds.append(_OTHERS)
    if any(is_invisible(char) for char in beyond):
        kinds.append(_INVISIBLE)
    return kinds
