"""Finds where a message of a thread begins, by the shape of its header and not by its words.

On Tue, Nov 3, 2026 at 10:12 AM Anna <anna@example.com> wrote:     a date, a name, a colon
From: Anna / Sent: Tuesday, November 3, 2026 10:12 AM / To: …       lines with labels, a date among them
--- Comment by Anna Schmidt on 2026-11-03 10:12                     a date and a name, and nothing else
Anna Schmidt [10:42 AM]                                             the same with a time alone
[03.11.26, 10:42:13] Anna: it still fails                           the same, and the message behind it
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from ..import_.texts.labels.meanings import is_weak, meaning_of_label
from .moments import Calendar, Moment

_LONGEST: Final = 200
_LONGEST_INTRODUCTION: Final = 250
_MOST_LABELS: Final = 10
_SENDERS: Final = frozenset("from von de da van från fra od".split())
"""Labels of a sender, whose name may be a single word: “From: Support”."""
_LABEL: Final = re.compile(
    r"[ \t]*[*_]{0,2}([^\W\d_][^\W\d_ ]{0,20}(?: [^\W\d_]{1,15}){0,2})[*_]{0,2}[  ]?:[*_]{0,2}[ \t]+(.+)"
)
_EMAIL: Final = re.compile(r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_OF_A_LOG: Final = re.compile(
    r"\b(?:ERROR|WARN|WARNING|INFO|DEBUG|TRACE|FATAL|SEVERE|NOTICE|CRITICAL)\b|https?://|[={}\"\\;]|HTTP/\d|::"
)
_OF_HTTP: Final = frozenset(
    "server connection vary expires via pragma age location allow etag host accept origin cookie".split()
)
_MARKS: Final = re.compile(r"[\s\-–—=*#|•·:()\[\],<>~_/.]+")
_NAME: Final = re.compile(r"[^\W\d_][\w.'’-]{0,30}")
_ADJACENT: Final = re.compile(r"(?<!\w)[^\W\d_a-z]['’\w.-]{1,30},? (?:[a-z]{2,3} )?[^\W\d_a-z]['’\w.-]{0,30}")
"""Two words that begin with a capital, as first and last names do."""
_DECORATED: Final = re.compile(r"^\s*(?:-{2,}|={2,}|\*{2,}|#{1,4}[ \d]|\[|[|•])|[\])>]\s*$|\s[-–—|•·]\s|\(")
_SPOKEN: Final = re.compile(
    r"[\s\])>|–—-]{0,6}([^\W\d_a-z][\w.'’-]{0,30}(?: [^\W\d_a-z][\w.'’-]{0,30}){0,3}):[ \t]+(\S.*)"
)
_WEEKDAY_OR_DAY: Final = re.compile(
    r"(?i)\b(?:mon|tues?|wed|thu(?:rs)?|fri|sat(?:ur)?|sun|wednes)(?:day)?\b,?|\b(?:today|yesterday|heute|gestern|hoy|ayer)\b"
)
_DIGIT: Final = re.compile(r"\d")
_MOST_WORDS: Final = 9


@dataclass(frozen=True)
class Header:
    """The header of a message."""

    moment: Moment
    lines: int = 1
    rest: str = field(default="", repr=False)
    """What the message says in the line of its header."""
    introduces: bool = False
    """Whether the message is the quote that follows, and not what the same writer goes on with."""


def header_at(lines: Sequence[str], index: int, calendar: Calendar) -> Header | None:
    """Return the header of a message that begins at a line; None where none does."""
    line = lines[index]
    if len(line) > _LONGEST_INTRODUCTION or not line.strip():
        return None
    found = _labeled(lines, index, calendar)
    if found is None and _DIGIT.search(line) and not _OF_A_LOG.search(line):
        found = _introduction(lines, index, calendar) or _one_line(lines, index, calendar)
    if found and found.moment.has_date:
        calendar.day = found.moment.at.date()
    return found


def _labeled(lines: Sequence[str], index: int, calendar: Calendar) -> Header | None:
    """Read lines such as From, Sent, To and Subject: one of them is a date, and none is a field."""
    if ":" not in lines[index] or _LABEL.fullmatch(lines[index]) is None:
        return None
    moment, count, people, labels = None, 0, 0, []
    for line in lines[index : index + _MOST_LABELS]:
        found = _LABEL.fullmatch(line[:_LONGEST_INTRODUCTION])
        if found is None:
            break
        value = found[2]
        labels.append(found[1])
        count += 1
        is_dated = moment is None and _DIGIT.search(value)
        when = calendar.first_in(value, also_a_time_alone=False) if is_dated else None
        if moment is None and when and when.has_time and len(_MARKS.sub("", _outside(value, when))) <= 20:
            moment = when
        elif when is None and not people:
            is_sender = found[1].lower() in _SENDERS and bool(value.strip())
            people += is_sender or bool(_EMAIL.search(value) or _ADJACENT.search(value))
    if moment is None or count < 2 or not people or any(map(_is_no_mail_label, labels)):
        return None
    return Header(moment, count)


def _is_no_mail_label(label: str) -> bool:
    """Tell whether a label is a header of HTTP, or a field of the form."""
    return label.lower() in _OF_HTTP or bool(meaning_of_label(label) and not is_weak(label))


def _introduction(lines: Sequence[str], index: int, calendar: Calendar) -> Header | None:
    """Read `On …, Anna wrote:`, in one line or broken into two."""
    line, count = lines[index].rstrip(), 1
    if not line.endswith(":"):
        after = lines[index + 1].rstrip() if index + 1 < len(lines) else ""
        if not after.endswith(":") or len(after) > 120 or _OF_A_LOG.search(after):
            return None
        line, count = f"{line} {after}", 2
    moment = calendar.first_in(line)
    if moment is None or not moment.has_time:
        return None
    outside = _outside(line, moment)
    if not _EMAIL.search(outside) and not _ADJACENT.search(outside):
        return None
    return Header(moment, count, introduces=True)


def _one_line(lines: Sequence[str], index: int, calendar: Calendar) -> Header | None:
    """Read a line of a date and a name; or of a date alone, below a name."""
    line = lines[index]
    if len(line) > _LONGEST:
        return None
    moment = calendar.first_in(line)
    if moment is None:
        return None
    spoken = _SPOKEN.fullmatch(line, moment.end)
    if spoken and not _MARKS.sub("", line[: moment.start]):
        return Header(moment, rest=spoken[2])
    outside = _WEEKDAY_OR_DAY.sub(" ", _outside(line, moment))
    if _WEEKDAY_OR_DAY.sub("", line[: moment.start]).rstrip(" ,").endswith(":"):
        return None  # a label, such as that of a header of HTTP
    words = [word for word in _MARKS.split(_EMAIL.sub(" ", outside)) if word]
    if not words:
        if not moment.has_time:
            calendar.day = moment.at.date()  # a line between the days of a chat
        above = lines[index - 1].strip() if index else ""
        is_below_a_name = bool(above) and len(above) <= 60 and _is_name(_MARKS.split(above.strip(":")))
        return Header(moment) if (is_below_a_name and moment.has_time) or _is_email_only(outside) else None
    if len(words) > _MOST_WORDS or line.rstrip()[-1:] in ".?!" or not _is_of_names(words):
        return None
    bare = outside.strip()
    is_named = bool(_ADJACENT.search(bare) or _EMAIL.search(outside))
    is_decorated = bool(_DECORATED.search(line)) and any(word[:1].isupper() for word in words)
    is_name_and_time = (
        len(words) <= 3
        and not line[moment.end :].strip(" ])")
        and (
            line[: moment.start].endswith(("  ", "\t", "[", "(")) or all(word[:1].isupper() for word in words)
        )
    )
    return Header(moment) if is_named or is_decorated or is_name_and_time else None


def _is_email_only(outside: str) -> bool:
    return bool(_EMAIL.search(outside))


def _is_name(words: Sequence[str]) -> bool:
    words = [word for word in words if word]
    return 0 < len(words) <= 4 and all(_NAME.fullmatch(word) for word in words) and words[0][:1].isupper()


def _is_of_names(words: Sequence[str]) -> bool:
    """Tell whether words have nothing but letters, or are the number of a comment."""
    return all(_NAME.fullmatch(word) or (word.isdigit() and len(word) < 8) for word in words)


def _outside(line: str, moment: Moment) -> str:
    return f"{line[: moment.start]} {line[moment.end :]}"
