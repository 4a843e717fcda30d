"""Tells options, their values and other arguments apart in the words of a command (getopt_long)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from .words import Word


@dataclass(frozen=True)
class Grammar:
    """The options of a program."""

    short: Mapping[str, str]
    """The long name of each short option."""
    takes_value: Collection[str]
    """The long options that take a value."""
    full_name: Callable[[str], str] = str.lower
    """Returns the long option that a name means, such as the only one that begins with it."""


def arguments_of(words: Sequence[Word], grammar: Grammar) -> Iterator[tuple[str, Word | None]]:
    """Yield each option with its value, and each other argument with a blank name."""
    index = 0
    while index < len(words):
        word = words[index]
        index += 1
        if not word.text.startswith("-") or word.text == "-" or word.text.startswith("- "):
            yield "", word
            continue
        for name, glued in _options(word.text, grammar):
            if name not in grammar.takes_value:
                yield name, None
            elif glued is not None:
                yield name, Word(glued, word.notes)
            elif index < len(words):
                yield name, words[index]
                index += 1


def _options(text: str, grammar: Grammar) -> list[tuple[str, str | None]]:
    """Return the options in one word, each with the value that is glued to it."""
    if text.startswith("--"):
        name, mark, value = text[2:].partition("=")
        return [(grammar.full_name(name), value if mark else None)]
    found: list[tuple[str, str | None]] = []
    for position, letter in enumerate(text[1:], 2):
        name = grammar.short.get(letter, letter)
        if name in grammar.takes_value:
            found.append((name, text[position:] or None))
            break
        found.append((name, None))
    return found
