"""Finds the requests and the settings of a message: commands, raw requests, code, forms, labels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ..pasted_request import COMMAND, FORM, REQUEST_LINE, SNIPPET
from . import signs
from .cutter import READ, Cut, Cutter
from .spans import FENCE, MOST_READ, end_of_command, end_of_paragraph, end_of_raw_request, next_content

_MOST_LINES_OF_CODE: Final = 60
_MOST_GAPS: Final = 2
"""Blank lines between two label lines of one list."""


def command(cutter: Cutter, index: int) -> Cut | None:
    """Return a command of a shell, with the variables above it."""
    line = cutter.lines[index][:READ]
    if signs.SAYS.match(line):
        return None
    if not COMMAND.match(line.lstrip()) and not ("url" in line and signs.CURL.search(line)):
        return None
    if len(cutter.lines[index]) > MOST_READ:
        return None
    start = index
    while start > cutter.taken and signs.ASSIGNMENT.fullmatch(cutter.lines[start - 1][:READ]):
        start -= 1
    return cutter.cut("request", start, end_of_command(cutter.lines, index))


def assignments(cutter: Cutter, index: int) -> Cut | None:
    """Return the variables above a command as part of it."""
    if index < cutter.looked_at.get("assignments", 0):
        return None
    at = index
    while at < len(cutter.lines) and signs.ASSIGNMENT.fullmatch(cutter.lines[at][:READ]):
        at += 1
    cutter.looked_at["assignments"] = at
    at = next_content(cutter.lines, at) if at > index else at
    if at == index or at >= len(cutter.lines):
        return None
    found = command(cutter, at)
    return cutter.cut("request", index, found.end) if found else None


def raw_request(cutter: Cutter, index: int) -> Cut | None:
    """Return a request as it goes over the wire."""
    if not REQUEST_LINE.match(cutter.lines[index].strip()[:READ]):
        return None
    return cutter.cut("request", index, end_of_raw_request(cutter.lines, index))


def form(cutter: Cutter, index: int) -> Cut | None:
    """Return a line that is a form-urlencoded body, of a request or of a response."""
    line = cutter.lines[index].strip()[:MOST_READ]
    if "=" not in line:
        return None
    if FORM.fullmatch(line) or signs.URL_WITH_CREDENTIALS.search(line[:READ]):
        return cutter.cut("request", index, index + 1)
    return cutter.cut("response", index, index + 1) if signs.ERROR_FORM.fullmatch(line[:READ]) else None


def snippet(cutter: Cutter, index: int) -> Cut | None:
    """Return code that sends a request, with the lines above it that set its values."""
    lines, at = cutter.lines, index
    if index < cutter.looked_at.get("code", 0):
        return None
    is_new = True
    """Whether a paragraph begins: one of talk ends the search."""
    while at < min(len(lines), index + _MOST_LINES_OF_CODE) and not FENCE.fullmatch(lines[at]):
        is_command = at > index and signs.SENDS.match(lines[at][:READ])
        if is_command or ("(" in lines[at] and SNIPPET.search(lines[at][:READ])):
            return cutter.cut("request", index, _end_of_code(lines, at))
        if lines[at].strip() and is_new and not signs.CODE_LINE.match(lines[at][:READ]):
            return None
        is_new = not lines[at].strip()
        at += 1
    cutter.looked_at["code"] = at - 1
    return None


def _end_of_code(lines: Sequence[str], at: int) -> int:
    """Return the line after the code: with its fence, or before a paragraph that is no code."""
    end = end_of_paragraph(lines, at)
    while end < len(lines) and not FENCE.fullmatch(lines[end]):
        after = next_content(lines, end)
        if after >= len(lines) or FENCE.fullmatch(lines[after]):
            return after
        if not signs.CODE_LINE.match(lines[after][:READ]):
            break
        end = end_of_paragraph(lines, after)
    return end


def labels(cutter: Cutter, index: int) -> Cut | None:
    """Return a list of `label: value` lines of which at least one can mean nothing but a field."""
    at, gaps, kept, strong = index, 0, [], 0
    while at < len(cutter.lines) and gaps <= _MOST_GAPS:
        line = cutter.lines[at]
        if found := signs.label_in(line):
            meaning, weak, plain = found
            strong += not weak and meaning != "scope"
            kept.append(plain)
            gaps, end = 0, at + 1
        elif line.strip() or not kept:
            break
        else:
            gaps += 1
        at += 1
    if not kept or not (strong or len(kept) > 2):
        return None
    return Cut("labels", index, end, "\n".join(kept))
