"""Describes a secret without its value: its length, the kinds of its characters, and what can't be seen.

Two people who hold the same secret can compare what this says on the phone.
"""

from __future__ import annotations

import base64
import string
import unicodedata
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
_ROUNDS: Final = 200_000
"""So that a guess takes long (PBKDF2, RFC 8018 §5.2)."""


def fingerprint(secret: Secret) -> str:
    """Return a secret's length and the kinds of its characters, and blanks at its ends, as one phrase."""
    clear = secret.reveal()
    if not clear:
        return "0 characters"
    count = f"{len(clear):,} character{'' if len(clear) == 1 else 's'}"
    faults = "; ".join(fault.sentence for fault in find_text_faults(clear))
    return f"{count}: {', '.join(_kinds(clear))}" + (f"; it {faults}" if faults else "")


def check_code(secret: Secret, word: str) -> str:
    """Return eight characters that two people get who hold the same secret and agree on a word: `K7QF-2MXD`.

    Each guess at the secret takes a while, and another word makes another code, so a code in a ticket is of
    little use to somebody who is after the secret. Capitals and blanks at the ends of the word don't matter.
    """
    import hashlib  # with OpenSSL, which few commands need

    agreed = unicodedata.normalize("NFKC", word).strip().casefold().encode("utf-8", "surrogatepass")
    clear = secret.reveal().encode("utf-8", "surrogatepass")
    digest = hashlib.pbkdf2_hmac("sha256", clear, b"connector-doctor:" + agreed, _ROUNDS, 5)
    code = base64.b32encode(digest).decode("ascii")
    return f"{code[:4]}-{code[4:]}"


def _kinds(text: str) -> list[str]:
    characters = set(text)
    kinds = [name for name, members in _KINDS if characters & members]
    beyond = characters.difference(*(members for _, members in _KINDS))
    if any(not is_invisible(char) for char in beyond):
        kinds.append(_OTHERS)
    if any(is_invisible(char) for char in beyond):
        kinds.append(_INVISIBLE)
    return kinds
