"""A diagnosed response as JSON values: the format of `explain --json`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from ..diagnosis.finding import Finding
from ..oauth2.connector import ResponseSettings
from ..oauth2.masking.redaction import Redactor
from ..oauth2.responses.token_response import ErrorResponse, read_answer
from ..plain_text import plain_line
from .pasted_response import PastedResponse

SCHEMA: Final = 1


def explain_document(
    source: str, pasted: PastedResponse, findings: Iterable[Finding], redactor: Redactor
) -> dict[str, Any]:
    """Return what `explain --json` prints for one response. Foreign text is masked and harmless."""
    answer = read_answer(pasted.response, ResponseSettings())
    error = answer.error if isinstance(answer, ErrorResponse) else None
    return {
        "schema": SCHEMA,
        "source": plain_line(source),
        "status": pasted.status,
        "error": plain_line(redactor.text(error)) if error else None,
        "findings": [finding.document() for finding in findings],
    }
