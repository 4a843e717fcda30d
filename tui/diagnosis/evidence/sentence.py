"""A sentence ready to be read: its words, and what stands near each of them in the same clause."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cached_property
from typing import Final

from ...oauth2.lean.frozen import frozen
from .phrases import Mention
from .words import Word, words_of

_EXAMPLE: Final = re.compile(r"\((?:e\.?g\.?|for example|such as|i\.e\.)[^()]{0,400}\)?", re.IGNORECASE)
"""Examples in brackets: mostly the standard's own list of what could be, which many servers quote."""
_SUPPOSING: Final = frozenset(
    "if whether wenn falls si se als perhaps possibly maybe might before until".split()
)
"""What follows in the clause is a supposition."""
_COMING: Final = frozenset({"will", "would"})
"""What follows soon is not so yet: “the account will be locked”."""
ADVICE: Final = frozenset("please ensure make check verify try see use".split())
"""How advice begins: it names what could be wrong, and not what is."""
_WITHIN: Final = 20
_SOON: Final = 3


@frozen
class Sentence:
    """A sentence as it was written, and its words."""

    text: str

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words, without examples in brackets."""
        return tuple(words_of(_EXAMPLE.sub(lambda example: " " * len(example[0]), self.text)))

    def before(self, at: int, most: int) -> tuple[str, ...]:
        """Return up to so many words before one, in its clause."""
        start = max(0, at - most)
        return tuple(word.text for word in self.words[start:at] if word.clause == self.words[at].clause)

    def after(self, at: int, most: int) -> tuple[str, ...]:
        """Return up to so many words after one, in its clause."""
        rest = self.words[at + 1 : at + 1 + most]
        return tuple(word.text for word in rest if word.clause == self.words[at].clause)

    def between(self, left: Mention, right: Mention) -> tuple[str, ...]:
        """Return the words between two mentions."""
        return tuple(word.text for word in self.words[left.last + 1 : right.first])

    def are_together(self, one: Mention, other: Mention) -> bool:
        """Tell whether two mentions stand in the same clause."""
        return self.words[one.first].clause == self.words[other.first].clause

    def quote(self, first: int, last: int) -> str:
        """Return what was written from one word to another."""
        return self.text[self.words[first].start : self.words[last].end]

    def is_supposed(self, at: int) -> bool:
        """Tell whether a word stands in a supposition, such as “this can happen if …”."""
        near = self.before(at, _SOON)
        is_coming = not _COMING.isdisjoint(near) or near[-2:] == ("about", "to")
        is_coming = is_coming or any(word.endswith("'ll") for word in near)
        return is_coming or not _SUPPOSING.isdisjoint(self.before(at, _WITHIN))

    def is_advice(self, at: int, *, of_a_missing_thing: bool) -> bool:
        """Tell whether a word's clause begins as advice does. “Please provide” says what is missing."""
        opening = (*self.before(at, len(self.words)), self.words[at].text)[0]
        return opening in ADVICE and not (opening == "please" and of_a_missing_thing)


def places(mentions: Collection[Mention]) -> frozenset[int]:
    """Return the numbers of all words of some mentions."""
    return frozenset(at for mention in mentions for at in range(mention.first, mention.last + 1))
