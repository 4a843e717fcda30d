"""What an error code means, as text for people and as JSON: the formats of `explain CODE`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..diagnosis.codes.meaning import CodeMeaning
from ..diagnosis.finding import Severity
from ..plain_text import plain_line
from ..terminal.ink import BLANK, Ink, Paragraph, Span, paragraph
from .explain_json import SCHEMA
from .explained_text import PHASES
from .findings_text import findings_report


def code_report(meaning: CodeMeaning, least: Severity = "info") -> Iterator[Paragraph]:
    """Yield what a code means; for one that is not known, the known codes near it."""
    titles = [finding.title for _, finding in meaning.meanings[:1]]
    titles = titles or [definition.text for definition in meaning.definitions[:1]] or ["not known here"]
    yield paragraph(Span(meaning.code, Ink.STRONG), f" (error code): {titles[0]}", hanging=2)
    if not meaning.is_known:
        yield paragraph(
            "No standard and no rule here knows this code, and there is no file of this name.", indent=2
        )
        if meaning.nearest:
            yield paragraph(f"Known codes like it: {', '.join(meaning.nearest)}.", indent=2)
        yield paragraph("Explain the complete response: its sentences say more than its code.", indent=2)
    for definition in meaning.definitions:
        yield paragraph(f"{definition.reference}: {definition.text}", indent=2, hanging=4)
    for phase, finding in meaning.meanings:
        if finding.is_at_least(least):
            yield BLANK
            yield paragraph(f"{finding.vendor or 'Any server'}, in a {PHASES[phase]}:")
            yield from findings_report((finding,))


def code_document(meaning: CodeMeaning) -> dict[str, Any]:
    """Return what `explain --json` prints for a code."""
    return {
        "schema": SCHEMA,
        "source": plain_line(meaning.code),
        "code": plain_line(meaning.code),
        "is_known": meaning.is_known,
        "definitions": [
            {"text": definition.text, "reference": definition.reference} for definition in meaning.definitions
        ],
        "findings": [{**finding.document(), "phase": phase} for phase, finding in meaning.meanings],
        "nearest": list(meaning.nearest),
    }
