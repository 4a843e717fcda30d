"""What to change after a run: the steps of the fix, the fields that they are about, and what to try next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ...diagnosis.finding import Finding
from ...diagnosis.verdict import Headline
from ..findings_text import LOCKOUT_WARNING, next_line
from .blocks import Block, Items, Prose, Section
from .case import Case


@dataclass(frozen=True)
class Changes:
    """What to do, in order. Its texts are masked and harmless."""

    fields: tuple[str, ...]
    """The form's labels of the fields to change, the most probable first."""
    steps: tuple[str, ...]
    next: str
    """What would settle it; empty where nothing is open."""
    locks: bool
    """Whether one more attempt could lock the account."""
    further: tuple[str, ...]
    """The fixes of other errors and warnings."""

    def document(self) -> dict[str, Any]:
        """Return it as a JSON value."""
        return {
            "fields": list(self.fields),
            "steps": list(self.steps),
            "next": self.next or None,
            "further": list(self.further),
        }

    def section(self) -> Section:
        """Return it as a section."""
        blocks: list[Block] = []
        if self.fields:
            blocks.append(Prose(f"Field: {', then '.join(self.fields)}"))
        blocks.append(Items(self.steps, is_numbered=len(self.steps) > 1))
        if self.next:
            blocks.append(Prose(self.next))
        if self.locks:
            blocks.append(Prose(LOCKOUT_WARNING))
        if self.further:
            blocks += [Prose("Also:"), Items(self.further)]
        return Section("What to change", tuple(blocks))


def changes_of(case: Case, found: Headline) -> Changes:
    """Return what to change: first what the headline is about."""
    first = found.tells
    further = tuple(
        case.shown(f"{finding.title} {finding.fix}")
        for finding in case.all_findings
        if finding is not first and finding.severity != "info"
    )
    if first is None:
        step = nothing_to_do(case, "Nothing has to change.") if found.works else case.shown(found.title)
        return Changes((), (step,), "", False, further)
    return Changes(first.fields, _steps(case, first), _next(case, first), first.lockout_risk, further)


def nothing_to_do(case: Case, otherwise: str) -> str:
    """Return that it works, and which fields were changed before it did; `otherwise` where none was."""
    if not case.corrected:
        return otherwise
    *others, last = case.corrected
    fields = f"{', '.join(others)} and {last} were" if others else f"{last} was"
    return f"Nothing more has to change: it works since {fields} changed."


def _steps(case: Case, finding: Finding) -> tuple[str, ...]:
    return tuple(map(case.shown, finding.steps))


def _next(case: Case, finding: Finding) -> str:
    return case.shown(next_line(finding.next)) if finding.next else ""
