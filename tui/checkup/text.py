"""What the checks found as text for people: a line each, and below it what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from ..terminal.ink import BLANK, Ink, Paragraph, Span, paragraph
from .check import Check, State
from .checkup import Family, worst

_INKS: Final[dict[State, Ink]] = {
    "ok": Ink.WORKS,
    "warning": Ink.WARNS,
    "problem": Ink.FAILS,
    "unknown": Ink.FAINT,
}


def checkup_text(families: Sequence[Family]) -> Iterator[Paragraph]:
    """Yield the paragraphs: the outcome first, then each family."""
    yield paragraph("This machine: ", Span(f"{_counts(families)}.", _INKS[worst(families)]))
    for family in families:
        yield BLANK
        yield paragraph(Span(family.title, Ink.STRONG))
        for check in family.checks:
            yield from _paragraphs(check)


def _counts(families: Sequence[Family]) -> str:
    counts = Counter(check.state for family in families for check in family.checks)
    told = [_counted(counts["problem"], "problem"), _counted(counts["warning"], "warning")]
    return ", ".join(filter(None, told)) or "nothing is wrong with it"


def _counted(count: int, word: str) -> str:
    return "" if not count else f"1 {word}" if count == 1 else f"{count} {word}s"


def _paragraphs(check: Check) -> Iterator[Paragraph]:
    sign = Span(check.sign, _INKS[check.state])
    yield paragraph(sign, f" {check.title}: {check.found}", indent=2, hanging=4)
    for detail in check.details:
        yield paragraph(Span(detail, Ink.FAINT), indent=6, hanging=8)
    if check.fix:
        yield paragraph(f"Fix: {check.fix}", indent=4, hanging=9)
