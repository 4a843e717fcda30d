"""Cuts a thread into its messages: at their headers, and where the depth of the quotes changes.

A quote is older than what quotes it. After a quote, its writer goes on with the same message.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from .message_headers import header_at
from .moments import Calendar, Moment

_QUOTED: Final = re.compile(r"[ \t]{0,3}>(?:[ \t]?>)*[ \t]?")
_SENT_LINE: Final = re.compile(r"> (?:[A-Z]{3,10} \S+ HTTP/\d|[A-Za-z][\w-]{0,60}: )|>\s*$")
"""What `curl -v` prints of a request, with a mark that looks like a quote's."""
_FIRST_SENT_LINE: Final = re.compile(r"> [A-Z]{3,10} \S+ HTTP/\d")
_STATUS_LINE: Final = re.compile(r"\s{0,8}(?:< )?HTTP/\d(?:\.\d)? [1-5]\d\d")
_MOST_SENT_LINES: Final = 60
_MOST_MESSAGES: Final = 1000
_CARRIED_ON: Final = ("\\", "^", "`")


@dataclass(frozen=True)
class Line:
    """A line of the paste, without the marks of a quote."""

    number: int
    text: str = field(repr=False)


@dataclass(frozen=True)
class Message:
    """One message of the thread, or the part of one that no header names."""

    index: int
    depth: int = 0
    """How often it is quoted."""
    moment: Moment | None = None


@dataclass(frozen=True)
class Segment:
    """Lines of one message that follow each other."""

    message: Message
    lines: tuple[Line, ...] = field(repr=False)


@dataclass
class _Thread:
    calendar: Calendar
    segments: list[Segment] = field(default_factory=list)
    owners: dict[int, Message] = field(default_factory=dict)
    """The message that is being read, at each depth."""
    lines: list[Line] = field(default_factory=list)
    count: int = 0

    def begin(self, depth: int, moment: Moment | None = None) -> None:
        """Begin a message, which ends all that it quotes."""
        for deeper in [known for known in self.owners if known >= depth]:
            del self.owners[deeper]
        self.owners[depth] = Message(self.count, depth, moment)
        self.count += 1

    def close(self, depth: int) -> None:
        """End the lines read so far, which belong to the message at a depth."""
        if any(line.text.strip() for line in self.lines):
            if depth not in self.owners:
                self.begin(depth)
            self.segments.append(Segment(self.owners[depth], tuple(self.lines)))
        self.lines = []


def cut_messages(text: str, calendar: Calendar) -> list[Segment]:
    """Return a thread's messages, in the order of the text. Every line that isn't a header is in one."""
    written = text.split("\n")
    depths, bare = _without_marks(written)
    thread = _Thread(calendar)
    index, depth, in_headers = 0, 0, False
    while index < len(written):
        if bare[index].strip() and depths[index] != depth:
            thread.close(depth)
            depth = depths[index]
            for deeper in [known for known in thread.owners if known > depth]:
                del thread.owners[deeper]
        # The headers of a response may hold a date, but no message begins among them.
        in_headers = bool(bare[index].strip()) and (in_headers or bool(_STATUS_LINE.match(bare[index])))
        may_begin = bool(bare[index].strip()) and not in_headers and thread.count < _MOST_MESSAGES
        header = header_at(bare, index, thread.calendar) if may_begin else None
        if header is None:
            thread.lines.append(Line(index + 1, bare[index]))
            index += 1
            continue
        thread.close(depth)
        index += header.lines
        after = _depth_after(depths, bare, index)
        thread.begin(after if header.introduces and after > depth else depth, header.moment)
        if header.rest:
            thread.lines.append(Line(index, header.rest))
    thread.close(depth)
    return thread.segments


def _depth_after(depths: Sequence[int], bare: Sequence[str], index: int) -> int:
    """Return the depth of the next line that is not blank."""
    for near in range(index, min(index + 5, len(bare))):
        if bare[near].strip():
            return depths[near]
    return 0


def _without_marks(written: Sequence[str]) -> tuple[list[int], list[str]]:
    """Return how deep each line is quoted, and its text without the quote's marks."""
    depths: list[int] = []
    bare: list[str] = []
    sent_until = 0
    """The line after a request that `curl -v` printed, whose lines have a mark like a quote's."""
    for index, line in enumerate(written):
        found = _QUOTED.match(line)
        marks, text = (found[0], line[found.end() :]) if found else ("", line)
        depth = marks.count(">")
        if index >= sent_until and depth and _FIRST_SENT_LINE.match(f"> {text}"):
            sent_until = _end_of_sent(written, index, depth)
        if index < sent_until:
            depth, text = depth - 1, f"> {text}" if text else ">"
        elif depth == 1 and bare and depths[-1] == 0 and bare[-1].rstrip().endswith(_CARRIED_ON):
            depth = 0  # the shell's own prompt for a command that goes on
        depths.append(max(depth, 0))
        bare.append(text)
    return depths, bare


def _end_of_sent(written: Sequence[str], index: int, depth: int) -> int:
    """Return the line after a request that `curl -v` printed; the line itself where it is a quoted request.

    Of curl's own marks, the response follows without one. A quote goes on with them.
    """
    end = index
    while end < min(len(written), index + _MOST_SENT_LINES):
        found = _QUOTED.match(written[end])
        text = written[end][found.end() :] if found else ""
        if not found or found[0].count(">") != depth:
            return end
        if end > index and not _SENT_LINE.match(f"> {text}" if text else ">"):
            return index
        end += 1
    return end
