"""Findings as text for people: what `run` and `explain` print of them, and what the wizard copies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from ..diagnosis.finding import Finding
from ..diagnosis.next_step import NextStep
from ..oauth2.secret import MASK
from ..terminal.ink import BLANK, Ink, Paragraph, Span, paragraph
from ..terminal.wrapping import plain_lines
from .run_text.proposed_change import NO_FIELD, proposed_change

if TYPE_CHECKING:
    from ..oauth2.connector import Connector
    from ..oauth2.masking.redaction import Redactor

LOCKOUT_WARNING: Final = "Each further attempt counts as a failed login and can lock the account."
LOGIN_COST: Final = "This may cost a failed login."
SIGNS: Final = {"error": "✗", "warning": "!", "info": "i"}
"""The sign of each severity: it says what the color says."""
INKS: Final = {"error": Ink.FAILS, "warning": Ink.WARNS, "info": Ink.FAINT}
_INDENT: Final = 2
_COLUMN: Final = 9
"""Cells of the labels' column."""


def findings_text(findings: Sequence[Finding]) -> Iterator[str]:
    """Yield the lines of `findings_report`, without color."""
    yield from plain_lines(findings_report(findings))


def findings_report(findings: Sequence[Finding]) -> Iterator[Paragraph]:
    """Yield the first finding in full, and the others with their fix and their first evidence."""
    for finding in findings[:1]:
        yield paragraph(sign(finding), " ", Span(finding.title, Ink.STRONG), hanging=_INDENT)
        yield from in_full(finding)
    yield from in_short(findings[1:])


def sign(finding: Finding) -> Span:
    """Return the sign of a finding's severity."""
    return Span(SIGNS[finding.severity], INKS[finding.severity])


def in_full(
    finding: Finding,
    seen: Sequence[str] | None = None,
    sent: tuple[Connector, Redactor] | None = None,
    *,
    why: str = "",
) -> Iterator[Paragraph]:
    """Yield everything about a finding below its title: what to change, why, the evidence, and the steps.

    `seen` takes the place of the finding's own evidence, `why` comes before its cause. With the connector
    that was sent, and what masks its secrets, its values are named too.
    """
    change = proposed_change(finding, *sent) if sent else proposed_change(finding)
    if change.ask:
        yield labeled("Ask", Span(change.ask, Ink.STRONG))
    if change.fields or finding.severity == "error":
        yield labeled("Change", Span(", then ".join(change.fields) or NO_FIELD, Ink.STRONG))
    if change.to:
        now = f" (now {change.now})" if change.now and change.now not in change.to else ""
        yield labeled("To", *masked(change.to), *masked(now, Ink.FAINT))
    if reason := " ".join(filter(None, (why, finding.cause, finding.certainty))):
        yield labeled("Why", *masked(reason))
    yield from _listed("Seen", finding.evidence if seen is None else seen)
    if not change.is_all:
        yield from _steps(finding)
    if finding.next:
        yield labeled("Next", *masked(next_words(finding.next)))
    if finding.lockout_risk:
        yield labeled("Note", Span(LOCKOUT_WARNING, Ink.WARNS))
    if finding.reference:
        yield labeled("See", finding.reference)


def in_short(findings: Sequence[Finding]) -> Iterator[Paragraph]:
    """Yield findings after the first: a paragraph for each with its fix, and one with its first evidence."""
    for finding in findings:
        yield BLANK
        yield paragraph(
            sign(finding), " ", Span(finding.title, Ink.STRONG), " ", *masked(finding.fix), hanging=_INDENT
        )
        for words in finding.evidence[:1]:
            yield paragraph(
                Span("Seen: ", Ink.FAINT), *masked(words), indent=_INDENT, hanging=_INDENT + len("Seen: ")
            )
        if finding.lockout_risk:
            yield paragraph(Span(LOCKOUT_WARNING, Ink.WARNS), indent=_INDENT)


def labeled(label: str, *pieces: str | Span) -> Paragraph:
    """Return a paragraph beside its label, which stands in a column of its own."""
    return paragraph(
        Span(f"{label}:".ljust(_COLUMN), Ink.FAINT), *pieces, indent=_INDENT, hanging=_INDENT + _COLUMN
    )


def _listed(label: str, texts: Sequence[str]) -> Iterator[Paragraph]:
    """Yield a paragraph for each text, the first beside the label."""
    for index, text in enumerate(texts):
        if index == 0:
            yield labeled(label, *masked(text))
        else:
            yield paragraph(*masked(text), indent=_INDENT + _COLUMN)


def masked(text: str, ink: Ink = Ink.PLAIN) -> Iterator[Span]:
    """Yield a text with the masks of secrets faint."""
    for index, part in enumerate(text.split(MASK)):
        if index:
            yield Span(MASK, Ink.FAINT)
        if part:
            yield Span(part, ink)


def next_line(step: NextStep) -> str:
    """Return what would settle a finding, in a line: what to try or to ask, and what it may cost."""
    return f"Next: {next_words(step)}"


def next_words(step: NextStep) -> str:
    """Return what to try or to ask, and what it may cost."""
    return f"{step.text} {LOGIN_COST}" if step.costs_login else step.text


def _steps(finding: Finding) -> Iterator[Paragraph]:
    """Yield what to do: numbered where it is more than one step."""
    steps = finding.steps
    if len(steps) == 1:
        yield labeled("Do", *masked(steps[0]))
        return
    for number, step in enumerate(steps, 1):
        count = f"{number}. "
        label = Span("Steps:".ljust(_COLUMN), Ink.FAINT)
        before = (label, count) if number == 1 else (count,)
        first = _INDENT if number == 1 else _INDENT + _COLUMN
        yield paragraph(*before, *masked(step), indent=first, hanging=_INDENT + _COLUMN + len(count))
