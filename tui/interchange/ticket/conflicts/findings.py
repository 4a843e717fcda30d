"""Finds where the parts of a ticket contradict each other: two tenants, two clients, two secrets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ....diagnosis.finding import Finding, by_severity
from ..filling import Filled
from ..part import Part
from .changes import change_findings
from .naming import naming_findings
from .staleness import staleness_findings


def contradictions_in(parts: Sequence[Part], filled: Filled) -> tuple[Finding, ...]:
    """Return the contradictions, the most telling first. `parts` are in the order of time."""
    return by_severity(_once(_all(parts, filled)))


def _all(parts: Sequence[Part], filled: Filled) -> Iterator[Finding]:
    yield from naming_findings(parts, filled)
    yield from change_findings(parts, filled)
    yield from staleness_findings(parts, filled)


def _once(findings: Iterator[Finding]) -> Iterator[Finding]:
    seen = set()
    for finding in findings:
        key = (finding.id, finding.title, finding.culprits)
        if key not in seen:
            seen.add(key)
            yield finding
