"""The door: reads a ticket, or says that a paste is none.

text ──messages──> segments ──cutting──> cuts ──> requests ──import──> Import
                                          │        responses ──explain──> findings, with their request
                                          └─own_time, order──> oldest to newest ──> filling, contradictions
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING, Final

from ...line_breaks import without_returns
from ..import_.imported import Import
from ..import_.read import read_import
from ..pasted_response import MOST_BYTES
from .conflicts.findings import contradictions_in
from .cutter import Cut
from .cutting import cut_parts
from .diagnosed import diagnosed, masked
from .filling import Filled, filled_from
from .ids import ids_in
from .messages import Message, Segment, cut_messages
from .moments import ZONES_APART, Calendar, Moment
from .order import in_time, ranks_of
from .own_time import own_moment
from .part import Part, PartKind
from .ticket import Ticket
from .words import redactor_of

if TYPE_CHECKING:
    from ...diagnosis.rules.rule import Phase, Rule

_COLOR: Final = re.compile(r"\x1b\[[0-9;]{0,20}m")
_MOST_PARTS: Final = 200
_MOST_DIAGNOSED: Final = 40
_BEARER: Final = re.compile(r"(?i)authorization[\"']?\s{0,3}[:=,]\s{0,3}[\"']?bearer\s")
_TOKEN_WORDS: Final = ("token", "oauth", "auth", "login")
_TOKEN_URL: Final = re.compile(
    r"(?i)\bhttps?://[^\s\"'<>|]{1,300}(?:token|oauth)[^\s\"'<>|]{0,300}(?<![.,;:)])"
)
_MOST_TALK: Final = 12
"""Lines around settings in which their URL is looked for."""
_MOST_OF_TALK: Final = 2000
_CREDENTIALS: Final = frozenset({"client_id", "client_secret", "username", "password"})


@dataclass(frozen=True)
class _Raw:
    """A part before it is diagnosed, with its text."""

    part: Part
    text: str = field(repr=False)


def read_ticket(
    text: str,
    *,
    choice: Phase | None = None,
    url: str = "",
    rules: tuple[Rule, ...] | None = None,
) -> Ticket | None:
    """Return what a ticket says, in the order of time; None where a paste is one request or one response.

    Never raises for what the text holds. `choice`, `url` and `rules` are as in `explain_paste`.
    """
    text = without_returns(_COLOR.sub("", text[:MOST_BYTES]))
    raws = _parts_of(text)
    if not is_ticket([raw.part for raw in raws]):
        return None
    parts: list[Part] = []
    left = len(raws)
    for raw in raws:
        if raw.part.kind in {"response", "trace"} and left <= _MOST_DIAGNOSED:
            parts.append(
                diagnosed(raw.part, raw.text, _request_of(raw.part, parts, raws), choice, url, rules)
            )
        elif raw.part.found:
            parts.append(raw.part)
        left -= 1
    redactor = redactor_of(parts)
    parts = [masked(part, redactor) for part in parts]
    filled = filled_from(parts)
    return Ticket(tuple(parts), filled, contradictions_in(parts, filled), ids_in(text))


def thread_in(text: str) -> Filled | None:
    """Return the form as a thread of messages fills it; None where a text is none."""
    parts = [raw.part for raw in _parts_of(without_returns(_COLOR.sub("", text[:MOST_BYTES])))]
    requests = [part for part in parts if part.found and part.kind != "call"]
    if not requests or len({part.message.index for part in parts}) < 2:
        return None
    return filled_from(requests)


def is_ticket(parts: Sequence[Part]) -> bool:
    """Tell whether parts are more than one request, one response, or several requests for one reader."""
    if len(parts) > 1 and len({part.message.index for part in parts}) > 1:
        return True
    return any(part.found for part in parts) and any(not part.found for part in parts)


def _parts_of(text: str) -> list[_Raw]:
    """Return the parts of a text, the oldest first."""
    calendar = Calendar.of(text)
    segments = cut_messages(text, calendar)
    found = (raw for segment in segments for raw in _raws(segment, calendar))
    raws = _without_quoted_copies(list(islice(found, _MOST_PARTS)))
    messages = list({raw.part.message.index: raw.part.message for raw in raws}.values())
    own: dict[int, list[Moment]] = {}
    for raw in raws:
        own.setdefault(raw.part.message.index, []).extend([raw.part.own] if raw.part.own else [])
    ranks = ranks_of(messages, own)
    ordered: list[_Raw] = []
    for message in sorted(messages, key=lambda message: ranks[message.index]):
        inside = [raw for raw in raws if raw.part.message.index == message.index]
        ordered += [inside[place] for place in in_time([raw.part.own for raw in inside])]
    return ordered


def _raws(segment: Segment, calendar: Calendar) -> list[_Raw]:
    texts = [line.text for line in segment.lines]
    cuts = list(islice(cut_parts(texts), _MOST_PARTS))
    if any(cut.kind in {"response", "trace"} for cut in cuts):
        cuts = [cut for cut in cuts if cut.kind != "mention"]
    taken = {line for cut in cuts for line in range(cut.start, cut.end)}
    found = []
    for cut in cuts:
        if cut.kind == "labels":
            cut = replace(cut, text=_with_url_of_talk(cut, texts, taken))
        above = texts[cut.start - 1] if cut.start else ""
        own = own_moment(cut.text, above, calendar)
        part = _part_of(cut, segment.message, segment.lines[cut.start].number, own)
        found += [_Raw(part, cut.text)] if part else []
    return found


def _with_url_of_talk(cut: Cut, texts: Sequence[str], taken: Collection[int]) -> str:
    """Return the text of settings with the URL that the sentences around them name."""
    above = range(cut.start - 1, max(-1, cut.start - _MOST_TALK), -1)
    below = range(cut.end, min(len(texts), cut.end + _MOST_TALK))
    talk = (texts[line][:_MOST_OF_TALK] for line in (*above, *below) if line not in taken)
    url = next((found[0] for line in talk if (found := _TOKEN_URL.search(line))), "")
    return f"{cut.text}\n\n{url}" if url and "://" not in cut.text else cut.text


def _part_of(cut: Cut, message: Message, line: int, own: Moment | None) -> Part | None:
    if cut.kind in {"response", "mention"}:
        return Part("response", line, message, own)
    if cut.kind == "trace":
        return Part("trace", line, message, own)
    found = read_import(cut.text)
    if not found.format:
        return None
    kind: PartKind = "settings" if cut.kind == "labels" else "request"
    if kind == "request" and not _asks_for_a_token(found, cut.text):
        kind = "call"
    return Part(kind, line, message, own, found)


def _asks_for_a_token(found: Import, text: str) -> bool:
    if _BEARER.search(text[:20_000]):
        return False
    taken = {taken.key for taken in found.taken}
    url = found.connector.token_url.lower()
    has_account = {"username", "password"} <= taken
    return has_account or (
        bool(taken & _CREDENTIALS) and (not url or any(word in url for word in _TOKEN_WORDS))
    )


def _without_quoted_copies(raws: list[_Raw]) -> list[_Raw]:
    """Leave out what is quoted again: the copy that is quoted least often stays."""
    least: dict[str, int] = {}
    for raw in raws:
        key = " ".join(raw.text.split())
        least[key] = min(least.get(key, raw.part.message.depth), raw.part.message.depth)
    kept, seen = [], set()
    for raw in raws:
        key, depth = " ".join(raw.text.split()), raw.part.message.depth
        if depth > least[key] or (depth and key in seen):
            continue
        seen.add(key)
        kept.append(raw)
    return kept


def _request_of(response: Part, before: Sequence[Part], all_raws: Sequence[_Raw]) -> Part | None:
    """Return the request that a response answers: the nearest before it in its message, or the only one.

    A response doesn't answer a request that was made after it.
    """
    same = [part for part in before if part.message.index == response.message.index]
    near = next((part for part in reversed(same) if part.kind in {"request", "call"}), None)
    if near:
        return near
    requests = [raw.part for raw in all_raws if raw.part.kind == "request"]
    return requests[0] if len(requests) == 1 and not _is_later(requests[0], response) else None


def _is_later(request: Part, response: Part) -> bool:
    """Tell whether a request is surely from after a response."""
    one, other = request.moment, response.moment
    if not one or not other or not (one.has_date and other.has_date):
        return False
    # Clocks of different zones differ by hours. A date alone is any time of its day.
    known = one.has_zone == other.has_zone and one.has_time and other.has_time
    return one.at - other.at > (timedelta(0) if known else ZONES_APART)
