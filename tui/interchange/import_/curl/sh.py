"""Reads a command line as a POSIX shell or bash does, and as its author meant it where it is broken."""

from __future__ import annotations

import re
from typing import Final

from .continuation import continues, skip_line_end
from .words import SUBSTITUTION, VARIABLE, CommandLine, Variables, Word

_PLACEHOLDER: Final = re.compile(r"<[^<>\n|;&$]{1,60}>|\{\{[^{}\n]{1,80}\}\}")
_REDIRECTION: Final = re.compile(
    r"\d?>{1,2}[ \t]*(?:&\d|[^\s|;&)]+)?|\d?<(?!<)[ \t]*[^\s|;&)<>]+(?=[\s|;&)]|$)"
)
_HERE: Final = re.compile(r"<<(<)?-?[ \t]*(['\"]?)([A-Za-z_]\w*)\2")
_VARIABLE: Final = re.compile(r"\$(?:\{([A-Za-z_]\w*)(?::?[-=]([^{}\n]*))?\}|([A-Za-z_]\w*|\d))")
_OTHER_EXPANSION: Final = re.compile(r"\$\{[^{}\n]{1,100}\}")
_ESCAPES: Final = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v", "e": "\x1b"}
_CODE: Final = re.compile(r"u([0-9A-Fa-f]{1,4})|U([0-9A-Fa-f]{1,8})|x([0-9A-Fa-f]{1,2})|([0-7]{1,3})")
_OPEN_BEFORE_OPTION: Final = re.compile(r"[ \t\n]--?[A-Za-z][\w-]*[ \t=]*\Z")
"""The end of a quoted text that is an option, so that what closes it opens the next text."""
_PRINTED: Final = re.compile(r"\$\(printf '(?:\\[0-7]{3})+'\)")
"""How our own curl command writes characters that nobody sees."""
_ENCODED: Final = re.compile(
    r"\$\((?:echo|printf)[ \t]+(?:-\w+[ \t]+)?(?:%s[ \t]+)?(\\?[\"']?)([^\s\"'|\\]+:[^\s\"'|\\]+)\1[ \t]*"
    r"\|[ \t]*(?:openssl[ \t]+)?(?:base64|enc)[^()|]*(?:\|[^()]*)?\)"
)
"""A pair that the command would encode for Basic: it stands there in plain text."""
_PARAMETER: Final = re.compile(r"&\w{1,40}=")


