"""Builds the words of a POSIX command line: text, expansions, and substituted commands."""

from __future__ import annotations

import re
from typing import Final

from .sh_expansion import expansion_at, substituted
from .sh_quotes import read_ansi_c
from .words import CommandLine, Variables, Word

_ARRAY: Final = re.compile(r"\$\{([A-Za-z_]\w{0,80})\[[@*]\]\}")


class ShWords:
    """A position in a text, and the words that were read up to it."""

    def __init__(self, text: str, start: int, variables: Variables) -> None:
        self._text = text
        self._at = start
        self._variables = variables
        self._line = CommandLine()
        self._word: Word | None = None
        self._is_here_string = False

    def _dollar(self) -> None:
        following = self._text[self._at + 1 : self._at + 2]
        if following == "'":
            value, end = read_ansi_c(self._text, self._at)
            if end > len(self._text):
                self._line.notes.append("unbalanced-quote")
            self._add(value, end - self._at)
        elif following == '"':
            self._open_word()
            self._at += 1
        else:
            self._expand(len(self._text))

    def _expand(self, end: int) -> None:
        """Take the expansion at a `$`, in double quotes or outside of any."""
        found = expansion_at(self._text, self._at, self._variables, end)
        self._open_word().notes += found.notes
        self._add(found.text, found.end - self._at)

    def _backtick(self) -> None:
        close = self._text.find("`", self._at + 1)
        newline = self._text.find("\n", self._at)
        if close < 0 or 0 <= newline < close:
            self._at += 1
        elif self._word is None and self._text.startswith("#", self._at + 1):
            self._at = close + 1  # a comment between the lines of a command
        else:
            self._substitute(close)

    def _substitute(self, close: int) -> None:
        """Take the command in backticks."""
        inner = self._text[self._at + 1 : close]
        found = substituted(f"$({inner})", self._at, self._variables)
        known = found.text if found.text != f"$({inner})" else f"`{inner}`"
        self._open_word().notes += found.notes
        self._add(known, close + 1 - self._at)

    def _open_word(self) -> Word:
        if self._word is None:
            self._word = Word()
        return self._word

    def _add(self, text: str, length: int = 1) -> None:
        self._open_word().text += text
        self._at += length

    def _end_word(self) -> None:
        if self._word is None:
            return
        if self._is_here_string:
            self._is_here_string = False
            self._line.here_document = self._word.text + "\n"
            self._line.notes += self._word.notes
        else:
            self._line.words += self._elements(self._word) or [self._word]
        self._word = None

    def _elements(self, word: Word) -> tuple[Word, ...]:
        """Return the elements of the array that a word stands for, such as `"${OPTIONS[@]}"`; else none."""
        found = _ARRAY.fullmatch(word.text)
        known = self._variables.get(found[1]) if found else None
        return known.words if known else ()
