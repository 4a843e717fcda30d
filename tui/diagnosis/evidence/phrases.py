"""Finds the phrases of a book among words: the longest that begins at a word.

The time does not grow with the book.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from .folded_letters import fold_letters
from .words import ELIDED, Word

PhraseBook = Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
"""Phrases by their first word: the words of each, the longest phrase first, and what it means."""
_PLURAL: Final = ("es", "s")
_PARTICIPLES: Final = {
    "é": ("ée", "és", "ées"),
    "ado": ("ada", "ados", "adas"),
    "ido": ("ida", "idos", "idas"),
    "ato": ("ata", "ati", "ate"),
    "ito": ("ita", "iti", "ite"),
    "uto": ("uta", "uti", "ute"),
}
"""Endings of French, Spanish, Portuguese and Italian participles, and those of their other forms."""


class Mention(NamedTuple):
    """A phrase that was found: what it means, and its first and last word."""

    meaning: str
    first: int
    last: int


def phrase_book(meanings: Mapping[str, str], *, inflected: bool = False) -> PhraseBook:
    """Return a book of phrases from texts that list them, divided by `|`.

    `inflected` adds the other genders and numbers of what ends as a Romance participle does.
    """
    book: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for meaning, listed in meanings.items():
        folded = fold_letters(_with_participles(listed) if inflected else listed)
        if "'" in folded or "’" in folded:
            folded = " ".join(ELIDED.sub("", word) for word in folded.replace("|", " | ").split())
        for phrase in folded.split("|"):
            if words := tuple(phrase.split()):
                book.setdefault(words[0], []).append((words, meaning))
    return {first: tuple(sorted(found, key=lambda entry: -len(entry[0]))) for first, found in book.items()}


def _with_participles(listed: str) -> str:
    """Return a list of phrases with all forms of its participles: “bloqué” also as “bloquées”."""
    words = " ".join(listed.split()).split("|")
    forms = (
        word.strip()[: -len(end)] + form
        for word in words
        for end, others in _PARTICIPLES.items()
        if word.strip().endswith(end)
        for form in others
    )
    return "|".join(dict.fromkeys((*words, *forms)))


def mentions(words: Sequence[Word], book: PhraseBook) -> Iterator[Mention]:
    """Yield the phrases of a book in some words; no word is used twice."""
    at = 0
    while at < len(words):
        found = _longest(words, at, book)
        if found:
            yield found
            at = found.last + 1
        else:
            at += 1


def _longest(words: Sequence[Word], at: int, book: PhraseBook) -> Mention | None:
    for first in _forms(words[at].text):
        for phrase, meaning in book.get(first, ()):
            last = at + len(phrase) - 1
            if last >= len(words) or words[last].clause != words[at].clause:
                continue
            rest = zip(phrase[1:], words[at + 1 : last + 1], strict=True)
            if all(wanted in _forms(word.text) for wanted, word in rest):
                return Mention(meaning, at, last)
    return None


def _forms(word: str) -> tuple[str, ...]:
    """Return a word, and what it is if it is a plural or a genitive."""
    if word.endswith(("'s", "s'")):
        return (word, word[:-2])
    return (word, *(word[: -len(end)] for end in _PLURAL if word.endswith(end) and len(word) > len(end) + 2))
