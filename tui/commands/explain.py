"""`explain FILE...`: diagnoses saved or pasted responses, and says what a code means. Sends nothing."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from ..diagnosis.codes.code_shape import looks_like_a_code
from ..diagnosis.guard import INTERNAL_FAULT, fault_finding
from ..errors import UsageError
from ..exit_status import ExitStatus
from ..interchange.explain_json import explain_document
from ..interchange.explained_paste import Explained, Reading, explain_paste
from ..interchange.pasted_response import MOST_BYTES, PastedResponse, decode_paste, read_pasted_response
from ..interchange.ticket.likely import may_be_a_ticket
from ..oauth2.http_response import HttpResponse
from ..oauth2.masking.redaction import Redactor
from ..oauth2.own_fault import own_fault
from ..user_rules import rules_if_own
from .explain_options import ExplainOptions
from .output import Output
from .pasted_input import STDIN, read_source, shown_source

if TYPE_CHECKING:
    from ..diagnosis.rules.rule import Phase, Rule
    from ..diagnosis.sides.side import Side
    from ..interchange.ticket.ticket import Ticket


class _Code(NamedTuple):
    """An argument that is no file, but looks like an error code."""

    code: str


def explain(sources: Sequence[str], options: ExplainOptions, output: Output) -> ExitStatus:
    """Write the diagnosis of each response, or what a code means: as text, or as one JSON object a line.

    Raises:
        UsageError: a file can't be read, or there is nothing to compare.
        ConnectorDoctorError: a rule file of the user can't be understood.
    """
    rules = rules_if_own()
    ours = _read_beside(options.beside, output)
    texts = [(source, _read(source, output)) for source in sources]
    if ours and not any(isinstance(text, str) and _is_output(text) for _, text in texts):
        raise UsageError("--beside compares what a customer's script printed (see ask). No FILE holds that.")
    statuses = [ExitStatus.WORKS]
    for index, (source, text) in enumerate(texts):
        if index and not options.as_json and not options.is_verdict_alone:
            output.result("")
        if isinstance(text, _Code):
            statuses.append(_explain_code(text.code, options, rules, output))
        elif _is_output(text):
            statuses.append(_explain_sides(source, text, ours, options, rules, output))
        else:
            statuses.append(_explain_text(source, text, options, rules, output))
    return max(statuses)


def _read_beside(source: str, output: Output) -> tuple[Side, ...]:
    if not source:
        return ()
    from .customer_side import read_beside

    return read_beside(source, output)


def _is_output(text: str) -> bool:
    """Tell whether a text holds what a customer's script printed. Few do, so few load its reader."""
    if "connector" not in text.lower():
        return False
    from ..interchange.ask.sections import holds_output

    return holds_output(text)


def _explain_sides(
    source: str,
    text: str,
    ours: Sequence[Side],
    options: ExplainOptions,
    rules: tuple[Rule, ...] | None,
    output: Output,
) -> ExitStatus:
    """Explain what customers' scripts printed, and what else a ticket with it holds."""
    from ..interchange.ask.sections import without_outputs
    from .customer_side import explain_outputs

    rest = without_outputs(text)
    ticket = _ticket(rest, options.url, options.phase, rules)
    if options.as_json:
        return explain_outputs(source, text, ours, options, output, _of_ticket(ticket))
    status = explain_outputs(source, text, ours, options, output)
    if options.is_verdict_alone:
        return status
    if ticket is None and read_pasted_response(rest).status is None:
        return status  # words around it, or nothing
    output.result("")
    return max(status, _explain_text(source, rest, options, rules, output))


def _explain_text(
    source: str, text: str, options: ExplainOptions, rules: tuple[Rule, ...] | None, output: Output
) -> ExitStatus:
    ticket, explained = _understood(text, options, rules)
    if options.as_json:
        shown = tuple(each for each in explained.findings if each.is_at_least(options.least))
        redactor = Redactor(ticket.secrets if ticket else ())
        document = explain_document(source, replace(explained, findings=shown), redactor)
        output.json({**document, **_of_ticket(ticket)})
    elif ticket:
        from ..interchange.ticket.shown import ticket_report

        report = ticket_report(shown_source(source), ticket, options.least)
        output.report(report, options.color, is_verdict_alone=options.is_verdict_alone)
    else:
        from ..interchange.explained_text import explained_report

        report = explained_report(shown_source(source), explained, options.least)
        output.report(report, options.color, is_verdict_alone=options.is_verdict_alone)
    is_fault = any(finding.id == INTERNAL_FAULT for finding in explained.findings)
    return ExitStatus.INTERNAL_ERROR if is_fault else ExitStatus.WORKS


def _ticket(text: str, url: str, phase: Phase | None, rules: tuple[Rule, ...] | None) -> Ticket | None:
    """Return what a ticket says; None where a text is one response."""
    if not may_be_a_ticket(text):
        return None
    from ..interchange.ticket.read import read_ticket

    return read_ticket(text, choice=phase, url=url, rules=rules)


def _of_ticket(ticket: Ticket | None) -> dict[str, Any]:
    if ticket is None:
        return {}
    from ..interchange.ticket.document import ticket_document

    return ticket_document(ticket)


def _understood(
    text: str, options: ExplainOptions, rules: tuple[Rule, ...] | None
) -> tuple[Ticket | None, Explained]:
    """Return the ticket, if a text is one, and what its newest response says, or the text itself.

    A fault of ours is a finding: the other files go on.
    """
    try:
        ticket = _ticket(text, options.url, options.phase, rules)
        newest = ticket.newest_response if ticket else None
        explained = newest.explained if newest else None
        return ticket, explained or explain_paste(text, options.phase, url=options.url, rules=rules)
    except Exception as error:  # noqa: BLE001 (a fault of ours)
        unread = HttpResponse(0, "", (), text.encode("utf-8", "replace"))
        finding = fault_finding(own_fault(error))
        return None, Explained(PastedResponse(unread, None), Reading("token"), (finding,))


def _explain_code(
    code: str, options: ExplainOptions, rules: tuple[Rule, ...] | None, output: Output
) -> ExitStatus:
    from ..diagnosis.codes.meaning import meaning_of
    from ..diagnosis.rules.catalogue import built_in_rules
    from ..interchange.code_text import code_document, code_report

    meaning = meaning_of(code, built_in_rules() if rules is None else rules)
    if options.as_json:
        output.json(code_document(meaning))
    else:
        report = code_report(meaning, options.least)
        output.report(report, options.color, is_verdict_alone=options.is_verdict_alone)
    return ExitStatus.WORKS if meaning.is_known else ExitStatus.USAGE


def _read(source: str, output: Output) -> str | _Code:
    """Return the text of a file, or the argument itself where it is no file but a code."""
    if source != STDIN and looks_like_a_code(source) and not os.path.lexists(source):
        return _Code(source)
    return decode_paste(read_source(source, output, most_bytes=MOST_BYTES, what="response"))
