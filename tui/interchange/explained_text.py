"""An explained paste as text for people: what `explain` prints without --json."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ..diagnosis.finding import Finding, Severity
from ..terminal.ink import BLANK, Ink, Paragraph, Span, paragraph
from .explained_paste import Explained, Reading
from .findings_text import in_full, in_short, sign

PHASES: Final = {"token": "response of the token endpoint", "api": "response of the API"}
"""What a response of each phase is called."""


def explained_report(
    name: str, explained: Explained, least: Severity = "info", *, other_way: str = "Use --no-api"
) -> Iterator[Paragraph]:
    """Yield the verdict on one paste, what it was read as, and all findings that are severe enough.

    `other_way` says how to read it as what it was not read as.
    """
    status, phase = explained.pasted.status, explained.reading.phase
    facts = f"{f'status {status}' if status else 'status unknown'}, {PHASES[phase]}" if phase else "a request"
    yield explained_verdict(name, explained.findings)
    yield paragraph(Span(facts, Ink.FAINT), indent=2)
    if why := why_read_so(explained.reading, other_way):
        yield paragraph(Span(why, Ink.FAINT), indent=2)
    yield from below_verdict(explained.findings, least)


def explained_verdict(name: str, findings: Sequence[Finding]) -> Paragraph:
    """Return the first finding's title in a line, behind its sign and the name of what it is about."""
    if not findings:
        return paragraph(Span(name, Ink.STRONG))
    first = findings[0]
    return paragraph(sign(first), " ", Span(name, Ink.STRONG), f": {first.title}", hanging=2)


def below_verdict(findings: Sequence[Finding], least: Severity) -> Iterator[Paragraph]:
    """Yield the first finding without its title, which the verdict has, and the others, shorter."""
    for finding in findings[:1]:
        if finding.is_at_least(least):
            yield BLANK
            yield from in_full(finding)
    yield from in_short([finding for finding in findings[1:] if finding.is_at_least(least)])


def why_read_so(reading: Reading, other_way: str) -> str:
    """Return why a response was read as that of an API though nobody said so, and the way to the other one.

    Empty where the user chose, and for the token endpoint, which is what this program is about.
    """
    if reading.by != "response":
        return ""
    return f"Only an API sends {reading.mark}. {other_way} to read it as a {PHASES['token']}."
