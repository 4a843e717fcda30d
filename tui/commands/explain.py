"""`explain FILE...`: diagnoses saved or pasted responses. Sends nothing."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..diagnosis.finding import Finding
from ..diagnosis.guard import INTERNAL_FAULT, fault_finding
from ..diagnosis.response_diagnosis import diagnose_response
from ..errors import UsageError
from ..exit_status import ExitStatus
from ..interchange.explain_json import explain_document
from ..interchange.findings_text import findings_text
from ..interchange.json_text import json_text
from ..interchange.pasted_response import MOST_BYTES, PastedResponse, decode_paste, read_pasted_response
from ..oauth2.http_response import HttpResponse
from ..oauth2.masking.redaction import Redactor
from ..oauth2.own_fault import own_fault
from ..user_rules import rules_if_own
from .output import Output, is_terminal, shown_argument

if TYPE_CHECKING:
    from ..diagnosis.rules.rule import Rule

_STDIN = "-"


def explain(sources: Sequence[str], url: str, output: Output, *, as_json: bool) -> ExitStatus:
    """Write the diagnosis of each response: as text, or as one JSON object a line.

    Raises:
        UsageError: a file can't be read.
        ConnectorDoctorError: a rule file of the user can't be understood.
    """
    rules = rules_if_own()
    redactor = Redactor(())
    status = ExitStatus.WORKS
    texts = [(source, decode_paste(_read(source, output))) for source in sources]
    for index, (source, text) in enumerate(texts):
        response, findings = _explained(text, url, rules)
        if as_json:
            output.result(json_text(explain_document(source, response, findings, redactor)))
        else:
            output.result(_text(source, response, findings, is_first=index == 0))
        if any(finding.id == INTERNAL_FAULT for finding in findings):
            status = ExitStatus.INTERNAL_ERROR
    return status


def _explained(
    text: str, url: str, rules: tuple[Rule, ...] | None
) -> tuple[PastedResponse, tuple[Finding, ...]]:
    """Return the response in a paste, and its findings. A fault of ours is one: the other files go on."""
    try:
        pasted = read_pasted_response(text)
    except Exception as error:  # noqa: BLE001 (a fault of ours)
        unread = HttpResponse(0, "", (), text.encode("utf-8", "replace"))
        return PastedResponse(unread, None), (fault_finding(own_fault(error)),)
    found = diagnose_response(pasted.response, status=pasted.status, url=url or pasted.url, rules=rules)
    return pasted, found


def _read(source: str, output: Output) -> bytes:
    if source != _STDIN:
        try:
            with Path(source).open("rb") as file:  # may be a pipe: explain <(curl …)
                return file.read(MOST_BYTES)
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else "not a valid file name"
            raise UsageError(f"{shown_argument(source)} can't be read: {reason}.") from None
    if sys.stdin is None:  # closed by whoever started us: `explain - <&-`
        raise UsageError("Standard input is closed, so there is nothing to read. Name a file, or use a pipe.")
    if is_terminal(sys.stdin):
        output.message("Paste the response, press Enter, then press Ctrl+D.")
    try:
        return sys.stdin.buffer.read(MOST_BYTES)
    except OSError as error:  # such as a folder: `explain - < .`
        raise UsageError(f"Standard input can't be read: {error.strerror}.") from None


def _text(source: str, pasted: PastedResponse, findings: Sequence[Finding], *, is_first: bool) -> str:
    status = f"status {pasted.status}" if pasted.status else "status unknown"
    name = "standard input" if source == _STDIN else shown_argument(source)
    lines = [f"{name} ({status})", *findings_text(findings)]
    return "\n".join(lines if is_first else ["", *lines])
