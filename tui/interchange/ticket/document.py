"""A ticket as JSON values: what `explain --json` adds for one."""

from __future__ import annotations

from typing import Any

from ...oauth2.fingerprint import fingerprint
from ...oauth2.form_fields import label_of
from ...oauth2.masking.redaction import Redactor
from ...oauth2.responses.token_response import ErrorResponse
from ...oauth2.secret import Secret
from ...plain_text import plain_line
from ..import_.shown import import_document
from .diagnosed import answer_of
from .filling import FilledField
from .part import Part
from .ticket import Ticket


def ticket_document(ticket: Ticket) -> dict[str, Any]:
    """Return the parts, the contradictions and the connector of a ticket. Secrets are masked."""
    redactor = Redactor.for_connector(ticket.filled.connector).with_secrets(ticket.secrets)
    return {
        "parts": [_part(part, redactor) for part in ticket.parts],
        "ids": list(ticket.ids),
        "contradictions": [finding.document() for finding in ticket.contradictions],
        "connector": import_document(ticket.filled.as_import)["connector"],
        "taken": [_field(one, redactor) for one in ticket.filled.fields],
    }


def _part(part: Part, redactor: Redactor) -> dict[str, Any]:
    moment = part.moment
    answer = answer_of(part.explained) if part.explained else None
    error = answer.error if isinstance(answer, ErrorResponse) else None
    is_known = moment is not None and moment.has_date and moment.has_year
    return {
        "kind": part.kind,
        "line": part.line,
        "time": moment.at.isoformat().replace("+00:00", "Z") if moment and is_known else None,
        "host": plain_line(redactor.text(part.host)) or None,
        "status": part.explained.pasted.status if part.explained else None,
        "error": plain_line(redactor.text(error)) if error else None,
        "request_line": part.request.line if part.request else None,
        "findings": [finding.document() for finding in part.findings],
    }


def _field(one: FilledField, redactor: Redactor) -> dict[str, Any]:
    return {
        "field": one.key,
        "label": label_of(one.key),
        "name": plain_line(one.name),
        "line": one.part.line,
        "where": one.where,
        "value": _shown(one, redactor),
        "replaced": [{"line": older.part.line, "value": _shown(older, redactor)} for older in one.replaced],
    }


def _shown(one: FilledField, redactor: Redactor) -> str:
    if isinstance(one.value, Secret):
        return fingerprint(one.value)
    return plain_line(redactor.text(one.value))
