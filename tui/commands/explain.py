"""`explain FILE...`: diagnoses saved or pasted responses. Sends nothing."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from ..diagnosis.finding import Finding
from ..diagnosis.run_diagnosis import diagnose_response
from ..errors import UsageError
from ..exit_status import ExitStatus
from ..interchange.explain_json import explain_document
from ..interchange.findings_text import findings_text
from ..interchange.pasted_response import MOST_BYTES, PastedResponse, decode_paste, read_pasted_response
from ..interchange.request_json import json_text
from ..oauth2.redaction import Redactor
from ..plain_text import plain_line
from ..user_rules import all_rules
from .output import Output, is_terminal

_STDIN = "-"


def explain(sources: Sequence[str], url: str, output: Output, *, as_json: bool) -> ExitStatus:
    """Write the diagnosis of each response: as text, or as one JSON object a line.

    Raises:
        UsageError: a file can't be read.
        ConnectorDoctorError: a rule file of the user can't be understood.
    """
    rules = all_rules()
    redactor = Redactor(())
    pasted = [(source, _read(source, output)) for source in sources]
    for index, (source, response) in enumerate(pasted):
        findings = diagnose_response(
            response.response, status=response.status, url=url or response.url, rules=rules
        )
        if as_json:
            output.result(json_text(explain_document(source, response, findings, redactor)))
        else:
            output.result(_text(source, response, findings, is_first=index == 0))
    return ExitStatus.WORKS


def _read(source: str, output: Output) -> PastedResponse:
    if source == _STDIN:
        if is_terminal(sys.stdin):
            output.message("Paste the response, press Enter, then press Ctrl+D.")
        return read_pasted_response(decode_paste(sys.stdin.buffer.read(MOST_BYTES)))
    try:
        with Path(source).open("rb") as file:
            return read_pasted_response(decode_paste(file.read(MOST_BYTES)))
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not a valid file name"
        raise UsageError(f"{plain_line(source)} can't be read: {reason}.") from None


def _text(source: str, pasted: PastedResponse, findings: Sequence[Finding], *, is_first: bool) -> str:
    status = f"status {pasted.status}" if pasted.status else "status unknown"
    name = "standard input" if source == _STDIN else plain_line(source)
    lines = [f"{name} ({status})", *findings_text(findings)]
    return "\n".join(lines if is_first else ["", *lines])
