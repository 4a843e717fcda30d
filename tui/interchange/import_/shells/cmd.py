"""Reads a command line as Windows' cmd and its programs do: carets first, then quotes."""

from __future__ import annotations

import re
from typing import Final

from ..stand_ins import has_cmd_variable
from .continuation import continues, skip_line_end
from .words import VARIABLE, CommandLine, Variables, Word

_NEAR: Final = 400
"""How many characters of the command tell whether it goes on in the next line."""
_IN_QUOTES: Final = re.compile(r"\^[ \t]*\n(?=[ \t]*\S)")
_VARIABLE: Final = re.compile(r"%([A-Za-z_]\w{0,80})%")
_DELAYED: Final = re.compile(r"!([A-Za-z_]\w{0,80})!")
_DELAYS: Final = re.compile(r"(?i)\benabledelayedexpansion\b|\bcmd(?:\.exe)?[ \t]+/v(?::on)?\b")


def filled(text: str, variables: Variables) -> str:
    """Return a text with the variables whose values are known."""

    def value(found: re.Match[str]) -> str:
        known = variables.get(found[1].lower())
        return known.text if known else found[0]

    return _VARIABLE.sub(value, text)


def read_cmd(text: str, start: int, variables: Variables) -> CommandLine:
    """Read the command from a position on."""
    line = CommandLine()
    joined, line.end = _without_carets(text, start, line)
    joined = filled(joined, variables)
    joined = joined.replace("%%", "%")
    delays = bool(_DELAYS.search(text, 0, start))
    if delays:
        joined = _DELAYED.sub(lambda found: filled(f"%{found[1]}%", variables).replace("%", "!"), joined)
    line.words = _split(joined, line)
    if delays:
        for word in line.words:
            word.notes += [VARIABLE] * bool(_DELAYED.search(word.text))
    return line


def _without_carets(text: str, at: int, line: CommandLine) -> tuple[str, int]:
    """Return the command without cmd's own escapes, and where it ends."""
    kept: list[str] = []
    in_quotes = in_single = False
    while at < len(text):
        char = text[at]
        if char == "^" and not in_quotes:
            at = _after_caret(text, at, kept, line)
            continue
        if char == "^" and (wrapped := _IN_QUOTES.match(text, at)):
            line.notes.append("broken-continuation")  # in quotes, cmd takes the caret as it is
            at = wrapped.end()
            continue
        if char == "\n":
            near = [Word(word) for word in "".join(kept[-_NEAR:]).split()]
            if not continues(text, at + 1, near):
                break
            line.notes.append("broken-continuation")
            at = skip_line_end(text, at)
            kept.append(" ")
            in_quotes = False
            continue
        if char == '"' and text[at - 1] != "\\":
            in_quotes = not in_quotes
        elif char == "'" and not in_quotes:
            in_single = not in_single
        elif char in "|&>" and not in_quotes and not in_single and not _in_word(text, at):
            break
        kept.append(char)
        at += 1
    return "".join(kept), at


def _after_caret(text: str, at: int, kept: list[str], line: CommandLine) -> int:
    """Take the character after a caret as it is; a line's end joins the lines."""
    blank = re.compile(r"[ \t]*\n").match(text, at + 1)
    if not blank:
        kept.append(text[at + 1 : at + 2])
        return at + 2
    if blank.end() > at + 2:
        line.notes.append("broken-continuation")
    if text.startswith("\n", blank.end()) and not continues(text, blank.end()):
        kept.append("\n")
        return blank.end() + 1
    kept.append(" ")
    found = re.compile(r"More\? ").match(text, blank.end())
    return found.end() if found else blank.end()


def _in_word(text: str, at: int) -> bool:
    return bool(re.compile(r"&\w{1,40}=").match(text, at)) or (text[at] == ">" and "<" in text[at - 60 : at])


def _split(text: str, line: CommandLine) -> list[Word]:
    """Split as Microsoft's C runtime does: quotes group; one that is doubled or escaped is a quote."""
    words: list[Word] = []
    word: Word | None = None
    in_quotes, at = "", 0
    while at < len(text):
        char = text[at]
        if in_quotes and char == in_quotes:
            if char == '"' and text.startswith('""', at) and text[at + 2 : at + 3] not in ("", " ", "\t"):
                word = word or Word()
                word.text += '"'
                at += 2
                continue
            in_quotes = ""
        elif char == "\\" and text.startswith('\\"', at) and in_quotes != "'":
            word = word or Word()
            word.text += '"'
            at += 1
        elif char == '"' and not in_quotes:
            word, in_quotes = word or Word(), '"'
        elif char == "'" and not in_quotes and (word is None or word.text.endswith("=")):
            word, in_quotes = word or Word(), "'"
            line.notes.append("wrong-shell-quotes")
        elif char in " \t\n" and not in_quotes:
            if word is not None:
                words.append(word)
            word = None
        else:
            word = word or Word()
            word.text += char
        at += 1
    if word is not None:
        words.append(word)
    if in_quotes:
        line.notes.append("unbalanced-quote")
    for each in words:
        if has_cmd_variable(each.text):
            each.notes.append(VARIABLE)
    return words
