"""Reads a command line as a POSIX shell or bash does, and as its author meant it where it is broken."""

from __future__ import annotations

import re
from typing import Final

from ..unseen import has_unseen
from .continuation import continues, skip_line_end
from .sh_quotes import closing_quote, open_text, opens_before_option
from .sh_redirections import PLACEHOLDER, REDIRECTION
from .sh_words import ShWords
from .standard_input import HereDocument, here_document_at, read_here_document
from .words import CommandLine, Variables, Word

_PARAMETER: Final = re.compile(r"&\w{1,40}=")
_LINE_END: Final = re.compile(r"[ \t\xa0]*\n")
_JOINED: Final = re.compile(r"[ \t]+(?:--?[A-Za-z]|['\"]?https?:)")
_GOES_ON: Final = re.compile(r"\n(?!https?:)[\w%&.,/=]")
"""The end of a line inside a word: the next line begins in its first column, with more of the word."""
_PROMPT: Final = re.compile(r">[ \t]+(?=\S)")
_PLAIN: Final = re.compile(r"[A-Za-z0-9_./:=@,%+-]+")
_FULL_WIDTH: Final = "（），。；、：」"
_MOST_WORDS: Final = 5000


class ShReader(ShWords):
    """Reads one command from a position on."""

    def __init__(
        self, text: str, start: int, variables: Variables, *, closer: str = "", lenient: bool = False
    ) -> None:
        super().__init__(text, start, variables)
        self._closer = closer
        self._lenient = lenient
        """Whether a quote somewhere is never closed, so that each may be the one."""
        self._here: HereDocument | None = None

    def read(self) -> CommandLine:
        """Read the command to its end."""
        text = self._text
        while self._at < len(text) and self._step(text[self._at]):
            pass
        self._end_word()
        if self._here:
            self._at = read_here_document(text, self._at, self._here, self._line, self._variables)
        self._line.end = self._at
        return self._line

    def _step(self, char: str) -> bool:
        """Read on from a character; False at the end of the command."""
        if char == "\n":
            return self._new_line()
        if char in " \t\xa0":
            if char == "\xa0":
                self._line.notes.append("unseen-character")
            self._end_word()
            self._at += 1
        elif self._word is None and has_unseen(char):
            self._line.notes.append("unseen-character")
            self._at += 1
        elif char == "\\":
            self._backslash()
        elif char in "'\"":
            self._quoted(char)
        elif char == "$":
            self._dollar()
        elif char in "<>‹" or (char == "2" and self._text.startswith("2>", self._at) and self._word is None):
            self._redirection()
        elif char == "&" and _PARAMETER.match(self._text, self._at) and self._word is not None:
            self._add(char)
            self._line.notes.append("wrong-shell-quotes")
        elif char in "|;&" or (char and char == self._closer):
            return False
        elif char in _FULL_WIDTH and self._word and self._is_word_over(self._word):
            return False  # the sentence around the command goes on
        elif char == "#" and self._word is None:
            end = self._text.find("\n", self._at)
            self._at = end if end >= 0 else len(self._text)
        elif char == "`":
            self._backtick()
        elif plain := _PLAIN.match(self._text, self._at):
            self._add(plain[0], len(plain[0]))
        else:
            self._add(char)
        return len(self._line.words) < _MOST_WORDS

    def _is_word_over(self, word: Word) -> bool:
        """Tell whether a word has ended, though no blank follows: with its quote, or as a URL."""
        return self._text[self._at - 1] in "'\"" or word.text.startswith(("http://", "https://"))

    def _new_line(self) -> bool:
        self._end_word()
        if self._here or not continues(self._text, self._at + 1, self._line.words):
            return False
        self._line.notes.append("broken-continuation")
        self._at = skip_line_end(self._text, self._at)
        return True

    def _backslash(self) -> None:
        after = self._at + 1
        if blank := _LINE_END.match(self._text, after):
            is_glued = self._word is not None
            if is_glued and _GOES_ON.match(self._text, after):
                self._at = blank.end()
                return
            self._end_word()
            if blank.end() > after + 1:
                if not continues(self._text, blank.end()):
                    self._at = blank.end() - 1
                    return
                self._line.notes.append("broken-continuation")
            elif is_glued and self._text[blank.end() : blank.end() + 1] in ("-", "'", '"', "h"):
                self._line.notes.append("broken-continuation")
            prompt = _PROMPT.match(self._text, blank.end())
            self._at = prompt.end() if prompt else blank.end()
        elif after >= len(self._text):
            self._at = after
        elif self._word is None and _JOINED.match(self._text, after):
            self._line.notes.append("broken-continuation")
            self._at = after  # lines that were joined by hand, with their backslashes left in
        else:
            self._add(self._text[after], 2)

    def _quoted(self, quote: str) -> None:
        word = self._open_word()
        end = closing_quote(self._text, self._at, quote)
        if end < 0 or (self._lenient and opens_before_option(self._text, self._at, end)):
            self._unbalanced(quote)
            return
        if quote == "'":
            word.text += self._text[self._at + 1 : end]
            self._at = end + 1
            return
        self._at += 1
        while self._at < end:
            char = self._text[self._at]
            if char == "\\" and self._text[self._at + 1] in '$`"\\\n':
                self._add("" if self._text[self._at + 1] == "\n" else self._text[self._at + 1], 2)
            elif char == "$":
                self._expand(end)
            elif char == "`" and (close := self._text.find("`", self._at + 1, end)) >= 0:
                self._substitute(close)
            else:
                self._add(char)
        self._at = end + 1

    def _unbalanced(self, quote: str) -> None:
        """Take an open quote to the end of its line, or to the next option on it."""
        self._line.notes.append("unbalanced-quote")
        value, end = open_text(self._text, self._at, quote)
        self._open_word().text += value
        self._at = end

    def _redirection(self) -> None:
        text = self._text
        if text.startswith("<<<", self._at):
            self._end_word()
            self._is_here_string = True
            self._at += 3
        elif here := here_document_at(text, self._at):
            self._end_word()
            self._here = here
            self._at += here.length
        elif found := PLACEHOLDER.match(text, self._at):
            self._add(found[0], len(found[0]))
        elif found := REDIRECTION.match(text, self._at):
            self._end_word()
            self._at = found.end()
        else:
            self._add(text[self._at])
