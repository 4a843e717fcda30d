"""How a server may spell a secret that it echoes, beside the escapes that `decoded_text` undoes.

p4ss w0rd ──> p4ss w0rd, its base64 in each alignment, its bytes in hexadecimal, backwards
          └─> p4ss w0…, …ss w0rd: a part that is long enough to be no other word
"""

from __future__ import annotations

import base64
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import field
from typing import Final

from ..lean.frozen import frozen
from .decoded_text import FOREIGN, DecodedText, fold

_WHOLE_WORD: Final = 4
"""Below this length a secret is masked as a whole word alone: `a` would otherwise mask every letter a."""
_DISTINCT: Final = 8
"""Characters from which a spelling is looked for whatever stands between them, and in any case."""
_ASCII: Final = 5
"""Characters of ASCII that a folded secret must have: one beyond ASCII folds to next to nothing."""
_CORE: Final = 4
_SHORTEST_PART: Final = 8
"""Characters of a part of a secret, before or after a cut, that are masked; a third of it at least."""
_SHORTEST_WORD: Final = 12
"""The same for a part of letters alone, which may be any word: `password2026` begins with one."""
_IDEOGRAPHS: Final = "\u2e80"
_MOST_LONGER: Final = 64
"""How many more characters are tried, where a part is also in a known text."""
_FORMS: Final = ("NFC", "NFD", "NFKC", "NFKD")
_CHARSETS: Final = ("latin-1", "cp1252", "cp1251", "koi8-r")
"""What UTF-8 is most often misread as."""
_MOST_WIDE: Final = 10_000
"""Characters of a secret that is also looked for at four bytes a character: a key is shorter."""
_WIDE: Final = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")


@frozen
class Spellings:
    """What to look for, each by how it is looked for."""

    words: frozenset[str] = field(default=frozenset(), repr=False)
    """As whole words, to the letter."""
    texts: frozenset[str] = field(default=frozenset(), repr=False)
    """As they stand, to the letter."""
    folded: frozenset[str] = field(default=frozenset(), repr=False)
    """In folded text."""
    starts: frozenset[str] = field(default=frozenset(), repr=False)
    """Folded spellings of which a start that ends a cut text is masked too."""
    cuts: frozenset[tuple[str, str]] = field(default=frozenset(), repr=False)
    """Starts and ends beyond ASCII, which folding makes all alike: to the letter, each with its whole."""


def spellings_of(secret: str) -> Spellings:
    """Return what to look for, to find a secret that is not empty."""
    trimmed = secret.strip() or secret
    if len(secret) < _WHOLE_WORD:
        return Spellings(words=frozenset({secret, trimmed}))
    normalized = () if secret.isascii() else (unicodedata.normalize(form, secret) for form in _FORMS)
    forms = dict.fromkeys((secret, *normalized))
    readings = [view.text for form in forms for view in DecodedText.of(form).readings()]
    plain = {text for read in readings for text in (read, read.strip())}
    # SQL, CSV and Visual Basic write a quote inside quotes twice.
    plain |= {text.replace(quote, quote * 2) for quote in "\"'" for text in plain}
    words = {text for text in plain if 0 < len(text) < _WHOLE_WORD}
    plain -= words | {""}
    texts = plain | {text.replace(" ", "+") for text in plain} | set(_misread(trimmed))
    if not trimmed.isascii() or len(trimmed) < _DISTINCT:
        texts.add(trimmed[::-1])
        texts |= {trimmed.encode(charset, "surrogatepass").decode("latin-1") for charset in _WIDE}
    encoded = {core for text in {secret, trimmed} if len(text) >= _WHOLE_WORD for core in _encoded(text)}
    folded = {text for text in map(fold, plain) if _is_distinct(text)}
    long = {_folded_code(text) for text in encoded if len(text) >= _DISTINCT}
    return Spellings(
        words=frozenset(words),
        texts=frozenset(texts | {text for text in encoded if len(text) < _DISTINCT}),
        folded=frozenset(folded | long | {text[::-1] for text in folded | long}),
        starts=frozenset(folded | long),
        cuts=frozenset(() if trimmed.isascii() else _cuts(trimmed)),
    )


def parts_of(secret: str, known: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the shortest start and end of a secret that can be no other word, folded, each with its whole.

    A part that is also in one of the `known` texts (folded), such as the client's ID, proves nothing.
    """
    folded = fold(secret)
    for is_end in (False, True):
        shortest = max(_SHORTEST_PART, -(-len(folded) // 3))
        for size in range(shortest, min(len(folded), shortest + _MOST_LONGER)):
            part = folded[-size:] if is_end else folded[:size]
            is_word = part.replace(FOREIGN, "").isalpha() and size < _SHORTEST_WORD
            if not is_word and _is_distinct(part) and not any(part in text for text in known):
                yield part, folded
                break


def _cuts(secret: str) -> Iterator[tuple[str, str]]:
    """Yield the start and the end of a secret in which ideographs stand, each of which tells more."""
    for is_end in (False, True):
        shortest = -(-len(secret) // 3)
        for size in range(shortest, min(len(secret), shortest + _MOST_LONGER)):
            part = secret[-size:] if is_end else secret[:size]
            ideographs = sum(char >= _IDEOGRAPHS for char in part)
            if ideographs and size + ideographs >= _SHORTEST_PART:
                yield part, secret
                break


def _is_distinct(folded: str) -> bool:
    return len(folded) >= _DISTINCT and len(folded.replace(FOREIGN, "")) >= _ASCII


def _misread(text: str) -> Iterator[str]:
    """Yield what a text beyond ASCII reads as in a charset that is not its own."""
    if text.isascii():
        return
    data = text.encode("utf-8", "surrogatepass")
    for charset in _CHARSETS:
        yield data.decode(charset, "replace")


def _encoded(text: str) -> Iterator[str]:
    for charset in ("utf-8", *(_WIDE if len(text) <= _MOST_WIDE else _WIDE[:2])):
        data = text.encode(charset, "surrogatepass")
        yield data.hex()
        if charset == "utf-8" or len(text) <= _MOST_WIDE:
            yield data.hex(":")
            yield data.hex("-")
        yield from _base64_cores(data)


def _folded_code(encoded: str) -> str:
    """Return base64 or hexadecimal digits as `fold` does: of what it drops, they hold the plus sign alone."""
    return encoded.replace("+", "").lower()


def _base64_cores(data: bytes) -> Iterator[str]:
    """Yield what the base64 of anything around the bytes must hold, in its three alignments."""
    for offset in range(3):
        encoded = base64.b64encode(b"\0" * offset + data).decode("ascii")
        core = encoded[(offset * 8 + 5) // 6 : (offset + len(data)) * 8 // 6]
        if len(core) >= _CORE:
            yield core
            yield core.replace("+", "-").replace("/", "_")
