"""Finds the responses of a message: with a status line, of a curl log, bare bodies, stack traces."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ..prose_status import told_status
from . import signs
from .cutter import LONGEST, MOST_BODIES, READ, Cut, Cutter
from .request_cuts import command, raw_request
from .spans import FENCE, MOST_READ, end_of_body, end_of_headers, end_of_paragraph, next_content

_MOST_TALK: Final = 4
"""Lines of talk that are read with one that names an error code."""
_MOST_FRAMES: Final = 3000


def curl_log(cutter: Cutter, index: int) -> Cut | None:
    """Return what `curl -v` printed: its marks, and the body that follows them."""
    lines = cutter.lines
    if not signs.CURL_LOG.match(lines[index]) or index < cutter.looked_at.get("log", 0):
        return None
    at, heard = index, False
    while at < len(lines):
        line = lines[at][:READ]
        if signs.CURL_MARK.match(line) or line.startswith("curl: ("):
            heard = heard or bool(signs.CURL_HEARD.match(line))
        elif line.strip() and not (heard and _is_body_in_log(lines, at)):
            break
        if heard and line.strip() and not signs.CURL_MARK.match(line):
            at = _end_of_text(cutter, at) - 1
        at += 1
    cutter.looked_at["log"] = at
    return cutter.cut("response", index, at) if heard else None


def _is_body_in_log(lines: Sequence[str], at: int) -> bool:
    """Tell whether a line without a mark is the body, and not talk behind the log."""
    above = next((lines[near] for near in range(at - 1, max(-1, at - 3), -1) if lines[near].strip()), "")
    return bool(
        signs.BODY.match(lines[at].lstrip()[:READ]) or above.rstrip() == "<" or above.startswith("{ [")
    )


def response(cutter: Cutter, index: int) -> Cut | None:
    """Return a response with its status line, and those that it led to: of a redirect, of a proxy."""
    lines, at = cutter.lines, index
    if not signs.STATUS_LINE.match(lines[at].strip()[:300]):
        return None
    while at < len(lines) and signs.STATUS_LINE.match(lines[at].strip()[:300]):
        at = end_of_headers(lines, at + 1)
        body = next_content(lines, at)
        if body >= len(lines):
            return cutter.cut("response", index, at)
        if signs.STATUS_LINE.match(lines[body].strip()[:300]):
            at = body
            continue
        if FENCE.fullmatch(lines[body]) or any(find(cutter, body) for find in (command, raw_request)):
            break
        is_body = signs.BODY.match(lines[body].strip()[:READ]) or body <= at + 1
        at = _end_of_text(cutter, body) if is_body else at
    return cutter.cut("response", index, at)


def _end_of_text(cutter: Cutter, index: int) -> int:
    found = signs.BODY.match(cutter.lines[index].lstrip()[:READ])
    if not found or cutter.bodies >= MOST_BODIES:
        return end_of_paragraph(cutter.lines, index)
    cutter.bodies += 1
    line = cutter.lines[index]
    return end_of_body(cutter.lines, index, len(line) - len(line.lstrip()))


def trace(cutter: Cutter, index: int) -> Cut | None:
    """Return a stack trace: its exceptions' messages, without the frames."""
    lines = cutter.lines
    if not signs.TRACE_HEAD.match(lines[index].strip()[:READ]) or index < cutter.looked_at.get("trace", 0):
        return None
    at, frames, messages = index + 1, 0, [lines[index]]
    while at < min(len(lines), index + _MOST_FRAMES):
        line = lines[at][:READ]
        is_head = bool(signs.TRACE_HEAD.match(line.strip()))
        if signs.FRAME.match(line) and not is_head:
            frames += 1
        elif not line.strip() or FENCE.fullmatch(line):
            after = next_content(lines, at)
            if FENCE.fullmatch(line) or after >= len(lines) or not signs.FRAME.match(lines[after][:READ]):
                break
        elif is_head or not line[:1].isspace():
            messages.append(lines[at])
        at += 1
    cutter.looked_at["trace"] = at
    text = "\n".join(line for line in messages if not line.startswith("Traceback ("))
    return Cut("trace", index, at, text[:MOST_READ]) if frames or ": " in lines[index] else None


def body(cutter: Cutter, index: int) -> Cut | None:
    """Return a body with the words before it, which may tell its status."""
    line = cutter.lines[index][:READ]
    found = signs.BODY.search(line) if any(mark in line for mark in "{[<") else None
    if not found or cutter.bodies >= MOST_BODIES:
        return None
    cutter.bodies += 1
    end = end_of_body(cutter.lines, index, found.start())
    text = "\n".join(cutter.lines[index:end])
    before = _line_before(cutter, index)
    start = before if before >= 0 and told_status(cutter.lines[before][:READ]) else index
    if signs.OF_A_REQUEST.search(text[:MOST_READ]) and not signs.ANSWERS.search(text[:MOST_READ]):
        return cutter.cut("request", index, end)
    if signs.SAYS.match(line):
        return Cut("response", index, end, text[found.start() :][:LONGEST])
    if signs.ANSWERS.search(text[:READ]) or start < index or told_status(line):
        return cutter.cut("response", start, end)
    # A document: a collection, a description of an API, settings. Their reader knows whether it is one.
    return cutter.cut("request", index, end) if end > index + 2 or len(text) > 200 else None


def _line_before(cutter: Cutter, index: int) -> int:
    near = next((at for at in range(index - 1, max(-1, index - 3), -1) if cutter.lines[at].strip()), -1)
    return near if near >= cutter.taken else -1


def mention(cutter: Cutter, index: int) -> Cut | None:
    """Return a sentence that names an error code."""
    line = cutter.lines[index][:READ]
    may_be = "_" in line or "AADSTS" in line or line.startswith("curl: (")
    if not may_be or not signs.CODE.search(line):
        return None
    return cutter.cut("mention", index, min(end_of_paragraph(cutter.lines, index), index + _MOST_TALK))
