"""What an error code means, as text for people and as JSON: the formats of `explain CODE`."""

from __future__ import annotations

import textwrap
from typing import Any, Final

from ..diagnosis.codes.meaning import CodeMeaning
from ..plain_text import plain_line
from .explain_json import SCHEMA
from .explained_text import PHASES
from .findings_text import findings_text

_WIDTH: Final = 100


def code_text(meaning: CodeMeaning) -> str:
    """Return what a code means, for people; for one that is not known, the known codes near it."""
    lines = [f"{meaning.code} (error code)"]
    if not meaning.is_known:
        lines.append("  No standard and no rule here knows this code, and there is no file of this name.")
        if meaning.nearest:
            lines.append(f"  Known codes like it: {', '.join(meaning.nearest)}.")
        lines.append("  Explain the complete response: its sentences say more than its code.")
    for definition in meaning.definitions:
        lines += textwrap.wrap(
            f"{definition.reference}: {definition.text}",
            _WIDTH,
            initial_indent="  ",
            subsequent_indent="    ",
        )
    for phase, finding in meaning.meanings:
        lines += ["", f"{finding.vendor or 'Any server'}, in a {PHASES[phase]}:", *findings_text((finding,))]
    return "\n".join(map(plain_line, lines))


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
