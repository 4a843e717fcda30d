"""`explain FILE...`: diagnoses saved or pasted responses. Sends nothing."""

from __future__ import annotations

from collections.abc import Sequence

from ..diagnosis.finding import Finding
from ..diagnosis.guard import INTERNAL_FAULT, fault_finding
from ..diagnosis.rules.rule import Rule
from ..diagnosis.run_diagnosis import diagnose_response
from ..exit_status import ExitStatus
from ..interchange.explain_json import explain_document
from ..interchange.findings_text import findings_text
from ..interchange.pasted_response import MOST_BYTES, PastedResponse, decode_paste, read_pasted_response
from ..interchange.request_json import json_text
from ..oauth2.exchange import HttpResponse
from ..oauth2.masking.redaction import Redactor
from ..oauth2.own_fault import own_fault
from ..user_rules import all_rules
from .output import Output
from .pasted_input import read_source, shown_source


def explain(sources: Sequence[str], url: str, output: Output, *, as_json: bool) -> ExitStatus:
    """Write the diagnosis of each response: as text, or as one JSON object a line.

    Raises:
        UsageError: a file can't be read.
        ConnectorDoctorError: a rule file of the user can't be understood.
    """
    rules = all_rules()
    redactor = Redactor(())
    status = ExitStatus.WORKS
    texts = [
        (source, decode_paste(read_source(source, output, most_bytes=MOST_BYTES, what="response")))
        for source in sources
    ]
    for index, (source, text) in enumerate(texts):
        response, findings = _explained(text, url, rules)
        if as_json:
            output.result(json_text(explain_document(source, response, findings, redactor)))
        else:
            output.result(_text(source, response, findings, is_first=index == 0))
        if any(finding.id == INTERNAL_FAULT for finding in findings):
            status = ExitStatus.INTERNAL_ERROR
    return status


def _explained(text: str, url: str, rules: tuple[Rule, ...]) -> tuple[PastedResponse, tuple[Finding, ...]]:
    """Return the response in a paste, and its findings. A fault of ours is one: the other files go on."""
    try:
        pasted = read_pasted_response(text)
    except Exception as error:  # noqa: BLE001 (a fault of ours)
        unread = HttpResponse(0, "", (), text.encode("utf-8", "replace"))
        return PastedResponse(unread, None), (fault_finding(own_fault(error)),)
    found = diagnose_response(pasted.response, status=pasted.status, url=url or pasted.url, rules=rules)
    return pasted, found


def _text(source: str, pasted: PastedResponse, findings: Sequence[Finding], *, is_first: bool) -> str:
    status = f"status {pasted.status}" if pasted.status else "status unknown"
    lines = [f"{shown_source(source)} ({status})", *findings_text(findings)]
    return "\n".join(lines if is_first else ["", *lines])
