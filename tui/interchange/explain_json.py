"""A diagnosed response as JSON values: the format of `explain --json`."""

from __future__ import annotations

from typing import Any, Final

from ..oauth2.connector import ResponseSettings
from ..oauth2.masking.redaction import Redactor
from ..oauth2.responses.token_response import ErrorResponse, read_answer
from ..plain_text import plain_line
from .explained_paste import Explained

SCHEMA: Final = 1


def explain_document(source: str, explained: Explained, redactor: Redactor) -> dict[str, Any]:
    """Return what `explain --json` prints for one paste. Foreign text is masked and harmless."""
    pasted = explained.pasted
    answer = None if pasted.is_request else read_answer(pasted.response, ResponseSettings())
    error = answer.error if isinstance(answer, ErrorResponse) else None
    return {
        "schema": SCHEMA,
        "source": plain_line(source),
        "status": pasted.status,
        "error": plain_line(redactor.text(error)) if error else None,
        "phase": explained.reading.phase,
        "phase_by": explained.reading.by,
        "findings": [finding.document() for finding in explained.findings],
    }
