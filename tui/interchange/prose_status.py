"""Reads a status that is written in words beside a body: `returned 401: {"error": …}`.

Programs log an HTTP status in words, and people write it into tickets. A number counts only where the words
around it say that it is a status. The number of an id, a time, a port or an amount never does.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from http import HTTPStatus
from itertools import pairwise
from typing import Final, NamedTuple

from ..oauth2.lean.lazy_pattern import LazyPattern

_MOST_READ: Final = 20_000
"""Characters in which a status is looked for."""
_MOST_EVENTS: Final = 60
_PHRASES: Final = {int(status): status.phrase.lower() for status in HTTPStatus if status >= 400}
_OTHER_PHRASES: Final = (
    "client error",
    "server error",
    "unprocessable entity",
    "payload too large",
    "request entity too large",
)
"""Phrases of older standards and of client libraries, which stand for any status of their class."""
_REASON: Final = "|".join(
    sorted(map(re.escape, {*_PHRASES.values(), *_OTHER_PHRASES}), key=len, reverse=True)
)
_NUMBER: Final = (
    r"20[0-6]|30[0-8]|[45]\d\d)(?!\w|[.:,/@+=%-]\w|[ \t]{1,3}[\d.]|[ \t]?%|[ \t]?(?:ms|s|sec|seconds)\b"
)
_LEFT: Final = r"(?<![\w./?&=:@#+%-])"
_CERTAIN: Final = (
    r"(?:http[ _-]?(?:response[ _-]?|error[ _-]?)?(?:status[ _-]?)?(?:code)?|http/\d(?:\.\d)?\"?|"
    r"(?:response[ _.-]?|error[ _.-]?)?status(?:[ _-]?code)?|(?:server )?response code|"
    r"status code does not indicate success)"
)
"""What stands before a number that can only be a status."""
_LIKELY: Final = (
    r"(?:returned|returns|respond(?:ed|s) with|answer(?:ed|s)(?: with)?|replie[ds](?: with)?|"
    r"fail(?:ed|s) with|resulted in an?|got(?: an?)?|gets(?: an?)?|received(?: an?)?|"
    r"error(?: code)?|unexpected response)"
)
"""What stands before many numbers: only one that ends its clause, or that a body follows, is a status."""
_CLAUSE_ENDS: Final = (
    r"(?=[\"'`)]?[ \t]{0,3}(?:$|[;:,.\[({<\r-]|(?:for|from|error|response|status|and|when|on|with)\b))"
)
_STATUS: Final = LazyPattern(
    rf"{_LEFT}(?:"
    rf"{_CERTAIN}[\"'`]?[ \t]{{0,3}}(?:(?:is|was|of)[ \t]|[:=][ \t]{{0,3}})?[\"'`(]?(?P<certain>{_NUMBER})"
    rf"|{_LIKELY}[ \t]{{0,3}}[:=]?[ \t]{{0,3}}[\"'`(]?(?P<likely>{_NUMBER}){_CLAUSE_ENDS}"
    rf"|\(?(?P<named>{_NUMBER})\)?[ \t]{{0,3}}[:-]?[ \t]{{0,3}}\(?(?P<reason>{_REASON})\b)",
    re.IGNORECASE | re.MULTILINE,
)
_REASON_AFTER: Final = LazyPattern(rf"[\"'`)]?[ \t:-]{{0,4}}\(?(?P<reason>{_REASON})\b", re.IGNORECASE)
_NO_STATUS: Final = LazyPattern(r"(?:exit|exited with|signal)[ \t]{0,3}$", re.IGNORECASE)
"""What makes a number after “status” another one: that of a program that ended."""
_BODY: Final = LazyPattern(
    r"""\{\s{0,20}(?:["'\\}]|\w{1,40}\s?:)|\[\s{0,20}\{|"""
    r"""<(?:!doctype|html|\?xml|fault|error|oauth|\w{1,20}:(?:fault|envelope|error))""",
    re.IGNORECASE,
)
_END_OF_PAGE: Final = LazyPattern(
    r"</(?:html|fault|error|oauth|\w{1,20}:(?:fault|envelope|error))>", re.IGNORECASE
)
_OF_A_REQUEST: Final = LazyPattern(r"""["']?grant_type["']?\s?[:=]""")


class ToldStatus(NamedTuple):
    """A status in words, and the body that it belongs to."""

    status: int
    reason: str
    body: str
    """The text itself, where no body is found in it."""


class _Said(NamedTuple):
    status: int
    reason: str


def told_status(text: str) -> ToldStatus | None:
    """Return the status that a text tells outside of any body; None where it tells none. Never raises.

    Of several statuses, the last one that a body follows counts: the client ended up with it.
    """
    events = list(_events(text))
    said = [event for event in events if isinstance(event, _Said)]
    if not said:
        return None
    pairs = list(pairwise(events))
    for one, other in reversed(pairs):
        if isinstance(one, _Said) and isinstance(other, str):
            return ToldStatus(*one, other)
    for one, other in reversed(pairs):
        if isinstance(one, str) and isinstance(other, _Said):
            return ToldStatus(*other, one)
    return ToldStatus(*_refusal_in(said), text)


def _refusal_in(said: Sequence[_Said]) -> _Said:
    return next((one for one in said if one.status >= 400), said[-1])


def _events(text: str) -> Iterator[_Said | str]:
    """Yield the statuses and the bodies of a text, in their order. What a body says is not read here."""
    position, window = 0, text[:_MOST_READ]
    for _ in range(_MOST_EVENTS):
        body = _BODY.search(window, position)
        status = _STATUS.search(window, position, body.start() if body else len(window))
        # The words around a number may reach into the body's first character, so both are searched for.
        if status is None and body is None:
            return
        if status:
            if said := _said(window, status):
                yield said
            position = status.end()
        elif body:
            end = _end_of_body(text, body.start())
            if not _OF_A_REQUEST.search(text, body.start(), min(end, body.start() + 2000)):
                yield text[body.start() : end]
            position = end


def _said(text: str, found: re.Match[str]) -> _Said | None:
    """Return the status of a match; None where its number is another one after all."""
    if _NO_STATUS.search(text, max(0, found.start() - 20), found.start()):
        return None
    after = _REASON_AFTER.match(text, found.end())
    reason = found["reason"] or (after["reason"] if after else "")
    status = int(found["certain"] or found["likely"] or found["named"])
    if found["named"] and reason.lower() not in {_PHRASES.get(status, ""), *_OTHER_PHRASES}:
        return None
    return _Said(status, reason)


def _end_of_body(text: str, start: int) -> int:
    """Return where a body ends: JSON with its last bracket, a page with its last tag, else with the text."""
    if text[start] == "<":
        page_end = _END_OF_PAGE.search(text, start)
        return page_end.end() if page_end else len(text)
    try:
        return json.JSONDecoder(strict=False).raw_decode(text, start)[1]
    except (ValueError, RecursionError):
        return len(text)
