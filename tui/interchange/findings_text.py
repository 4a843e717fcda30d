"""Findings as text for people: what `explain` prints without --json."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ..diagnosis.finding import Finding
from ..diagnosis.next_step import NextStep
from ..diagnosis.steps import listed

LOCKOUT_WARNING: Final = "Each further attempt counts as a failed login and can lock the account."
LOGIN_COST: Final = "This may cost a failed login."
_WIDTH: Final = 100


def findings_text(findings: Sequence[Finding]) -> Iterator[str]:
    """Yield the first finding in full, and the others with their fix and their first evidence."""
    for index, finding in enumerate(findings):
        if index:
            yield ""
        yield from _wrapped(finding.title, "  ")
        if index == 0:
            yield from _wrapped(f"{finding.cause} {finding.certainty}", "    ")
        yield from fix_lines(finding)
        if finding.next and index == 0:
            yield from _wrapped(next_line(finding.next), "    ")
        if finding.fields:
            yield from _wrapped(f"Field: {', then '.join(finding.fields)}", "    ")
        for words in finding.evidence if index == 0 else finding.evidence[:1]:
            yield from _wrapped(f"Seen: {words}", "    ")
        if finding.lockout_risk:
            yield f"    {LOCKOUT_WARNING}"
        if finding.reference and index == 0:
            yield f"    See {finding.reference}."


def fix_lines(finding: Finding) -> Iterator[str]:
    """Yield the fix: one paragraph, or a line for each step where they are many."""
    steps = listed(finding.fix)
    if not steps:
        yield from _wrapped(f"Fix: {finding.fix}", "    ")
        return
    yield "    Fix:"
    for step in steps:
        yield from _wrapped(step, "      ")


def next_line(step: NextStep) -> str:
    """Return what would settle a finding, in a line: what to try or to ask, and what it may cost."""
    cost = f" {LOGIN_COST}" if step.costs_login else ""
    return f"Next: {step.text}{cost}"


def _wrapped(text: str, indent: str) -> list[str]:
    import textwrap  # for text alone, not for --json

    return textwrap.wrap(text, _WIDTH, initial_indent=indent, subsequent_indent=indent + "  ")
