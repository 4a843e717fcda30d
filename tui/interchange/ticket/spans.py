"""Finds where a request, a response or a stack trace ends, once it is known where it begins."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Final

from ..pasted_request import CARRIED_ON, FORM, open_quote

MOST_READ: Final = 262_144
"""Characters of one part that are read."""
_MOST_LINES_OF_A_COMMAND: Final = 200
_GOES_ON: Final = re.compile(r"[ \t]{0,40}--?[A-Za-z]")
_HEADER: Final = re.compile(r"[\w-]{1,60}:[ \t]?.{0,4000}")
_END_OF_PAGE: Final = re.compile(
    r"</(?:html|fault|error|oauth|\w{1,20}:(?:fault|envelope|error))>", re.IGNORECASE
)
FENCE: Final = re.compile(r"[ \t]*(?:```|~~~|\{(?:code|noformat|quote)(?::[^}\n]{0,80})?\})[^\n]{0,40}")
"""A line around a block of code: Markdown's, or Jira's."""


def end_of_command(lines: Sequence[str], index: int) -> int:
    """Return the line after a shell's command. Its quotes may hold line breaks; an open one ends it early."""
    limit = min(len(lines), index + _MOST_LINES_OF_A_COMMAND)
    quote = ""
    for at in range(index, limit):
        quote = open_quote(lines[at][:MOST_READ], quote)
        if not quote and not _is_carried_on(lines, at):
            return at + 1
        if FENCE.fullmatch(lines[at]):
            return at
    if not quote and limit == len(lines):
        return limit
    for at in range(index, limit):
        if not lines[at].strip() or not _is_carried_on(lines, at):
            return at + 1
    return limit


def _is_carried_on(lines: Sequence[str], at: int) -> bool:
    after = lines[at + 1] if at + 1 < len(lines) else ""
    return lines[at].rstrip().endswith(CARRIED_ON) or bool(_GOES_ON.match(after))


def end_of_raw_request(lines: Sequence[str], index: int) -> int:
    """Return the line after a raw request: its headers, and a body if it is the request's."""
    at = end_of_headers(lines, index + 1)
    start = next_content(lines, at)
    if start >= len(lines):
        return at
    text = lines[start].strip()
    if FORM.fullmatch(text[:MOST_READ]):
        return start + 1
    if text.startswith("{"):
        end = end_of_body(lines, start, lines[start].find("{"))
        if '"grant_type"' in "\n".join(lines[start:end])[:MOST_READ]:
            return end
    return at


def end_of_headers(lines: Sequence[str], index: int) -> int:
    """Return the line after the headers that begin at a line."""
    while index < len(lines) and (
        _HEADER.fullmatch(lines[index].strip()[:4100])
        or (lines[index][:1] in " \t" and lines[index].strip()[:1] not in "{[<")
    ):
        if not lines[index].strip():
            break
        index += 1
    return index


def next_content(lines: Sequence[str], index: int) -> int:
    """Return the next line that is not blank; the number of lines where none is left."""
    while index < len(lines) and not lines[index].strip():
        index += 1
    return index


def end_of_body(lines: Sequence[str], index: int, column: int) -> int:
    """Return the line after a body: with its last bracket or tag, or after its paragraph."""
    text = _window(lines, index)[column:]
    if text[:1] == "<":
        page_end = _END_OF_PAGE.search(text)
        length = page_end.end() if page_end else 0
    else:
        try:
            length = json.JSONDecoder(strict=False).raw_decode(text)[1]
        except (ValueError, RecursionError):
            length = 0
    return index + text.count("\n", 0, length) + 1 if length else end_of_paragraph(lines, index)


def _window(lines: Sequence[str], index: int) -> str:
    """Return the text from a line on, as far as it is read."""
    length, end = 0, index
    while end < len(lines) and length < MOST_READ:
        length += len(lines[end]) + 1
        end += 1
    return "\n".join(lines[index:end])[:MOST_READ]


def end_of_paragraph(lines: Sequence[str], index: int) -> int:
    """Return the next line that is blank or a fence."""
    at = index + 1
    while at < len(lines) and lines[at].strip() and not FENCE.fullmatch(lines[at]):
        at += 1
    return at
