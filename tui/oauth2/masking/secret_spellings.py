"""How a server may spell a secret that it echoes, beside the escapes that `decoded_text` undoes.

p4ss w0rd ──> p4ss w0rd, its base64 in each alignment, its bytes in hexadecimal, backwards
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from .decoded_text import FOREIGN, DecodedText, fold

_WHOLE_WORD: Final = 4
"""Below this length a secret is masked as a whole word alone: `a` would otherwise mask every letter a."""
_DISTINCT: Final = 8
"""Characters from which a spelling is looked for whatever stands between them, and in any case."""
_ASCII: Final = 5
"""Characters of ASCII that a folded secret must have: one beyond ASCII folds to next to nothing."""
_CORE: Final = 4
_CHARSETS: Final = ("latin-1", "cp1252", "cp1251", "koi8-r")
"""What UTF-8 is most often misread as."""


@dataclass(frozen=True)
class Spellings:
    """What to look for, each by how it is looked for."""

    words: frozenset[str] = frozenset()
    """As whole words, to the letter."""
    texts: frozenset[str] = frozenset()
    """As they stand, to the letter."""
    folded: frozenset[str] = frozenset()
    """In folded text."""
    starts: frozenset[str] = frozenset()
    """Folded spellings of which a start that ends a cut text is masked too."""

    def __or__(self, other: Spellings) -> Spellings:
        return Spellings(
            self.words | other.words,
            self.texts | other.texts,
            self.folded | other.folded,
            self.starts | other.starts,
        )


def spellings_of(secret: str) -> Spellings:
    """Return what to look for, to find a secret that is not empty."""
    trimmed = secret.strip() or secret
    if len(secret) < _WHOLE_WORD:
        return Spellings(words=frozenset({secret, trimmed}))
    readings = [view.text for view in DecodedText.of(secret).readings()]
    plain = {text for read in readings for text in (read, read.strip())}
    words = {text for text in plain if 0 < len(text) < _WHOLE_WORD}
    plain -= words | {""}
    texts = plain | {text.replace(" ", "+") for text in plain} | set(_misread(trimmed))
    encoded = {core for text in {secret, trimmed} if len(text) >= _WHOLE_WORD for core in _encoded(text)}
    folded = {text for text in map(fold, plain) if _is_distinct(text)}
    long = {fold(text) for text in encoded if len(text) >= _DISTINCT}
    return Spellings(
        words=frozenset(words),
        texts=frozenset(texts | {text for text in encoded if len(text) < _DISTINCT}),
        folded=frozenset(folded | long | {text[::-1] for text in folded | long}),
        starts=frozenset(folded | long),
    )


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
    for charset in ("utf-8", "utf-16-le"):
        data = text.encode(charset, "surrogatepass")
        yield data.hex()
        yield from _base64_cores(data)


def _base64_cores(data: bytes) -> Iterator[str]:
    """Yield what the base64 of anything around the bytes must hold, in its three alignments."""
    for offset in range(3):
        encoded = base64.b64encode(b"\0" * offset + data).decode("ascii")
        core = encoded[(offset * 8 + 5) // 6 : (offset + len(data)) * 8 // 6]
        if len(core) >= _CORE:
            yield core
            yield core.replace("+", "-").replace("/", "_")
