"""Wraps paragraphs to a number of cells. A word longer than a line is broken, in a URL after a delimiter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from ..plain_text import plain_line
from .cells import fitting
from .ink import Paragraph, Span

Line = tuple[Span, ...]
"""One line of a terminal: its indent and what is written in it."""

WIDEST: Final = 100
"""Cells of a line that people like to read."""
_FEWEST: Final = 8
"""Cells that are left for the text of a line, however far it is indented."""
_LOOKED_AT: Final = 8 * WIDEST
"""Characters that can fit into a line, combining ones included."""
_DELIMITER: Final = re.compile(r"[/?&=,;:.@_-](?=[^/?&=,;:.@_-]*$)")


def wrapped(paragraphs: Iterable[Paragraph], width: int) -> Iterator[Line]:
    """Yield the lines of paragraphs, none wider than `width` cells. Verbatim paragraphs stay whole."""
    for each in paragraphs:
        spans = tuple(Span(plain_line(span.text), span.ink) for span in each.spans if span.text)
        if each.is_verbatim:
            yield (Span(" " * each.indent), *spans)
            continue
        first, others = (min(indent, max(width - _FEWEST, 0)) for indent in (each.indent, each.hanging))
        text = "".join(span.text for span in spans)
        for number, (start, end) in enumerate(_places(text, width - first, width - others)):
            indent = (others if number else first) if end > start else 0
            yield (Span(" " * indent), *_between(spans, start, end))


def plain_lines(paragraphs: Iterable[Paragraph], width: int = WIDEST) -> Iterator[str]:
    """Yield the lines of paragraphs without their meaning."""
    for line in wrapped(paragraphs, width):
        yield "".join(span.text for span in line)


def _places(text: str, first: int, others: int) -> Iterator[tuple[int, int]]:
    """Yield where each line starts and ends in a text; one at least."""
    start, width = _next_word(text, 0), first
    if start == len(text):
        yield 0, 0
    while start < len(text):
        end = _end_of_line(text, start, width, others)
        yield start, start + len(text[start:end].rstrip(" "))
        start, width = _next_word(text, end), others


def _end_of_line(text: str, start: int, width: int, others: int) -> int:
    """Return where a line of this width ends: before a word that fits into a line of the other width."""
    end = start + fitting(text[start : start + _LOOKED_AT], width)
    if end >= len(text) or text[end] == " ":
        return end
    word = text.rfind(" ", start, end) + 1
    if word > start and word + fitting(text[word : word + _LOOKED_AT], others) >= _end_of_word(text, end):
        return word
    begun = max(word, start)
    delimiter = _DELIMITER.search(text, begun, end)
    if delimiter and delimiter.end() > begun + (end - begun) // 2:
        return delimiter.end()
    return max(end, start + 1)  # even where not one character fits


def _end_of_word(text: str, start: int) -> int:
    end = text.find(" ", start, start + _LOOKED_AT)
    return end if end >= 0 else min(len(text), start + _LOOKED_AT)


def _next_word(text: str, start: int) -> int:
    while start < len(text) and text[start] == " ":
        start += 1
    return start


def _between(spans: Iterable[Span], start: int, end: int) -> Iterator[Span]:
    """Yield what spans hold between two places of their whole text."""
    at = 0
    for span in spans:
        piece = span.text[max(start - at, 0) : max(end - at, 0)]
        if piece:
            yield Span(piece, span.ink)
        at += len(span.text)
