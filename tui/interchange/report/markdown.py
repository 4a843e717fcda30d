"""Writes reports as Markdown that every ticket system shows alike: headings, lists and fences, no tables.

Foreign text can't leave its place: a fence is longer than any run of backticks in it, and what Markdown would
read as its own stands behind a backslash. So a list of facts is no table, where a `|` could not be told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from ...time_words import duration
from .blocks import Block, Code, Facts, Items, Prose, Section, Waterfall
from .layers import NAMES, LayerRow, State
from .model import Report, overview

_OWN: Final = re.compile(r"[\\`*\[\]<>|~&]|(?<![^\W_])_|_(?![^\W_])")
"""What Markdown reads as its own anywhere. An underscore inside a word is a letter."""
_FIRST: Final = re.compile(r"^(\s*)([#+=-]|\d{1,9}(?=[.)](?:\s|$)))")
"""What it reads so at the start of a line."""
_RUN: Final = re.compile(r"`+")
_BAR: Final = 40
_SIGNS: Final = {State.PASSED: "✓", State.CUT: "!", State.STOPPED: "✗"}


def markdown(reports: Sequence[Report]) -> str:
    """Return reports as one Markdown text, each under its own heading."""
    first = overview(reports)
    parts = [*_section(replace(first, depth=0))] if first else []
    for report in reports:
        parts += _report(report)
    return "\n\n".join(parts) + "\n"


def _report(report: Report) -> Iterator[str]:
    yield f"# {_text(report.name)}: {_text(report.title)}"
    if report.detail:
        yield _line(report.detail)
    yield f"Report of {report.made} (UTC)."
    for section in report.sections:
        yield from _section(section)


def _section(section: Section) -> Iterator[str]:
    yield f"{'#' * (section.depth + 1)} {_text(section.title)}"
    for block in section.blocks:
        if text := "\n".join(_block(block)):
            yield text


def _block(block: Block) -> Iterator[str]:
    match block:
        case Prose(text):
            yield _line(text)
        case Items(items, is_numbered):
            for number, item in enumerate(items, start=1):
                yield f"{f'{number}.' if is_numbered else '-'} {_line(item)}"
        case Facts(rows, title):
            if title:
                yield f"**{_text(title)}**\n"
            for row in rows:
                yield f"- {_text(row.label)}: {_code(row.value) if row.is_exact else _text(row.value)}"
        case Code(title, text):
            yield f"**{_text(title)}**\n"
            yield _fenced(text)
        case Waterfall(rows):
            yield _fenced("\n".join(_layer_lines(rows)))


def _text(text: str) -> str:
    """Return a text in which Markdown reads nothing as its own."""
    return _OWN.sub(lambda match: f"\\{match.group()}", text)


def _line(text: str) -> str:
    """Return the same for a text that begins a line."""
    return _FIRST.sub(_harmless_start, _text(text))


def _harmless_start(match: re.Match[str]) -> str:
    # A number is no list if its dot stands behind a backslash.
    return f"{match[1]}{match[2]}\\" if match[2].isdigit() else f"{match[1]}\\{match[2]}"


def _code(text: str) -> str:
    """Return a text as a code span that it can't end."""
    if not text.strip():
        return "(blank)"
    ticks = "`" * (_longest_run(text) + 1)
    room = " " if text.startswith(("`", " ")) or text.endswith(("`", " ")) else ""
    return f"{ticks}{room}{text}{room}{ticks}"


def _fenced(text: str) -> str:
    fence = "`" * max(3, _longest_run(text) + 1)
    return f"{fence}text\n{text}\n{fence}"


def _longest_run(text: str) -> int:
    return max((len(run) for run in _RUN.findall(text)), default=0)


def _layer_lines(rows: Sequence[LayerRow]) -> Iterator[str]:
    """Yield a line for each layer, with a bar from its beginning to its end."""
    whole = max((row.began + (row.spent or 0.0) for row in rows), default=0.0)
    for row in rows:
        name = f"{_SIGNS.get(row.state, ' ')} {NAMES[row.layer]:<8}"
        if row.state is State.NOT_REACHED:
            yield f"{name} not reached"
            continue
        spent = "" if row.spent is None else duration(row.spent)
        yield f"{name}{spent:>9}  {_bar(row, whole):<{_BAR}}  {', '.join(row.details)}".rstrip()
        for trial in row.trials:
            yield f"    ✗ {trial.ip}: {trial.error}"


def _bar(row: LayerRow, whole: float) -> str:
    if row.spent is None or whole <= 0:
        return ""
    first = min(int(row.began / whole * _BAR), _BAR - 1)
    length = max(round(row.spent / whole * _BAR), 1)
    return (" " * first + "━" * length)[:_BAR]
