"""Writes reports as one HTML page that makes no request: no script, no picture, no address to load.

The page itself, with its style, is `page.html`; what is foreign is escaped before it gets there. A policy
(CSP) in it forbids every request, whatever a mistake here would let through.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from importlib.resources import files
from string import Template
from typing import Final

from ...time_words import duration
from .blocks import Block, Code, Fact, Facts, Items, Prose, Section, Waterfall
from .layers import NAMES, LayerRow, State
from .model import Report, overview

_STATES: Final = {
    State.PASSED: "passed",
    State.CUT: "cut",
    State.STOPPED: "stopped",
    State.NOT_REACHED: "not-reached",
    State.UNDER_WAY: "passed",
}
_SHORTEST_BAR: Final = 0.8
"""Percent of the width: a layer that took no time is seen too."""


def html_page(reports: Sequence[Report]) -> str:
    """Return reports as one page, each as an article of its own."""
    page = Template((files(__package__) / "page.html").read_text(encoding="utf-8"))
    names = ", ".join(report.name for report in reports)
    first = overview(reports)
    lines = [*_section(first)] if first else []
    for report in reports:
        lines += _report(report)
    return page.substitute(title=escape(f"connector-doctor: {names}"), body="\n".join(lines))


def _report(report: Report) -> Iterator[str]:
    yield f'<article class="{report.mood}">'
    yield "<header>"
    yield f'<p class="name">{escape(report.name)}</p>'
    yield f"<h1>{escape(report.title)}</h1>"
    if report.detail:
        yield f'<p class="detail">{escape(report.detail)}</p>'
    yield f'<p class="made">connector-doctor, <time>{escape(report.made)}</time></p>'
    yield "</header>"
    for section in report.sections:
        yield from _section(section)
    yield "</article>"


def _section(section: Section) -> Iterator[str]:
    yield f'<section class="depth-{section.depth} {section.mood}">'
    yield f"<h{section.depth + 1}>{escape(section.title)}</h{section.depth + 1}>"
    for block in section.blocks:
        yield from _block(block)
    yield "</section>"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Prose(text):
            yield f"<p>{escape(text)}</p>"
        case Items(items, is_numbered) if items:
            tag = "ol" if is_numbered else "ul"
            yield f"<{tag}>{''.join(f'<li>{escape(item)}</li>' for item in items)}</{tag}>"
        case Facts(rows, title):
            if title:
                yield f'<p class="facts-title">{escape(title)}</p>'
            yield "<dl>"
            for row in rows:
                yield f"<div><dt>{escape(row.label)}</dt><dd>{_value(row)}</dd></div>"
            yield "</dl>"
        case Code(title, text):
            # Open, so that paper has it too.
            yield f"<details open><summary>{escape(title)}</summary>"
            # A line break right after <pre> would be dropped.
            yield f"<pre>\n{escape(text)}</pre></details>"
        case Waterfall(rows):
            yield from _waterfall(rows)


def _value(row: Fact) -> str:
    value = escape(row.value) or "(blank)"
    return f"<code>{value}</code>" if row.is_exact else value


def _waterfall(rows: Sequence[LayerRow]) -> Iterator[str]:
    whole = max((row.began + (row.spent or 0.0) for row in rows), default=0.0)
    yield '<table class="waterfall"><tbody>'
    for row in rows:
        yield f'<tr class="{_STATES[row.state]}"><th scope="row">{NAMES[row.layer]}</th>'
        yield f"<td>{_spent(row)}</td><td>{_bar(row, whole)}</td>"
        yield f"<td>{escape(', '.join(row.details))}</td></tr>"
        for trial in row.trials:
            failed = escape(f"{trial.ip}: {trial.error}")
            yield f'<tr class="trial"><th></th><td></td><td></td><td>{failed}</td></tr>'
    yield "</tbody></table>"


def _spent(row: LayerRow) -> str:
    if row.state is State.NOT_REACHED:
        return "not reached"
    return "" if row.spent is None else duration(row.spent)


def _bar(row: LayerRow, whole: float) -> str:
    if row.spent is None or whole <= 0:
        return ""
    width = min(max(row.spent / whole * 100, _SHORTEST_BAR), 100)
    left = min(row.began / whole * 100, 100 - width)
    return f'<span class="bar" style="margin-left:{left:.2f}%;width:{width:.2f}%"></span>'
