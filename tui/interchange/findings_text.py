"""Findings as plain text for people."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import Final

from ..diagnosis.finding import Finding

_WIDTH: Final = 100


def findings_text(findings: Sequence[Finding]) -> Iterator[str]:
    """Yield lines: the first finding in full, the others with their fix and what led to them."""
    for index, finding in enumerate(findings):
        if index:
            yield ""
        yield from _wrapped(f"{finding.title}", "  ")
        if index == 0:
            yield from _wrapped(finding.cause, "    ")
        yield from _wrapped(f"Fix: {finding.fix}", "    ")
        if finding.fields:
            yield from _wrapped(f"Field: {', then '.join(finding.fields)}", "    ")
        for words in finding.evidence if index == 0 else finding.evidence[:1]:
            yield from _wrapped(f"Seen: {words}", "    ")
        if finding.lockout_risk:
            yield "    Each further try counts as a failed login and could lock the account."
        if finding.reference and index == 0:
            yield f"    See {finding.reference}."


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=indent, subsequent_indent=indent + "  ")
