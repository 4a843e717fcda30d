"""Shows a ticket to people: its parts in the order of time, contradictions, each diagnosis, and the form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...diagnosis.finding import Severity
from ...oauth2.fingerprint import fingerprint
from ...oauth2.form_fields import label_of
from ...oauth2.masking.redaction import Redactor
from ...oauth2.responses.token_response import ErrorResponse
from ...oauth2.secret import MASK, Secret
from ...plain_text import plain_line
from ...terminal.ink import BLANK, Ink, Paragraph, Span, paragraph
from ..explained_text import PHASES, explained_verdict, why_read_so
from ..findings_text import findings_report, masked
from .diagnosed import answer_of
from .filling import Filled, FilledField, place_of
from .part import Part
from .ticket import Ticket
from .words import part_name, redactor_of, shown

_ROWS: Final = {
    "additional_headers": "Additional Headers",
    "additional_request_data": "Additional Request Data",
}
CONTRADICTIONS: Final = "Contradictions"
IN_TIME: Final = "In the order of time"
FORM: Final = "The form, with the newest value of each field"


def ticket_report(
    name: str, ticket: Ticket, least: Severity = "info", *, with_form: bool = True
) -> Iterator[Paragraph]:
    """Yield all that a ticket says: what `explain` prints for one. The newest response's verdict leads.

    Without its form, it says nothing of the fields that it fills.
    """
    newest = ticket.newest_response
    yield explained_verdict(name, newest.findings if newest else ())
    yield paragraph(Span(f"a ticket: {counted(ticket)}", Ink.FAINT), indent=2)
    yield from _section(IN_TIME)
    yield from (_line(words) for words in time_lines(ticket))
    if ticket.ids:
        yield _line(f"  For the vendor's logs: {', '.join(ticket.ids)}")
    if ticket.contradictions:
        yield from _section(CONTRADICTIONS)
        yield from (one for finding in ticket.contradictions for one in findings_report((finding,)))
    for part in ticket.responses:
        title, *why = response_title(part).split("\n")
        yield from _section(title)
        yield from map(_line, why)
        yield from findings_report([each for each in part.findings if each.is_at_least(least)])
    if with_form and ticket.filled.fields:
        yield from _section(FORM)
        yield from (_line(words) for words in form_lines(ticket))
        yield BLANK
        yield paragraph("To save it as a profile: connector-doctor import FILE --output NAME")


def _section(title: str) -> Iterator[Paragraph]:
    yield BLANK
    yield paragraph(Span(f"{title}:", Ink.STRONG))


def _line(words: str) -> Paragraph:
    """Return a line of a table as a paragraph that keeps its indent."""
    indent = len(words) - len(words.lstrip())
    return paragraph(*masked(words.lstrip()), indent=indent, hanging=indent + 2)


def counted(ticket: Ticket) -> str:
    """Return how many parts of each kind a ticket has, in words."""
    requests = sum(part.kind in {"request", "call"} for part in ticket.parts)
    settings = sum(part.kind == "settings" for part in ticket.parts)
    responses = len(ticket.responses)
    words = [_count(requests, "request"), _count(settings, "list of settings", "lists of settings")]
    return ", ".join(filter(None, [*words, _count(responses, "response")]))


def _count(number: int, one: str, many: str = "") -> str:
    return "" if not number else f"1 {one}" if number == 1 else f"{number} {many or one + 's'}"


def time_lines(ticket: Ticket) -> Iterator[str]:
    """Yield a line on each part, the oldest first."""
    redactor = redactor_of(ticket.parts)
    times = [part.moment.shown if part.moment else "no time" for part in ticket.parts]
    width = max(map(len, times), default=0)
    for part, time in zip(ticket.parts, times, strict=True):
        yield f"  {time:<{width}}  line {part.line}: {what_it_is(part, redactor)}"


def what_it_is(part: Part, redactor: Redactor) -> str:
    """Return what a part is, in a line: a request and its host, a response and its status."""
    if part.explained is None:
        found = part.found.connector if part.found else None
        account = f", username {shown(found.username, redactor)}" if found and found.username else ""
        if part.kind == "settings" and part.found:
            names = dict.fromkeys(label_of(taken.key) for taken in part.found.taken)
            return f"settings: {', '.join(names)}"
        what = "API call" if part.kind == "call" else "token request"
        return f"{what} to {shown(part.host, redactor) or 'an unknown host'}{account}"
    what = "access token response" if part.is_token else "stack trace" if part.kind == "trace" else "response"
    status, answer = part.explained.pasted.status, answer_of(part.explained)
    error = answer.error if isinstance(answer, ErrorResponse) and answer.error else ""
    facts = " ".join(filter(None, [str(status or ""), shown(error, redactor)]))
    to = (
        f", to the {'request' if part.request.kind == 'request' else 'call'} in line {part.request.line}"
        if (part.request)
        else ""
    )
    return f"{what}{' ' + facts if facts else ''}{to}"


def response_title(part: Part) -> str:
    """Return the heading of a response's diagnosis."""
    status = part.explained.pasted.status if part.explained else None
    phase = part.explained.reading.phase if part.explained else None
    facts = ", ".join(
        filter(None, [f"status {status}" if status else "status unknown", PHASES[phase or "token"]])
    )
    why = why_read_so(part.explained.reading, "Use --no-api") if part.explained else ""
    name = part_name(part)
    title = f"{name[:1].upper()}{name[1:]}: {facts}"
    return f"{title}\n  {why}" if why else title


def form_lines(ticket: Ticket) -> Iterator[str]:
    """Yield each field with its value masked, where it stands, and what it replaced; then the notes."""
    redactor = Redactor.for_connector(ticket.filled.connector).with_secrets(ticket.secrets)
    width = max((len(field_label(one)) for one in ticket.filled.fields), default=0)
    for one in ticket.filled.fields:
        yield f"  {field_label(one):<{width}}  {value_shown(one, redactor)}  (from {place_of(one)})"
        for older in one.replaced:
            yield f"  {'':<{width}}  was {value_shown(older, redactor, is_older=True)}  ({place_of(older)})"
    for note in notes_of(ticket.filled):
        yield f"Note: {note}"


def notes_of(filled: Filled) -> list[str]:
    """Return the texts of an import's notes."""
    return [note.text for note in filled.notes]


def field_label(one: FilledField) -> str:
    """Return the label of a field or a row."""
    return plain_line(f"{_ROWS[one.key]}: {one.name}") if one.name else label_of(one.key)


def value_shown(one: FilledField, redactor: Redactor, *, is_older: bool = False) -> str:
    """Return a value as it may be shown: of a secret the mask, and the fingerprint where it is compared."""
    if isinstance(one.value, Secret):
        is_compared = is_older or one.replaced
        return f"{MASK} ({fingerprint(one.value)})" if is_compared and one.value else MASK
    return plain_line(redactor.text(one.value))