class ShReader:
    """Reads one command from a position on."""

    def __init__(
        self, text: str, start: int, variables: Variables, *, closer: str = "", lenient: bool = False
    ) -> None:
        self._text = text
        self._at = start
        self._variables = variables
        self._closer = closer
        self._lenient = lenient
        """Whether a quote somewhere is never closed, so that each may be the one."""
        self._line = CommandLine()
        self._word: Word | None = None
        self._here: tuple[str, str] | None = None

    def read(self) -> CommandLine:
        """Read the command to its end."""
        text = self._text
        while self._at < len(text) and self._step(text[self._at]):
            pass
        self._end_word()
        if self._here:
            self._read_here_document()
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
        elif char == "\\":
            self._backslash()
        elif char in "'\"":
            self._quoted(char)
        elif char == "$":
            self._dollar(in_quotes=False)
        elif char in "<>" or (char == "2" and self._text.startswith("2>", self._at) and self._word is None):
            return self._redirection()
        elif char == "&" and _PARAMETER.match(self._text, self._at) and self._word is not None:
            self._add(char)
            self._line.notes.append("wrong-shell-quotes")
        elif char in "|;&" or (char and char == self._closer):
            return False
        elif char == "#" and self._word is None:
            self._at = self._text.find("\n", self._at) if "\n" in self._text[self._at :] else len(self._text)
        elif char == "`":
            return self._backtick()
        else:
            self._add(char)
        return True

    def _new_line(self) -> bool:
        self._end_word()
        if self._here or not continues(self._text, self._at + 1, self._line.words):
            return False
        self._line.notes.append("broken-continuation")
        self._at = skip_line_end(self._text, self._at)
        return True

    def _backslash(self) -> None:
        after = self._at + 1
        blank = re.compile(r"[ \t\xa0]*\n").match(self._text, after)
        if blank:
            self._end_word()
            is_clean = blank.end() == after + 1
            self._at = blank.end()
            if not is_clean:
                if continues(self._text, self._at):
                    self._line.notes.append("broken-continuation")
                else:
                    self._at = blank.end() - 1
                    return
            self._at = self._after_prompt(self._at)
        elif after >= len(self._text):
            self._at = after
        elif self._word is None and re.compile(r"[ \t]+(?:--?[A-Za-z]|['\"]?https?:)").match(
            self._text, after
        ):
            self._at = after  # lines that were joined by hand, with their backslashes left in
        else:
            self._add(self._text[after], 2)

    def _after_prompt(self, at: int) -> int:
        found = re.compile(r">[ \t]+(?=\S)").match(self._text, at)
        return found.end() if found else at

    def _quoted(self, quote: str) -> None:
        word = self._open_word()
        word.is_quoted = True
        end = _closing(self._text, self._at, quote)
        if end < 0 or (self._lenient and _OPEN_BEFORE_OPTION.search(self._text, self._at, end)):
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
                self._dollar(in_quotes=True, end=end)
            elif char == "`" and (close := self._text.find("`", self._at + 1)) in range(self._at, end):
                word.notes.append(SUBSTITUTION)
                self._add(self._text[self._at : close + 1], close + 1 - self._at)
            else:
                self._add(char)
        self._at = end + 1

    def _unbalanced(self, quote: str) -> None:
        """Take an open quote to the end of its line, or to the next option on it."""
        self._line.notes.append("unbalanced-quote")
        line = re.compile(r"[^\n]*?(?=[ \t]+\\?\n|[ \t]*\\\n|[ \t]+--?[A-Za-z]|\n|$)")
        found = line.match(self._text, self._at + 1)
        end = found.end() if found else len(self._text)
        self._open_word().text += self._text[self._at + 1 : end].rstrip(quote)
        self._at = max(end, self._at + 1)

    def _dollar(self, *, in_quotes: bool, end: int | None = None) -> None:
        text, at = self._text, self._at
        word = self._open_word()
        following = text[at + 1 : at + 2]
        if not in_quotes and following == "'":
            self._ansi_c()
        elif not in_quotes and following == '"':
            self._at += 1
        elif printed := _PRINTED.match(text, at):
            codes = re.findall(r"\\([0-7]{3})", printed[0])
            self._add(bytes(int(code, 8) & 255 for code in codes).decode(errors="replace"), len(printed[0]))
        elif following == "(":
            close = _balanced(text, at + 1)
            stop = close + 1 if close >= 0 else (end or len(text))
            word.notes.append(SUBSTITUTION)
            encoded = _ENCODED.fullmatch(text, at, stop)
            self._add(self._filled(encoded[2], word) if encoded else text[at:stop], stop - at)
        elif found := _VARIABLE.match(text, at):
            name = found[1] or found[3]
            default: str | None = found[2]
            value = self._variables.get(name, default)
            if value is None:
                word.notes.append(VARIABLE)
            self._add(found[0] if value is None else value, len(found[0]))
        elif found := _OTHER_EXPANSION.match(text, at):
            word.notes.append(VARIABLE)
            self._add(found[0], len(found[0]))
        else:
            self._add("$")

    def _filled(self, text: str, word: Word) -> str:
        """Return a text with the variables that are known."""

        def value(found: re.Match[str]) -> str:
            name = found[1] or found[3]
            if name not in self._variables:
                word.notes.append(VARIABLE)
            return self._variables.get(name, found[0])

        return _VARIABLE.sub(value, text)

    def _ansi_c(self) -> None:
        """Read `$'…'`, in which C's escapes count."""
        word = self._open_word()
        word.is_quoted = True
        at = self._at + 2
        text = self._text
        while at < len(text) and text[at] != "'":
            if text[at] != "\\" or at + 1 >= len(text):
                word.text += text[at]
                at += 1
            elif code := _CODE.match(text, at + 1):
                number = int(code[1] or code[2] or code[3] or "0", 16) if not code[4] else int(code[4], 8)
                word.text += chr(number) if number < 0x110000 else ""
                at = code.end()
            else:
                word.text += _ESCAPES.get(text[at + 1], text[at + 1])
                at += 2
        if at >= len(text):
            self._line.notes.append("unbalanced-quote")
        self._at = at + 1

    def _redirection(self) -> bool:
        text = self._text
        if found := _HERE.match(text, self._at):
            self._end_word()
            if not found[1]:
                self._here = (found[3], found[2])
            self._at = found.end()
        elif found := _PLACEHOLDER.match(text, self._at):
            self._add(found[0], len(found[0]))
        elif found := _REDIRECTION.match(text, self._at):
            self._end_word()
            self._at = found.end()
        else:
            self._add(text[self._at])
        return True

    def _backtick(self) -> bool:
        if self._closer == "`":
            return False
        close = self._text.find("`", self._at + 1)
        newline = self._text.find("\n", self._at)
        if close < 0 or 0 <= newline < close:
            self._at += 1
            return True
        self._open_word().notes.append(SUBSTITUTION)
        self._add(self._text[self._at : close + 1], close + 1 - self._at)
        return True

    def _read_here_document(self) -> None:
        if not self._here:
            return
        newline = self._text.find("\n", self._at)
        if newline < 0:
            return
        found = re.compile(rf"^\s*{re.escape(self._here[0])}\s*$", re.MULTILINE).search(self._text, newline)
        end = found.start() if found else len(self._text)
        self._line.here_document = self._text[newline + 1 : end]
        self._at = found.end() if found else end

    def _open_word(self) -> Word:
        if self._word is None:
            self._word = Word()
        return self._word

    def _add(self, text: str, length: int = 1) -> None:
        self._open_word().text += text
        self._at += length

    def _end_word(self) -> None:
        if self._word is not None:
            self._line.words.append(self._word)
            self._word = None


def _closing(text: str, at: int, quote: str) -> int:
    """Return the position of the quote that closes the one at a position; -1 if there is none."""
    if quote == "'":
        return text.find("'", at + 1)
    index = at + 1
    while index < len(text):
        if text[index] == "\\":
            index += 1
        elif text.startswith("$(", index) and (end := _balanced(text, index + 1)) > 0:
            index = end
        elif text[index] == '"':
            return index
        index += 1
    return -1


def _balanced(text: str, at: int) -> int:
    """Return the position of the parenthesis that closes the one at a position; -1 if it is far."""
    depth = 0
    for index in range(at, min(len(text), at + 500)):
        depth += {"(": 1, ")": -1}.get(text[index], 0)
        if depth == 0:
            return index
    return -1
